# For a notary: deeds and drafts go as secure mail, convocations as registered mail.

require ["fileinto", "envelope", "variables", "vnd.sealpost.detect"];

# CHANGE: inside.
if envelope :domain "to" "notary.example" {
    fileinto "plain";
    stop;
}

# The subject between spaces, so that a word can be told from a part of a word, also where it is the first or the last.
if header :matches "subject" "*" { set "subject" " ${1} "; }

# Somebody who is called to a meeting must be able to be shown to have been called. An answer to a convocation is none.
if allof (
    string :contains "${subject}" [
        " oproeping ", " convocatie ", " oproep voor de vergadering ", " convocation ",
        " notice of general meeting ", " notice of annual general meeting ",
        " notice of extraordinary general meeting ", " notice of the general meeting "
    ],
    not header :matches "subject" ["re:*", "antw:*", "aw:*", "fw:*", "fwd:*", "doorst:*"]) {
    fileinto "registered";
    stop;
}

# A deed, a draft of one, a power of attorney: with the document attached. What is attached is judged by the header of the
# whole mail: with attachments it is multipart/mixed, and a mail that is nothing but a document says so itself.
if allof (
    header :contains "content-type" ["multipart/mixed", "application/pdf"],
    string :contains "${subject}" [
        " akte ", " akten ", " concept-akte ", " concept-akten ", " conceptakte ", " leveringsakte ",
        " hypotheekakte ", " splitsingsakte ", " oprichtingsakte ", " testament ", " levenstestament ",
        " volmacht ", " nalatenschap ", " huwelijkse voorwaarden ", " nota van afrekening ", " deed ", " deeds ",
        " power of attorney ", " last will ", " prenuptial agreement "
    ]) {
    fileinto "secure";
    stop;
}

# The parties of a deed are known by their numbers.
if detect ["bsn", "iban"] {
    fileinto "secure";
    stop;
}
