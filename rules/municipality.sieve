# For a municipality: decisions go as registered mail, citizens' data as secure mail, mail to other authorities as ordinary
# mail. What is both a decision and citizens' data is held for a person.

require ["fileinto", "envelope", "variables", "body", "mime", "regex", "vnd.sealpost.detect"];

# CHANGE: inside.
if envelope :domain :matches "to" ["town.example", "*.town.example"] {
    fileinto "plain";
    stop;
}

# The subject between spaces, so that a word can be told from a part of a word, also where it is the first or the last.
if header :matches "subject" "*" { set "subject" " ${1} "; }

# Whether a document is attached: a PDF or a text of an office program, by what it is or by its name. Logos, signatures and
# invitations are none.
if anyof (
    header :mime :anychild :contenttype "content-type" [
        "application/pdf", "application/msword", "application/rtf", "application/vnd.oasis.opendocument.text",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ],
    header :mime :anychild :param "filename" :matches "content-disposition" ["*.pdf", "*.doc", "*.docx", "*.odt", "*.rtf"],
    header :mime :anychild :param "name" :matches "content-type" ["*.pdf", "*.doc", "*.docx", "*.odt", "*.rtf"]
) {
    set "document" "attached";
}

# What tells about a citizen's care, benefits or youth, in the subject or of a person who is addressed by name.
# In an expression, (^|[^[:alpha:]]) and ([^[:alpha:]]|$) are where a word begins and ends.
if anyof (
    string :contains "${subject}" [
        " uittreksel brp ", " persoonslijst", " bijstandsuitkering", " wmo ", " wmo-", " jeugdhulp ", " schuldhulp"
    ],
    allof (
        # Capitals count in a name.
        body :comparator "i;octet" :regex
            "(Geachte|Beste|Dear)[[:space:]]([Mm]evrouw|[Mm]evr\\.|[Mm]w\\.|[Mm]eneer|heer|[Dd]hr\\.|Mrs?\\.?|Ms\\.?)[[:space:]]([Vv]an[[:space:]]|[Dd]e[rn]?[[:space:]])*[A-Z]",
        body :regex
            "(^|[^[:alpha:]])(uw|your)([[:space:]][a-z]+){0,4}[[:space:]](bijstand|bijstandsuitkering|uitkering|wmo[-a-z]*|jeugdhulp|schuldhulpverlening|indicatie|diagnose|social[[:space:]]benefits?|youth[[:space:]]care|diagnosis)([^[:alpha:]]|$)"
    )
) {
    set "private" "yes";
}

# CHANGE: other authorities. What holds citizens' data is secure mail here too; the rest is ordinary mail.
if envelope :domain :matches "to" ["ministry.example", "*.ministry.example", "*.province.example", "police.example"] {
    if anyof (string "${private}" "yes", detect ["bsn", "iban"]) {
        fileinto "secure";
        stop;
    }
    fileinto "plain";
    stop;
}

# A decision runs a term from the day on which it was made known, so that must be shown. It comes as a document; "ter
# beschikking" is no decision, and neither is an answer to one.
if allof (
    string "${document}" "attached",
    string :contains "${subject}" [
        " besluit ", " beschikking ", " aanslagbiljet ", " last onder dwangsom ", " last onder bestuursdwang ",
        " formal decision ", " final decision ", " decision on your application", " decision on your objection",
        " decision on your request"
    ],
    not header :contains "subject" ["ter beschikking", "conceptbesluit", "concept-besluit"],
    not header :matches "subject" ["re:*", "antw:*", "aw:*", "fw:*", "fwd:*", "doorst:*"]) {
    # Registered mail reaches the recipient's own mail server, which may be an insecure one. So a decision with a BSN, or
    # about care or benefits, waits for a person: to send it secure, or registered all the same.
    # CHANGE: "hold" to "secure" where that is always right.
    if anyof (detect "bsn", string "${private}" "yes") {
        fileinto "hold";
        stop;
    }
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
if string "${private}" "yes" {
    fileinto "secure";
    stop;
}
