# For a notary: deeds and drafts go as secure mail, convocations as registered mail.

require ["fileinto", "envelope", "variables", "body", "mime", "regex", "vnd.sealpost.detect"];

# CHANGE: inside.
if envelope :domain "to" "notary.example" {
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

# Somebody who is called to a meeting must be able to be shown to have been called. An answer to a convocation is none.
# The subject alone makes a mail registered: it costs money, and a text may quote one.
if allof (
    string :contains "${subject}" [
        " oproeping ", " convocatie ", " oproep voor de vergadering ", " convocation ",
        " notice of general meeting ", " notice of annual general meeting ",
        " notice of extraordinary general meeting ", " notice of the general meeting "
    ],
    not header :matches "subject" ["re:*", "antw:*", "aw:*", "fw:*", "fwd:*", "doorst:*"]) {
    # Registered mail reaches the recipient's own mail server, which may be an insecure one. So what holds a BSN waits for a
    # person: to send it secure, or registered all the same. CHANGE: "hold" to "secure" where that is always right.
    if detect "bsn" {
        fileinto "hold";
        stop;
    }
    fileinto "registered";
    stop;
}

# A deed, a draft of one, a power of attorney: with the document attached.
if allof (
    string "${document}" "attached",
    string :contains "${subject}" [
        " akte ", " akten ", " concept-akte ", " concept-akten ", " conceptakte ", " leveringsakte ",
        " hypotheekakte ", " splitsingsakte ", " oprichtingsakte ", " testament ", " levenstestament ",
        " volmacht ", " nalatenschap ", " huwelijkse voorwaarden ", " nota van afrekening ", " deed ", " deeds ",
        " power of attorney ", " last will ", " prenuptial agreement "
    ]) {
    fileinto "secure";
    stop;
}

# The same where the subject tells nothing, such as "Dossier 2026.1234": the name of the file says what it is, or the text.
# In an expression, (^|[^[:alpha:]]) is where a word begins.
if anyof (
    header :mime :anychild :param "filename" :regex "content-disposition"
        "(^|[^[:alpha:]])(concept[-_ ]?)?(akten?|leveringsakte|hypotheekakte|splitsingsakte|oprichtingsakte|(levens)?testament|volmacht|verklaring[-_ ]van[-_ ]erfrecht|nota[-_ ]van[-_ ]afrekening|paspoort|identiteitsbewijs|id[-_ ]?bewijs|deed|power[-_ ]of[-_ ]attorney|last[-_ ]will|passport)([^[:alpha:]]|$)",
    header :mime :anychild :param "name" :regex "content-type"
        "(^|[^[:alpha:]])(concept[-_ ]?)?(akten?|leveringsakte|hypotheekakte|splitsingsakte|oprichtingsakte|(levens)?testament|volmacht|verklaring[-_ ]van[-_ ]erfrecht|nota[-_ ]van[-_ ]afrekening|paspoort|identiteitsbewijs|id[-_ ]?bewijs|deed|power[-_ ]of[-_ ]attorney|last[-_ ]will|passport)([^[:alpha:]]|$)",
    allof (
        string "${document}" "attached",
        # "Enclosed" and a deed, in one sentence.
        body :regex
            "(^|[^[:alpha:]])(bijgaand|bijgevoegd|hierbij|als[[:space:]]bijlage|attached|enclosed)[^.!?]{0,80}[^[:alpha:]](concept-?)?(akten?|leveringsakte|hypotheekakte|splitsingsakte|oprichtingsakte|(levens)?testament|volmacht|huwelijkse[[:space:]]voorwaarden|verklaring[[:space:]]van[[:space:]]erfrecht|nota[[:space:]]van[[:space:]]afrekening|deeds?|power[[:space:]]of[[:space:]]attorney|last[[:space:]]will|prenuptial[[:space:]]agreement)([^[:alpha:]]|$)"
    )
) {
    fileinto "secure";
    stop;
}

# The parties of a deed are known by their numbers.
if detect ["bsn", "iban"] {
    fileinto "secure";
    stop;
}
