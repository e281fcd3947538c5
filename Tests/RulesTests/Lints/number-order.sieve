require ["fileinto", "relational", "comparator-i;ascii-numeric", "date"];

if address :count "gt" ["to", "cc"] "9" { fileinto "hold"; }
if header :value "lt" "X-Amount" "1000" { fileinto "plain"; stop; }

# These are well: numbers, dates, equality, and counts of nothing or one.
if address :count "gt" :comparator "i;ascii-numeric" ["to", "cc"] "20" { fileinto "hold"; }
if date :value "ge" "date" "hour" "18" { fileinto "hold"; }
if header :value "eq" "X-Amount" "1001" { fileinto "hold"; }
if address :count "gt" "cc" "1" { fileinto "hold"; }
if header :value "gt" "X-Name" "m" { fileinto "hold"; }
