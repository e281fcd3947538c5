require ["fileinto", "envelope", "variables", "encoded-character", "relational", "comparator-i;ascii-numeric", "subaddress", "copy", "comparator-i;octet"];
if header :value "ge" :comparator "i;ascii-numeric" "x-priority" "3" { fileinto "plain"; }
elsif header :contains "subject" "${hex: 40}" { fileinto "plain"; }
