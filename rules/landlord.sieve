# For a landlord or a property manager: notices that must have reached the tenant go as registered mail.
#
# Put subject-tags.sieve before this file, and [registered] or [aangetekend] does the same for any other mail.

require ["fileinto", "envelope", "variables", "body", "mime", "regex", "vnd.sealpost.detect"];

# CHANGE: inside.
if envelope :domain "to" "landlord.example" {
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

# An answer, or a mail passed on, is talk about a notice. The subject alone makes a mail registered: it costs money, and a
# text may quote one.
if not header :matches "subject" ["re:*", "antw:*", "aw:*", "fw:*", "fwd:*", "doorst:*"] {

    if anyof (
        # Notice of termination, whether it stands in the mail itself or in a letter that is attached.
        string :contains "${subject}" [
            " huuropzegging ", " opzegging huur ", " opzegging van de huur ", " opzegging huurovereenkomst ",
            " opzegging van de huurovereenkomst ", " opzegging van uw huurovereenkomst ", " opzegging huurcontract ",
            " beëindiging huurovereenkomst ", " beëindiging van de huurovereenkomst ", " notice of termination",
            " termination of the lease", " termination of the tenancy", " termination of your tenancy",
            " notice to quit"
        ],
        # Rent increases, reminders and defaults: with the letter attached. Without one it is a question, or news.
        allof (
            string "${document}" "attached",
            string :contains "${subject}" [
                " huurverhoging", " huurprijswijziging", " huurachterstand", " aanmaning", " betalingsherinnering",
                " ingebrekestelling", " rent increase", " rent arrears", " payment reminder", " notice of default"
            ])
    ) {
        # Registered mail reaches the recipient's own mail server, which may be an insecure one. So what holds a BSN waits for
        # a person: to send it secure, or registered all the same. CHANGE: "hold" to "secure" where that is always right.
        if detect "bsn" {
            fileinto "hold";
            stop;
        }
        fileinto "registered";
        stop;
    }
}

# Somebody's debt, with its amount, and papers that show who somebody is or what somebody earns.
# In an expression, (^|[^[:alpha:]]) and ([^[:alpha:]]|$) are where a word begins and ends.
if anyof (
    body :regex
        "(^|[^[:alpha:]])(uw|your)([[:space:]][a-z]+)?[[:space:]](huurachterstand|betalingsachterstand|huurschuld|rent[[:space:]]arrears)[^.!?]{0,40}(€|eur|euro)[^[:alpha:]]{0,3}[0-9]",
    header :mime :anychild :param "filename" :regex "content-disposition"
        "(^|[^[:alpha:]])(loonstrook|loonstroken|salarisstrook|inkomensverklaring|jaaropgave|paspoort|identiteitsbewijs|id[-_ ]?bewijs|pay[-_ ]?slips?|income[-_ ]statement|passport)([^[:alpha:]]|$)",
    header :mime :anychild :param "name" :regex "content-type"
        "(^|[^[:alpha:]])(loonstrook|loonstroken|salarisstrook|inkomensverklaring|jaaropgave|paspoort|identiteitsbewijs|id[-_ ]?bewijs|pay[-_ ]?slips?|income[-_ ]statement|passport)([^[:alpha:]]|$)"
) {
    fileinto "secure";
    stop;
}

# What tenants' numbers are in.
if detect ["bsn", "creditcard"] {
    fileinto "secure";
    stop;
}
