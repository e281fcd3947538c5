# The recipient's domain chooses the route.

require ["fileinto", "envelope", "subaddress"];

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
    fileinto "registered";
    stop;
}

# CHANGE: a recipient can ask for it in the address: name+secure@anything.
if envelope :detail "to" "secure" {
    fileinto "secure";
    stop;
}
