# Mail with attachments to the outside goes as secure mail; mail that no service takes is refused with a reason.
#
# Every part of a mail is looked at. What a mail program adds by itself is no attachment: the HTML form of the text, an
# invitation, a signature, the logo below the name. Whatever isn't known to be one of these is an attachment.

require ["fileinto", "envelope", "reject", "mime", "foreverypart", "variables"];

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

# Nobody can look into a mail that is encrypted, or signed in the form that wraps all of it up.
if header :mime :anychild :contenttype "content-type" [
    "multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"
] {
    fileinto "hold";
    stop;
}

foreverypart {
    # A part that is called an attachment, or has the name of a file.
    set "is_file" "";
    if anyof (
        header :mime :type "content-disposition" "attachment",
        header :mime :param "filename" :matches "content-disposition" "?*",
        header :mime :param "name" :matches "content-type" "?*") {
        set "is_file" "yes";
    }

    if anyof (
        # What parts are in.
        header :mime :type "content-type" "multipart",
        # Invitations, and what signatures are in; programs give them names.
        header :mime :contenttype "content-type" [
            "text/calendar", "application/ics", "application/pkcs7-signature", "application/x-pkcs7-signature",
            "application/pgp-signature"
        ]) {
        set "is_file" "";
    } elsif allof (
        # A picture that the text shows by its Content-ID. A mail as small as this holds a logo and no scan.
        header :mime :type "content-type" "image",
        exists :mime "content-id",
        not header :mime :type "content-disposition" "attachment",
        size :under 150K) {
        set "is_file" "";
    } elsif not anyof (
        # Only text can be no file without saying so, and a part that doesn't say what it is is text.
        not exists :mime "content-type",
        header :mime :contenttype "content-type" ["text/plain", "text/html"]) {
        set "is_file" "yes";
    }

    if string "${is_file}" "yes" { set "attached" "yes"; }
}

if string "${attached}" "yes" {
    # A signed mail has to arrive as it was signed, which neither service promises.
    if header :mime :anychild :contenttype "content-type" "multipart/signed" {
        fileinto "hold";
        stop;
    }
    fileinto "secure";
    stop;
}
