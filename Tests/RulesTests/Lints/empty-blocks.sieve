require ["fileinto"];
if header "subject" "x" { }
elsif header "subject" "y" { fileinto "plain"; }
else { }
