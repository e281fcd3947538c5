require ["editheader"];
addheader "X-Sealpost-Langauge" "nl";
addheader "X-Sealpost-Language" "de";
addheader "X-Sealpost-Route" "secure";
deleteheader "To";
addheader "X-Sealpost-Campaign" "";
addheader "X-Sealpost-Must-Reach-By" "within 3 days";
addheader "X-Sealpost-Must-Reach-By" "2020-01-01";
