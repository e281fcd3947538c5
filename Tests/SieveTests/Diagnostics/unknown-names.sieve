require ["fileinto", "envelop", "regexx"];
fileint "x";
if heder :contains "subject" "a" { fileinto "x"; }
if header :contians "subject" "a" { keap; }
if keep { stop; }
header "subject" "x";
if envelope :domain "to" "b.example" { discrd; }
