require ["editheader", "fileinto"];
fileinto "secure";
if header "subject" "x" { addheader "X-Sealpost-Language" "nl"; }
