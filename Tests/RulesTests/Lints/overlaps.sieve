require ["fileinto", "envelope"];
# A later rule whose test can be true beside an earlier one's.
if header :contains "subject" "opzegging" { fileinto "registered"; }
if envelope :domain "to" "hospital.example" { fileinto "secure"; }
fileinto "plain";
