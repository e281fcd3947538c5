require ["fileinto", "envelope"];
if not address :domain ["to", "cc"] "office.example" { fileinto "secure"; }
if not anyof (header :contains "Cc" "office", address :domain "from" "x.example") { fileinto "secure"; }
if not envelope :domain "to" "office.example" { fileinto "secure"; }
if address :domain ["to", "cc"] "office.example" { fileinto "secure"; }
if address ["to", "cc"] "archive@office.example" { fileinto "secure"; }
if not not header :contains "to" "archive" { fileinto "secure"; }
