# A rule file for Sealpost: copy it, and change what is marked CHANGE.
#
# The file is written in Sieve, the standard language for mail rules (RFC 5228). Sealpost runs it once for every
# recipient of a mail, from top to bottom. A line that begins with # is a comment.
#
#   if TEST { ACTION; stop; }     does the action where the test is true, and ends there
#   fileinto "NAME";              sends by the route NAME of your settings
#   fileinto "hold";              sends nothing, and asks a person
#
# Where no rule chooses, the default route of the settings is taken; where there is none, the mail is held.
# Try it out before you use it:   sealpost rules check FILE     sealpost explain MAIL

# Every extension that the file uses is named here, or the check complains.
require ["fileinto", "envelope", "editheader", "vnd.sealpost.detect"];

# CHANGE: your own domain. Mail to colleagues is ordinary mail.
# `envelope "to"` is the one recipient that the rules are run for. Don't use `address "to"` for this: it looks at all
# recipients of the mail at once, and one colleague among them would make it true for everybody.
if envelope :domain "to" "office.example" {
    fileinto "plain";
    stop;
}

# CHANGE: those who get everything as secure mail. ":matches" knows * (anything) and ? (one character).
if envelope :domain :matches "to" ["hospital.example", "*.hospital.example"] {
    fileinto "secure";
    stop;
}

# CHANGE: words in the subject that make a mail registered. ":contains" doesn't see the difference of A and a.
if header :contains "subject" ["opzegging", "ingebrekestelling", "notice of termination"] {
    # Registered mail may cross insecure mail servers on its last way: what holds a BSN waits for a person.
    if detect "bsn" {
        fileinto "hold";
        stop;
    }
    # An option of the route is set by a header field, before the route is chosen. It is taken off before sending.
    addheader "X-Sealpost-Language" "nl";
    fileinto "registered";
    stop;
}

# CHANGE: what happens to the rest. Without this line the default route of the settings decides.
# fileinto "plain";
