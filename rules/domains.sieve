# The recipient's domain chooses the route.

require ["fileinto", "envelope", "subaddress", "vnd.sealpost.detect", "body", "regex"];

# CHANGE: inside.
if envelope :domain "to" ["office.example", "branch.office.example"] {
    fileinto "plain";
    stop;
}

# CHANGE: care. A pattern with "*." takes the domains below as well.
if envelope :domain :matches "to" ["hospital.example", "*.hospital.example", "*.clinic.example", "pharmacy.example"] {
    fileinto "secure";
    stop;
}

# CHANGE: courts, bailiffs, landlords: those to whom a letter must have come.
if envelope :domain "to" ["court.example", "bailiff.example"] {
    # Registered mail reaches the recipient's own mail server, which may be an insecure one. So what holds a BSN or tells of
    # somebody's health waits for a person: to send it secure, or registered all the same.
    # CHANGE: "hold" to "secure" where that is always right.
    if anyof (
        detect "bsn",
        body :regex
            "(^|[^[:alpha:]-])(medicatie|anamnese|behandelplan|bloedonderzoek|bloeduitslag|labuitslag|ontslagbrief|verwijsbrief|zorgindicatie|medication|blood[[:space:]]test|lab[[:space:]]results?|medical[[:space:]](history|records?))([^[:alpha:]-]|$)"
    ) {
        fileinto "hold";
        stop;
    }
    fileinto "registered";
    stop;
}

# CHANGE: a recipient can ask for it in the address: name+secure@anything.
if envelope :detail "to" "secure" {
    fileinto "secure";
    stop;
}
