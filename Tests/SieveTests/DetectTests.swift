// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@testable import Sieve

@Suite struct DetectTests {
    /// A mail of the given subject and text, with attachments as they are encoded.
    private func input(
        subject: String = "Hallo", text: String? = nil, html: String? = nil,
        attachments: [(name: String, type: MediaType, encoding: TransferEncoding, body: [UInt8])] = []
    ) -> ScriptInput {
        var source = Array("Subject: \(subject)\nContent-Type: multipart/mixed; boundary=b\n\n".utf8)
        func append(_ head: String, _ body: [UInt8]) { source += Array("--b\n\(head)\n\n".utf8) + body + [0x0A] }
        if let text { append("Content-Type: text/plain; charset=utf-8", Array(text.utf8)) }
        if let html { append("Content-Type: text/html; charset=utf-8", Array(html.utf8)) }
        for attachment in attachments {
            let head = """
                Content-Type: \(attachment.type.essence)
                Content-Disposition: attachment; filename="\(attachment.name)"
                Content-Transfer-Encoding: \(attachment.encoding.rawValue)
                """
            append(head, attachment.body)
        }
        append("Content-Type: image/png", [])
        return parsedInput(source + Array("--b--\n".utf8))
    }

    /// What `detect` finds: where, masked, which kind; nil where it is false.
    private func match(_ test: String, _ input: ScriptInput) throws -> String? {
        let script = try compiled("require \"vnd.sealpost.detect\"; if \(test) { keep; }")
        let event = try #require(try script.run(on: input).trace.first)
        #expect(event.result == (event.match != nil))
        return event.match.map { "\($0.origin): \($0.value) \($0.key)" }
    }

    private let csv = MediaType("text", "csv")

    @Test("numbers are found in the subject, the text, the HTML and text attachments, and shown masked")
    func places() throws {
        let test = "detect [\"bsn\", \"iban\", \"creditcard\"]"
        #expect(try match(test, input(subject: "BSN 999990019")) == "subject: *******19 bsn")
        #expect(try match(test, input(text: "NL91 ABNA 0417 1643 00")) == "text: NL** **** **** **** 00 iban")
        #expect(
            try match(test, input(html: "<p>Kaart <b>4111</b>&nbsp;1111&nbsp;1111&nbsp;1111</p>"))
                == "HTML text: **** **** **** **11 creditcard")
        // "naam;bsn\nJan;999990019\n"
        let encoded = Array("bmFhbTtic24KSmFuOzk5OTk5MDAxOQo=".utf8)
        #expect(
            try match(test, input(attachments: [("lijst.csv", csv, .base64, encoded)]))
                == "attachment lijst.csv: *******19 bsn")
        #expect(
            try match(test, input(attachments: [("BSN 999990019.pdf", MediaType("application", "pdf"), .base64, [])]))
                == "file name: *******19 bsn")
        #expect(try match(test, input(text: "Tot morgen, 12:30 uur.")) == nil)
    }

    @Test("an attachment is text by its type or by its name, and in its own charset")
    func attachments() throws {
        let octets = MediaType("application", "octet-stream")
        let bytes = Array("bsn;999990019".utf8)
        #expect(try match("detect \"bsn\"", input(attachments: [("a.CSV", octets, .binary, bytes)])) != nil)
        #expect(try match("detect \"bsn\"", input(attachments: [("a.bin", octets, .binary, bytes)])) == nil)
        #expect(try match("detect \"bsn\"", input(attachments: [("", csv, .binary, bytes)])) != nil)
        // "Unicode text" of a spreadsheet, with its mark and without.
        let wide = "bsn\t999990019".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        #expect(try match("detect \"bsn\"", input(attachments: [("a.txt", csv, .binary, [0xFF, 0xFE] + wide)])) != nil)
        #expect(try match("detect \"bsn\"", input(attachments: [("a.txt", csv, .binary, wide)])) != nil)
        let page = Array("<table><tr><td>BSN<td>999<b>990</b>019</table>".utf8)
        #expect(
            try match("detect \"bsn\"", input(attachments: [("a", MediaType("text", "html"), .binary, page)])) != nil)
    }

    @Test("a heading, a file name and the subject say what the numbers of a table are")
    func headings() throws {
        let rows = Array((String(repeating: "Jan;Dam 1;Utrecht\n", count: 20) + "999990019\n").utf8)
        #expect(try match("detect \"bsn\"", input(attachments: [("a.csv", csv, .binary, rows)])) == nil)
        #expect(try match("detect \"bsn\"", input(attachments: [("bsn-lijst.csv", csv, .binary, rows)])) != nil)
        #expect(
            try match("detect \"bsn\"", input(attachments: [("a.csv", csv, .binary, Array("naam;BSN\n".utf8) + rows)]))
                != nil)
        #expect(try match("detect \"bsn\"", input(subject: "BSN van Jan", text: "999990019")) != nil)
        #expect(try match("detect \"bsn\"", input(subject: "Van Jan", text: "999990019")) == nil)
    }

    @Test("tags: how many different ones, where, and without a word near them")
    func tags() throws {
        let mail = input(subject: "BSN 999990019", text: "BSN 999.990.019, 123456782", html: "<p>BSN 123456782")
        #expect(try match("detect :atleast 2 \"bsn\"", mail) == "subject: *******19 and 1 more bsn")
        #expect(try match("detect :atleast 3 \"bsn\"", mail) == nil)
        #expect(try match("detect :parts \"text\" \"bsn\"", mail) == "text: ***.***.*19 bsn")
        #expect(try match("detect :parts \"attachments\" \"bsn\"", mail) == nil)
        #expect(try match("detect \"bsn\"", input(text: "123456782")) == nil)
        #expect(try match("detect :bare \"bsn\"", input(text: "123456782")) == "text: *******82 bsn")
        #expect(try match("detect [\"iban\", \"creditcard\"]", mail) == nil)
        #expect(try match("detect :except \"999-990-019\" \"bsn\"", mail) == "text: *******82 bsn")
        #expect(try match("detect :except [\"999990019\", \"123456782\"] \"bsn\"", mail) == nil)
    }

    @Test("the subject is that of the edited header")
    func edited() throws {
        let source = """
            require ["vnd.sealpost.detect", "editheader", "fileinto"];
            deleteheader "Subject"; addheader "Subject" "BSN 123456782";
            if detect "bsn" { fileinto "x"; }
            """
        #expect(try outcome(source, on: input()) == ["fileinto x"])
    }

    @Test("what can't be meant is an error of the check")
    func checks() {
        let head = "require \"vnd.sealpost.detect\"; "
        #expect(findings(head + "if detect \"bns\" {}").contains { $0.contains("\"bns\" is no kind of number") })
        #expect(
            findings(head + "if detect :parts \"body\" \"bsn\" {}").contains { $0.contains("no part of a message") })
        #expect(findings(head + "if detect :atleast 0 \"bsn\" {}").count == 1)
        #expect(findings(head + "if detect :bare \"iban\" {}").count == 1)
        #expect(findings(head + "if detect [] {}").count == 1)
        #expect(findings(head + "if detect :except \"NL91ABNA0417164301\" \"iban\" {}").count == 1)
        #expect(findings("if detect \"bsn\" {}").contains { $0.contains("vnd.sealpost.detect") })
    }

    @Test("text beyond the limit is not passed over: the run fails")
    func limit() throws {
        let script = try compiled("require \"vnd.sealpost.detect\"; if detect \"bsn\" { keep; }")
        let mail = input(text: "Tot morgen.", attachments: [("a.txt", csv, .binary, Array("Beste Piet,".utf8))])
        #expect(try script.run(on: mail, limits: Limits(textSize: 40)).trace.first?.result == false)
        #expect(throws: ScriptFault.self) { try script.run(on: mail, limits: Limits(textSize: 20)) }
    }

    @Test("HTML of a size that is not for reading is looked through as it stands")
    func longHTML() throws {
        let page = "<p>" + String(repeating: "<b>a</b> ", count: 30_000) + "BSN 999990019"
        #expect(try match("detect \"bsn\"", input(html: page)) != nil)
    }

    @Test("mails within the mail are looked into, whatever their encoding, and their subjects say what they are about")
    func mailsWithinTheMail() throws {
        func mail(subject: String, _ part: String) -> ScriptInput {
            parsedInput(
                """
                Subject: Hallo
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: message/rfc822

                Subject: \(subject)
                Content-Type: multipart/mixed; boundary=i

                --i
                \(part)
                --i--
                --b--

                """)
        }
        let table = """
            Content-Type: application/octet-stream
            Content-Disposition: attachment; filename="lijst.csv"
            Content-Transfer-Encoding: base64

            bmFhbTtic24KSmFuOzk5OTk5MDAxOQo=
            """
        #expect(try match("detect \"bsn\"", mail(subject: "x", table)) == "attachment lijst.csv: *******19 bsn")
        #expect(try match("detect :parts \"text\" \"bsn\"", mail(subject: "x", table)) == nil)
        let text = "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>9999=\n90019"
        #expect(try match("detect \"bsn\"", mail(subject: "x", text)) == nil)
        #expect(try match("detect \"bsn\"", mail(subject: "BSN", text)) == "text of part 1.1: *******19 bsn")
        #expect(
            try match("detect \"bsn\"", mail(subject: "BSN 999990019", ""))
                == "subject of the mail in part 1: *******19 bsn")
        let named = "Content-Type: application/pdf; name=\"BSN 999990019.pdf\"\n\n-"
        #expect(try match("detect \"bsn\"", mail(subject: "x", named)) == "file name: *******19 bsn")
    }

    @Test("a multipart whose parts can't be told apart is looked through as it stands")
    func brokenMultipart() throws {
        let mail = "Content-Type: multipart/mixed; boundary=b\n\n--c\n\nBSN 999990019\n--c--\n"
        #expect(try match("detect \"bsn\"", parsedInput("Subject: x\n" + mail)) != nil)
        let nested = "Subject: x\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\n\n"
        #expect(try match("detect \"bsn\"", parsedInput(nested + mail + "--a--\n")) != nil)
    }

    @Test("several tests and several recipients cost one decoding")
    func once() throws {
        let rows = String(repeating: "SmFuOzEyMzQ1Njc4OTsx\n", count: 2000)
        let head = "Content-Transfer-Encoding: base64\nContent-Type: "
        let mail = """
            Subject: Hallo
            Content-Type: multipart/mixed; boundary=b

            --b
            \(head)text/plain; charset=utf-8

            \(rows)
            --b
            \(head)text/html

            \(rows)
            --b
            \(head)application/octet-stream; name="a.csv"

            \(rows)
            --b--

            """
        let (input, source) = counted(mail)
        let tests = (1...10).map { "detect :bare :atleast \($0) [\"bsn\", \"iban\"]" }.joined(separator: ", ")
        let script = try compiled(
            "require [\"vnd.sealpost.detect\", \"body\"]; if anyof (\(tests), body :contains \"nowhere\") { keep; }")
        for recipient in ["a@b.example", "c@d.example", "e@f.example"] {
            var input = input
            input.recipient = recipient
            #expect(try script.run(on: input).trace.allSatisfy { !$0.result })
        }
        #expect(source.total > 3 * rows.utf8.count)
        #expect(source.total < mail.utf8.count + 1000)
    }

    @Test("no trace shows a number, whatever test found it")
    func traces() throws {
        let mail = input(subject: "Dossier 123456782")
        for test in [
            "header :contains \"subject\" \"dossier\"", "header :matches \"subject\" \"*\"",
            "string \"${a}\" \"Dossier 123456782\"",
        ] {
            let source =
                "require \"variables\"; if header :matches \"subject\" \"*\" { set \"a\" \"${0}\"; } if \(test) { keep; }"
            for event in try compiled(source).run(on: mail).trace {
                #expect(event.match?.value == "Dossier *******82")
                #expect(event.match?.key.contains("123456782") == false)
            }
        }
    }
}
