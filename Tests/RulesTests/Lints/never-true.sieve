require ["fileinto", "envelope"];
if envelope :domain "to" "office.example" { fileinto "plain"; stop; }
if envelope "to" "piet@office.example" { fileinto "secure"; stop; }
if allof (size :over 10M, size :under 1M) { fileinto "secure"; stop; }
if header "subject" "a" { fileinto "secure"; stop; }
elsif anyof (header :is "Subject" "A", header "subject" "b") { fileinto "plain"; stop; }
elsif header :contains "subject" "ab" {
    if header :matches "subject" "*xabx*" { fileinto "plain"; stop; }
    if not header :contains "subject" "b" { fileinto "secure"; stop; }
    fileinto "registered";
    stop;
}
if header :matches "subject" "*abc" { fileinto "plain"; stop; }
