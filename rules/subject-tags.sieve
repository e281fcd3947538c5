# The writer chooses the route by a tag in the subject, which is taken off before the mail is sent:
#
#   [registered]  [aangetekend]              registered mail
#   [secure]  [veilig]  [beveiligd]          secure mail
#
# Capitals don't matter, and the tag may stand anywhere in the subject. Two tags that differ hold the mail, and so does
# a tag that looks like one of these and isn't: a typing error must not send a registered mail as an ordinary one.
# Other words in brackets, such as [JIRA-12], are left alone.

require ["fileinto", "variables", "editheader", "vnd.sealpost.near", "vnd.sealpost.detect", "body", "regex"];

# ${1} and ${2} are what the two asterisks stood for: the subject before and behind the tag.
if header :matches "subject" ["*[registered]*", "*[aangetekend]*"] {
    set "registered" "yes";
    set "before" "${1}";
    set "after" "${2}";
    # One of the two spaces around a tag goes with it.
    if string :matches "${after}" " *" { set "after" "${1}"; }
    deleteheader "Subject";
    addheader "Subject" "${before}${after}";
}

# These tests see the subject as the lines above left it.
if header :matches "subject" ["*[secure]*", "*[veilig]*", "*[beveiligd]*"] {
    set "secure" "yes";
    set "before" "${1}";
    set "after" "${2}";
    if string :matches "${after}" " *" { set "after" "${1}"; }
    deleteheader "Subject";
    addheader "Subject" "${before}${after}";
}

# Nearly a tag: the first three words in brackets are compared with the tags. ":near" allows one typing error in a short
# word and two in a longer one.
if header :matches "subject" "*[*]*" {
    set "word" "${2}";
    set "rest" "${3}";
    if string :near "${word}" ["registered", "aangetekend", "secure", "veilig", "beveiligd"] {
        fileinto "hold";
        stop;
    }
    if string :matches "${rest}" "*[*]*" {
        set "word" "${2}";
        set "rest" "${3}";
        if string :near "${word}" ["registered", "aangetekend", "secure", "veilig", "beveiligd"] {
            fileinto "hold";
            stop;
        }
        if string :matches "${rest}" "*[*]*" {
            set "word" "${2}";
            if string :near "${word}" ["registered", "aangetekend", "secure", "veilig", "beveiligd"] {
                fileinto "hold";
                stop;
            }
        }
    }
}

# With both tags, both lines are reached: two routes for one recipient, and Sealpost holds and names them.
if string "${registered}" "yes" {
    # Registered mail reaches the recipient's own mail server, which may be an insecure one. So what holds a BSN or tells of
    # somebody's health waits for a person: to send it secure, or registered all the same.
    # CHANGE: leave this block out where the writer's word is enough.
    if anyof (
        detect "bsn",
        body :regex
            "(^|[^[:alpha:]-])(medicatie|anamnese|behandelplan|bloedonderzoek|bloeduitslag|labuitslag|ontslagbrief|verwijsbrief|zorgindicatie|medication|blood[[:space:]]test|lab[[:space:]]results?|medical[[:space:]](history|records?))([^[:alpha:]-]|$)"
    ) {
        fileinto "hold";
        stop;
    }
    fileinto "registered";
}
if string "${secure}" "yes" { fileinto "secure"; }
