# For a landlord or a property manager: notices that must have reached the tenant go as registered mail.
#
# Put subject-tags.sieve before this file, and [registered] or [aangetekend] does the same for any other mail.

require ["fileinto", "envelope", "variables", "vnd.sealpost.detect"];

# CHANGE: inside.
if envelope :domain "to" "landlord.example" {
    fileinto "plain";
    stop;
}

# The subject between spaces, so that a word can be told from a part of a word, also where it is the first or the last.
if header :matches "subject" "*" { set "subject" " ${1} "; }

# An answer, or a mail passed on, is talk about a notice.
if not header :matches "subject" ["re:*", "antw:*", "aw:*", "fw:*", "fwd:*", "doorst:*"] {

    # Notice of termination, whether it stands in the mail itself or in a letter that is attached.
    if string :contains "${subject}" [
        " huuropzegging ", " opzegging huur ", " opzegging van de huur ", " opzegging huurovereenkomst ",
        " opzegging van de huurovereenkomst ", " opzegging van uw huurovereenkomst ", " opzegging huurcontract ",
        " beëindiging huurovereenkomst ", " beëindiging van de huurovereenkomst ", " notice of termination",
        " termination of the lease", " termination of the tenancy", " termination of your tenancy",
        " notice to quit"
    ] {
        fileinto "registered";
        stop;
    }

    # Rent increases, reminders and defaults: with the letter attached. Without one it is a question, or news.
    if allof (
        header :contains "content-type" ["multipart/mixed", "application/pdf"],
        string :contains "${subject}" [
            " huurverhoging", " huurprijswijziging", " huurachterstand", " aanmaning", " betalingsherinnering",
            " ingebrekestelling", " rent increase", " rent arrears", " payment reminder", " notice of default"
        ]) {
        fileinto "registered";
        stop;
    }
}

# What tenants' numbers are in.
if detect ["bsn", "creditcard"] {
    fileinto "secure";
    stop;
}
