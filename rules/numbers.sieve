# Mail with citizen service numbers (BSN), account numbers (IBAN) or card numbers goes as secure mail.
#
# The numbers are looked for in the subject, the text, and in attachments that are text, such as CSV files; not in PDF or
# office files. Checksums are verified, and a BSN counts only with a word such as "BSN" near it. What is shown of a number
# in explanations, notices and logs is masked.

require ["fileinto", "envelope", "vnd.sealpost.detect"];

# CHANGE: inside, mail doesn't leave the office.
if envelope :domain "to" "office.example" {
    fileinto "plain";
    stop;
}

# Ten or more people in one mail is a list, and lists are sent by mistake: a person looks at it.
if detect :atleast 10 "bsn" {
    fileinto "hold";
    stop;
}

# CHANGE: the office's own IBAN, which stands below every invoice and is no secret.
if detect :except ["NL91 ABNA 0417 1643 00"] ["bsn", "iban", "creditcard"] {
    fileinto "secure";
    stop;
}
