require ["imap4flags", "fileinto", "variables"];

setflag "Flagged \\Seen";
addflag "\\Draft";
addflag "mine" "\\Draft";
if hasflag "\\Seen" { removeflag "\\Seen"; }
if hasflag "\\Seen" { fileinto :flags ["$Label1", "\\answered"] "secure"; }
