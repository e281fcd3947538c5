require ["mailbox", "fileinto", "envelope"];

if mailboxexists "registered-fr" { fileinto "registered-fr"; stop; }
if envelope "to" "a@b.example" { fileinto "registered-de"; stop; }
fileinto :create "plain";
