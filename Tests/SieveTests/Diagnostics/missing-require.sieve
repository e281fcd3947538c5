fileinto "x";
if envelope "to" "a@b.example" { redirect :copy "c@d.example"; }
if header :count "gt" :comparator "i;ascii-numeric" "x" "3" { keep; }
set "a" "b";
keep;
redirect "a${x}@b.example";
