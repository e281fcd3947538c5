# For a municipality: decisions go as registered mail, citizens' data as secure mail, mail to other authorities as ordinary
# mail.

require ["fileinto", "envelope", "variables", "vnd.sealpost.detect"];

# CHANGE: inside.
if envelope :domain :matches "to" ["town.example", "*.town.example"] {
    fileinto "plain";
    stop;
}

# CHANGE: other authorities. What holds citizens' data is secure mail here too; the rest is ordinary mail.
if envelope :domain :matches "to" ["ministry.example", "*.ministry.example", "*.province.example", "police.example"] {
    if detect ["bsn", "iban"] {
        fileinto "secure";
        stop;
    }
    fileinto "plain";
    stop;
}

# The subject between spaces, so that a word can be told from a part of a word, also where it is the first or the last.
if header :matches "subject" "*" { set "subject" " ${1} "; }

# A decision runs a term from the day on which it was made known, so that must be shown. It comes as a document; "ter
# beschikking" is no decision, and neither is an answer to one. Also a decision with a BSN in it goes this way.
if allof (
    header :contains "content-type" ["multipart/mixed", "application/pdf"],
    string :contains "${subject}" [
        " besluit ", " beschikking ", " aanslagbiljet ", " last onder dwangsom ", " last onder bestuursdwang ",
        " formal decision ", " final decision ", " decision on your application", " decision on your objection",
        " decision on your request"
    ],
    not header :contains "subject" ["ter beschikking", "conceptbesluit", "concept-besluit"],
    not header :matches "subject" ["re:*", "antw:*", "aw:*", "fw:*", "fwd:*", "doorst:*"]) {
    fileinto "registered";
    stop;
}

# Citizens' data. A list of many people is looked at by a person first.
if detect :atleast 10 "bsn" {
    fileinto "hold";
    stop;
}
if detect ["bsn", "iban"] {
    fileinto "secure";
    stop;
}
if string :contains "${subject}" [
    " uittreksel brp ", " persoonslijst", " bijstandsuitkering", " wmo-melding", " jeugdhulp "
] {
    fileinto "secure";
    stop;
}
