require ["editheader", "envelope", "fileinto"];
if header "Subject:" "a" { keep; }
if exists ["to", "my header"] { keep; }
if address :domain "subject" "b.example" { keep; }
addheader "X Y" "a";
addheader "X-Y" "a
b";
deleteheader "Received";
if envelope "auth" "x" { keep; }
redirect "nobody";
redirect "a b@c.example";
if header :comparator "i;ascii" "x" "y" { keep; }
