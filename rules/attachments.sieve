# Mail with attachments to the outside goes as secure mail; mail that no service takes is refused with a reason.
#
# What a mail holds is judged by its own header: a mail with attachments is multipart/mixed.

require ["fileinto", "envelope", "reject"];

# CHANGE: your own domains, inside which attachments are nothing special.
if envelope :domain "to" ["office.example"] {
    fileinto "plain";
    stop;
}

# An attachment takes a third more room in a mail than on disk: this is about 18 MB of files.
if size :over 25M {
    reject "This mail is larger than 25 MB, and no route takes it. Send a link, or several smaller mails.";
    stop;
}

# A signed or encrypted mail has to arrive as it is, which neither service can promise.
if header :contains "content-type" ["multipart/signed", "multipart/encrypted", "application/pkcs7-mime"] {
    fileinto "hold";
    stop;
}

if header :contains "content-type" ["multipart/mixed", "application/", "image/"] {
    fileinto "secure";
    stop;
}
