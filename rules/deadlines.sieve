# The writer says in the subject by when the mail must have reached its recipient; the tag is taken off before it is sent:
#
#   [uiterlijk 2026-12-01]  [reach by 2026-12-01]     the end of that day
#   [uiterlijk 3 days]                                so long after it was submitted
#
# Put this file before those that choose a route: it chooses none, but holds what has two such tags, one that is mistyped, or
# a time that can't be read. Only registered mail can show that it reached anybody.

require ["fileinto", "variables", "editheader", "vnd.sealpost.near"];

# ${1}, ${2} and ${3} are what the asterisks stood for: the subject before the tag, the time, and the subject behind it.
if header :matches "subject" ["*[uiterlijk *]*", "*[reach by *]*"] {
    set "before" "${1}";
    set "after" "${3}";
    addheader "X-Sealpost-Must-Reach-By" "${2}";
    # One of the two spaces around a tag goes with it.
    if string :matches "${after}" " *" { set "after" "${1}"; }
    deleteheader "Subject";
    addheader "Subject" "${before}${after}";
}

# These tests see the subject as the lines above left it: a second tag, or one that says nothing.
if header :contains "subject" ["[uiterlijk", "[reach by"] {
    fileinto "hold";
    stop;
}

# Nearly a tag: the first words in the first three brackets, as another tag may stand before it.
if header :matches "subject" "*[*]*" {
    set "first" "${2}";
    set "rest" "${3}";
    if string :matches "${rest}" "*[*]*" {
        set "second" "${2}";
        set "rest" "${3}";
        if string :matches "${rest}" "*[*]*" { set "third" "${2}"; }
    }
}
if string :matches "${first}" "* *" { set "first" "${1}"; set "rest1" "${2}"; }
if string :matches "${second}" "* *" { set "second" "${1}"; set "rest2" "${2}"; }
if string :matches "${third}" "* *" { set "third" "${1}"; set "rest3" "${2}"; }
if anyof (
    string :near ["${first}", "${second}", "${third}"] "uiterlijk",
    allof (string :near "${first}" "reach", string :matches "${rest1}" "by*"),
    allof (string :near "${second}" "reach", string :matches "${rest2}" "by*"),
    allof (string :near "${third}" "reach", string :matches "${rest3}" "by*")
) {
    fileinto "hold";
    stop;
}
