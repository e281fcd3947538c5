# Mail about somebody's health goes as secure mail.
#
# One medical word proves little: "the diagnosis of the printer" is no health data, and a practice writes about medicine
# all day. So a medical word and a person must come together, in the subject, in the text, or in the name of an attached
# file; all as whole words. Of other mail the rules say nothing: the files behind, or the default route, decide.
#
# PDF and office files are judged by their names alone. Where letters about patients have names such as "scan0012.pdf",
# put attachments.sieve behind this file.

require ["fileinto", "envelope", "variables", "body", "mime", "regex", "vnd.sealpost.detect"];

# CHANGE: inside, and those to whom mail is encrypted on the way by agreement.
if envelope :domain "to" "practice.example" {
    fileinto "plain";
    stop;
}

# The subject between spaces, so that a word can be told from a part of a word, also where it is the first or the last.
if header :matches "subject" "*" { set "subject" " ${1} "; }

# Words that are about a person's health and hardly anything else: in a subject these need no other.
if string :contains "${subject}" [
    " medicatieoverzicht", " ontslagbrief", " labuitslag", " bloeduitslag", " zorgindicatie", " verwijsbrief",
    " discharge letter ", " lab result", " blood test result", " medical record", " referral letter"
] {
    fileinto "secure";
    stop;
}

# The name of an attached file. Programs put "_" for a space; the older ones name the file in Content-Type only.
if anyof (
    header :mime :anychild :param "filename" :regex "content-disposition"
        "(labuitslag|bloeduitslag|ontslagbrief|verwijsbrief|medicatieoverzicht|zorgindicatie|behandelplan|anamnese|lab[-_ ]?results?|discharge[-_ ]letter|referral[-_ ]letter|medical[-_ ]record)",
    header :mime :anychild :param "name" :regex "content-type"
        "(labuitslag|bloeduitslag|ontslagbrief|verwijsbrief|medicatieoverzicht|zorgindicatie|behandelplan|anamnese|lab[-_ ]?results?|discharge[-_ ]letter|referral[-_ ]letter|medical[-_ ]record)") {
    fileinto "secure";
    stop;
}

# CHANGE: words of medicine alone, and words that also mean other things, such as the treatment of a request.
# In an expression, (^|[^[:alpha:]-]) and ([^[:alpha:]-]|$) are where a word begins and ends, [[:space:]] also is the end of
# a line.
if anyof (
    string :contains "${subject}" [
        " medicatie ", " medicijnen ", " anamnese ", " zwangerschap ", " bloedonderzoek ", " chemotherapie ",
        " medication ", " pregnancy ", " blood test ", " medical history "
    ],
    body :regex
        "(^|[^[:alpha:]-])(medicatie|medicijnen|anamnese|zwangerschap|bloedonderzoek|chemotherapie|bloeduitslag(en)?|labuitslag(en)?|ontslagbrief|verwijsbrief|zorgindicatie|medication|pregnancy|blood[[:space:]]test|lab[[:space:]]results?|discharge[[:space:]]letter|medical[[:space:]]history)([^[:alpha:]-]|$)"
) {
    set "medical" "only";
}
if string :contains "${subject}" [
    " diagnose ", " behandelplan ", " behandeling ", " medicatie ", " operatie ", " zwangerschap ", " therapie ",
    " verwijzing ", " anamnese ", " diagnosis ", " treatment ", " medication ", " surgery ", " pregnancy ", " therapy ",
    " referral ", " prescription "
] {
    set "subject_is_medical" "yes";
}
if anyof (
    string "${medical}" "only",
    string "${subject_is_medical}" "yes",
    body :regex
        "(^|[^[:alpha:]-])(diagnoses?|behandelplan|behandeling|operatie|therapie|verwijzing|opname|diagnosis|treatment|surgery|therapy|referral|prescription)([^[:alpha:]-]|$)"
) {
    set "perhaps_medical" "yes";
}

# A person in the subject, beside a medical word.
if allof (
    string "${subject_is_medical}" "yes",
    string :contains "${subject}" [
        " patiënt ", " patiënte ", " cliënt ", " cliënte ", " mevrouw ", " mevr. ", " dhr. ", " uw ",
        " geboren ", " geb. ", " patient ", " client ", " mrs ", " mr ", " ms ", " your ", " born ", " dob "
    ]) {
    fileinto "secure";
    stop;
}

# A person who is told from all others: by a BSN, a date of birth, a patient's number, or the word patient and a name.
if allof (
    string "${perhaps_medical}" "yes",
    anyof (
        detect "bsn",
        body :regex [
            "(^|[^[:alpha:]-])(geboren([[:space:]]op)?|geb\\.?|geboortedatum|date[[:space:]]of[[:space:]]birth|dob|born([[:space:]]on)?)[:[:space:]]*[0-9]{1,2}[-/.[:space:]]+([0-9]{1,2}|[a-z]{3,9})[-/.[:space:]]+[0-9]{2,4}",
            "(^|[^[:alpha:]-])(pati(ë|e)nt(en)?(nummer|nr\\.?)|patient[[:space:]](number|no\\.?|id))[:[:space:]]*[0-9]{3}"
        ],
        # Capitals count here, or every "patiënt[[:space:]]a." and "patiënt[[:space:]]in[[:space:]]de" would be a name.
        body :comparator "i;octet" :regex
            "(^|[^[:alpha:]-])[Pp]ati(ë|e)nte?:?[[:space:]]([A-Z]\\.|[Mm]evrouw|[Mm]evr\\.|[Mm]w\\.|[Mm]eneer|de[[:space:]]heer|[Dd]hr\\.|Mrs?\\.?|Ms\\.?)[[:space:]]?[A-Za-z]"
    )) {
    fileinto "secure";
    stop;
}

# A person to whom the mail is written by name, or of whom it tells something.
if allof (
    string "${medical}" "only",
    body :comparator "i;octet" :regex [
        "(Geachte|Beste|Dear)[[:space:]]([Mm]evrouw|[Mm]evr\\.|[Mm]w\\.|[Mm]eneer|heer|[Dd]hr\\.|Mrs?\\.?|Ms\\.?)[[:space:]]([Vv]an[[:space:]]|[Dd]e[rn]?[[:space:]])*[A-Z]",
        "([Mm]evrouw|[Mm]evr\\.|[Mm]w\\.|[Mm]eneer|[Dd]e[[:space:]]heer|[Dd]hr\\.|Mrs?\\.?|Ms\\.?)[[:space:]]([Vv]an[[:space:]]|[Dd]e[rn]?[[:space:]])*[A-Z][^.!?]{0,40}[[:space:]](gebruikt|slikt|heeft|krijgt|kreeg|takes|has|had|was)[^[:alpha:]]"
    ]) {
    fileinto "secure";
    stop;
}

# A text that tells its reader a result.
if body :regex
    "(^|[^[:alpha:]-])(uw|your)[[:space:]](diagnose|bloeduitslag|labuitslag|bloedonderzoek|zwangerschap|diagnosis|blood[[:space:]]test|lab[[:space:]]result|pregnancy)[[:space:]](is|was|laat|toont|shows?)([^[:alpha:]-]|$)" {
    fileinto "secure";
    stop;
}
