require ["fileinto", "relational", "editheader", "variables"];
fileinto;
fileinto ["a"];
fileinto 3;
fileinto "a" "b";
if header "subject" { keep; }
if header "subject" "a" :contains { keep; }
if header :is :contains "subject" "a" { keep; }
if header :comparator "subject" "a" { keep; }
if size 3 { keep; }
if size :over :under 3K { keep; }
if size :over "3K" { keep; }
if header :value "more" "x" "y" { keep; }
deleteheader :last "X";
deleteheader :index 0 "X";
set :lower :upper "a" "b";
keep :copy;
if header :over "subject" "a" { keep; }
