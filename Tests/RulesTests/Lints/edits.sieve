require ["editheader"];
addheader "X-Sealpost-Langauge" "nl";
addheader "X-Sealpost-Language" "de";
addheader "X-Sealpost-Route" "secure";
deleteheader "To";
addheader "X-Sealpost-Campaign" "";
