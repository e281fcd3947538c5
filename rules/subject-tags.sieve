# The writer chooses the route by a tag in the subject, which is taken off before the mail is sent:
#
#   [registered]  [aangetekend]              registered mail
#   [secure]  [veilig]  [beveiligd]          secure mail
#
# Capitals don't matter, and the tag may stand anywhere in the subject. Two tags that differ hold the mail, and so does
# a tag that looks like one of these and isn't: a typing error must not send a registered mail as an ordinary one.
# Other words in brackets, such as [JIRA-12], are left alone.

require ["fileinto", "variables", "editheader"];

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

# Nearly a tag. The patterns take what is most often mistyped: an ending, or letters exchanged, left out or doubled.
if header :matches "subject" [
    "*[re?i*te*]*", "*[regis*]*", "*[reg?st*]*", "*[rgist*]*", "*[regsit*]*", "*[aan?etek*]*", "*[aang*]*", "*[angete*]*",
    "*[aagnet*]*", "*[sec*]*", "*[scure*]*", "*[seucr*]*", "*[sceur*]*", "*[veil*]*", "*[viel*]*", "*[velig*]*",
    "*[beveil*]*", "*[beviel*]*", "*[bevelig*]*"
] {
    fileinto "hold";
    stop;
}

# With both tags, both lines are reached: two routes for one recipient, and Sealpost holds and names them.
if string "${registered}" "yes" { fileinto "registered"; }
if string "${secure}" "yes" { fileinto "secure"; }
