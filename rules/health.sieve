# Mail about somebody's health goes as secure mail.
#
# One medical word proves little: "the diagnosis of the printer" is no health data, and a practice writes about medicine
# all day. So a word for the person and a medical word must come together in the subject, both as whole words; or a BSN
# anywhere and a medical word. Of other mail the rules say nothing: the files behind, or the default route, decide.

require ["fileinto", "envelope", "variables", "vnd.sealpost.detect"];

# CHANGE: inside, and those to whom mail is encrypted on the way by agreement.
if envelope :domain "to" "practice.example" {
    fileinto "plain";
    stop;
}

# The subject between spaces, so that a word can be told from a part of a word, also where it is the first or the last.
if header :matches "subject" "*" { set "subject" " ${1} "; }

# Words that are about a person's health and hardly anything else: these need no other.
if string :contains "${subject}" [
    " medicatieoverzicht", " ontslagbrief", " labuitslag", " bloeduitslag", " zorgindicatie", " verwijsbrief",
    " discharge letter ", " lab result", " blood test result", " medical record", " referral letter"
] {
    fileinto "secure";
    stop;
}

# A medical word, beside a word for the person or a BSN anywhere in the mail.
if allof (
    string :contains "${subject}" [
        " diagnose ", " behandelplan ", " behandeling ", " medicatie ", " operatie ", " zwangerschap ",
        " therapie ", " verwijzing ", " anamnese ", " diagnosis ", " treatment ", " medication ", " surgery ",
        " pregnancy ", " therapy ", " referral ", " prescription "
    ],
    anyof (
        string :contains "${subject}" [
            " patiënt ", " patiënte ", " cliënt ", " cliënte ", " mevrouw ", " mevr. ", " dhr. ", " uw ",
            " geboren ", " geb. ", " patient ", " client ", " mrs ", " mr ", " ms ", " your ", " born ", " dob "
        ],
        detect "bsn")) {
    fileinto "secure";
    stop;
}
