require "fileinto";
if header :contains "subject" "x" { fileinto "registered"; }
if header :CONTAINS "Subject" "X" { fileinto "secure"; }
if size :over 1M { fileinto "secure"; stop; }
elsif size :over 10K { fileinto "registered"; }
else { stop; }
keep;
