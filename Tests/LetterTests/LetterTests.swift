// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import Foundation
import MarkupReading
import Mail
import Reading
import Routes
import Testing

/// `docs/letters.md`: what of a mail a registered letter carries, and what is said to get lost.
@Suite("What a registered letter carries")
struct LetterTests {
    private struct Letter: Decodable {
        struct Attachment: Decodable, Equatable {
            var attachment: String
            var attachment_name: String
            var attachment_type: String
        }
        var message_body: String
        var attachments: [Attachment]
        var names: [String] { attachments.map(\.attachment_name) }
        func content(_ index: Int) -> String {
            String(decoding: Data(base64Encoded: attachments[index].attachment) ?? Data(), as: UTF8.self)
        }
    }

    private func prepare(_ mail: String, holding: Set<OpaqueContent> = [.tnef]) throws -> (
        letter: Letter, remarks: [String]
    ) {
        let token = TokenConfiguration(clientID: "1", clientSecret: { "" }, cacheFile: "/nonexistent")
        let gateway = try Gateway(GatewayConfiguration(url: "http://127.0.0.1:9/b", token: token), client: HTTPClient())
        let route = try RegisteredRoute(
            gateway: gateway, configuration: RegisteredConfiguration(heldContent: holding)
        ) { plainText(fromHTML: $0) }
        let message = MessageReader().read(Array("From: a@office.example\nSubject: s\n\(mail)".utf8))
        #expect(!message.isDoubtful)
        let request = try route.prepare(
            Delivery(
                message: message, sender: Address(name: "A", mailbox: "a@office.example"),
                recipients: ["b@client.example"], identifier: "1"))
        return (try JSONDecoder().decode(Letter.self, from: Data(request.bodyBytes())), request.summary.remarks)
    }

    private func multipart(_ type: String, _ parts: String...) -> String {
        "Content-Type: multipart/\(type); boundary=b\n\n" + parts.map { "--b\n\($0)\n" }.joined() + "--b--\n"
    }

    @Test(
        "flowed text becomes paragraphs",
        arguments: [
            (
                "", "One \ntwo.\n\n> quoted \n> too\n>> deep\n-- \nSanne\n",
                "One two.\n\n> quoted too\n>> deep\n-- \nSanne\n"
            ),
            ("; delsp=yes", "won \nder \n ful\nnext\n", "wonderful\nnext\n"),
            ("; DelSp=No", " From here \non\n", "From here on\n"),
            ("", "soft \n> other depth\n", "soft \n> other depth\n"),
            ("", "> \n> a\n>\n>b \n", "> \n> a\n> \n> b \n"), ("", "a \n-- \nb", "a \n-- \nb"),
        ])
    func flowed(parameters: String, text: String, expected: String) throws {
        let (letter, remarks) = try prepare("Content-Type: text/plain; format=Flowed\(parameters)\n\n\(text)")
        #expect(letter.message_body == expected)
        #expect(remarks.contains { $0.contains("format=flowed") } == (text != expected))
        #expect(try prepare("Content-Type: text/plain\n\n\(text)").letter.message_body == text)
    }

    @Test("HTML without plain text becomes text, and is said to")
    func html() throws {
        let (letter, remarks) = try prepare("Content-Type: text/html\n\n<p>Dear <b>Piet</b>,</p><p>Bye</p>\n")
        #expect(letter.message_body == "Dear Piet,\n\nBye")
        #expect(remarks.contains { $0.contains("made from HTML") })
    }

    @Test("inline images, mails, invitations and texts in other charsets go as files, and each is told of")
    func files() throws {
        let (letter, remarks) = try prepare(
            multipart(
                "mixed", "\nHello", "Content-Type: image/png\nContent-ID: <1>\n\nPNG",
                "Content-Type: message/rfc822\n\nSubject: inner\n\ninside",
                "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR",
                "Content-Type: text/plain; charset=windows-1252; name=\"\u{202E}n.txt\"\n\nx"))
        #expect(letter.names == ["attachment-2.png", "message-3.eml", "text-4.ics", "n.txt"])
        #expect(letter.content(1) == "Subject: inner\n\ninside")
        for phrase in ["images", "mail within the mail", "invitation", "charset", "is sent as \"n.txt\""] {
            #expect(remarks.contains { $0.contains(phrase) }, "\(phrase)")
        }
    }

    @Test("winmail.dat holds the mail, unless settings let it go as it is")
    func tnef() throws {
        for part in [
            "Content-Type: application/ms-tnef\n\nx", "Content-Type: application/octet-stream; name=WINMAIL.DAT\n\nx",
        ] {
            let mail = multipart("mixed", "\nHello", part)
            #expect(throws: RouteFault.self) { try prepare(mail) }
            let (letter, remarks) = try prepare(mail, holding: [])
            #expect(letter.attachments.count == 1)
            #expect(remarks.contains { $0.contains("winmail.dat") })
        }
    }

    @Test(
        "a file inside the text stays there, and is told of",
        arguments: [
            ("begin 644 a.pdf\n#86)C\n`\nend\n", true), ("Hi,\n\nbegin-base64 0644 a.pdf\nYWJj\n====\n", true),
            ("Hi\n=ybegin line=128 size=3 name=a.pdf\nxyz\n=yend size=3\n", true),
            ("Let us\nbegin 999 times\nbegin 644\n> begin 644 a.pdf\n\nbeginning 644 a.pdf", false), ("", false),
        ])
    func encodedFile(text: String, isTold: Bool) throws {
        let (letter, remarks) = try prepare(
            multipart("mixed", "\n" + text, "Content-Type: application/pdf; name=b.pdf\n\nPDF"))
        #expect(letter.message_body.trimmingCharacters(in: .newlines) == text.trimmingCharacters(in: .newlines))
        #expect(remarks.contains { $0.contains("uuencode") } == isTold)
    }

    @Test("a signed mail goes along whole, its hidden recipients aside")
    func signed() throws {
        let mail =
            "Bcc: hidden@office.example\nMIME-Version: 1.0\n"
            + multipart(
                "signed; protocol=\"application/pkcs7-signature\"", "\nHello",
                "Content-Type: application/pkcs7-signature; name=smime.p7s\n\nSIG")
        let (letter, remarks) = try prepare(mail)
        #expect(letter.message_body == "Hello")
        #expect(letter.names == ["smime.p7s", "message.eml"])
        #expect(letter.attachments[1].attachment_type == "message/rfc822")
        #expect(
            letter.content(1).hasSuffix(
                "--b\r\n\r\nHello\r\n--b\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nSIG\r\n--b--\r\n"
            ))
        #expect(!letter.content(1).contains("hidden@"))
        #expect(remarks.contains { $0.contains("message.eml") })
        #expect(throws: RouteFault.self) { try prepare(mail, holding: [.signed]) }
    }

    @Test(
        "an encrypted mail goes as one file",
        arguments: [
            "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nAAAA\n",
            "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\n\n"
                + "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream\n\nPGP\n--b--\n",
        ])
    func encrypted(mail: String) throws {
        let (letter, remarks) = try prepare(mail)
        #expect(letter.names == ["message.eml"])
        #expect(letter.content(0).contains(mail.split(separator: "\n")[0]))
        #expect(remarks.contains { $0.contains("encrypted") })
        #expect(throws: RouteFault.self) { try prepare(mail, holding: [.encrypted]) }
    }

    @Test("a signed mail within the mail is a file like any other")
    func innerSignature() throws {
        let inner =
            "Content-Type: multipart/signed; boundary=c\n\n--c\n\nx\n--c\nContent-Type: application/pgp-signature\n\ny\n--c--"
        let (letter, _) = try prepare(
            multipart("mixed", "\nHello", "Content-Type: message/rfc822\n\n\(inner)"), holding: [.signed])
        #expect(letter.names == ["message-2.eml"])
    }

    @Test("what the header asks for and text around the parts is said to be lost")
    func lost() throws {
        let (_, remarks) = try prepare(
            "To: b@client.example, c@client.example\nReply-To: d@office.example\nDisposition-Notification-To: a@office.example\n"
                + "Content-Type: multipart/mixed; boundary=b\n\nRead this first.\n--b\n\nHello\n--b--\n")
        for phrase in ["who else", "Reply-To", "receipt", "before the first part"] {
            #expect(remarks.contains { $0.contains(phrase) }, "\(phrase)")
        }
        let usual = try prepare(
            "Content-Type: multipart/mixed; boundary=b\n\nThis is a multi-part message in MIME format.\n--b\n\nHello\n--b--\n"
        )
        #expect(usual.remarks.isEmpty)
    }
}
