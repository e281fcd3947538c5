// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Reading
import Testing

/// What libetpan 1.9.4 loses, changes, or does not survive, each with a small mail that shows it: `docs/known-issues.md`.
@Suite("Faults of libetpan that reading must not have")
struct LibetpanFaultTests {
    private func read(_ text: String) -> Message { MessageReader().read(Array(text.utf8)) }

    /// A multipart of a text and an attachment, with the given Content-Type field and end.
    private func multipart(_ type: String, version: String = "1.0", end: String = "--b--\n") -> Message {
        read(
            "MIME-Version: \(version)\nContent-Type: \(type)\n\n--b\n\nHello.\n"
                + "--b\nContent-Type: application/pdf; name=a.pdf\n\nPDF\n\(end)")
    }

    private func expectBothParts(_ message: Message) {
        #expect(message.text == "Hello.")
        #expect(message.attachments.map(\.fileName) == ["a.pdf"])
    }

    @Test(
        "a stray comma leaves the addresses",
        arguments: [
            "jan@x.example, piet@x.example,", ",jan@x.example, piet@x.example", "jan@x.example,, piet@x.example",
        ])
    func strayComma(value: String) {
        let message = read("To: \(value)\n\nx\n")
        #expect(message.addresses(in: "To").map(\.mailbox) == ["jan@x.example", "piet@x.example"])
    }

    @Test("a stray comma behind 4096 addresses leaves them all")
    func strayCommaBehindMany() {
        let list = (0..<4096).map { "a\($0)@x.example" }
        #expect(read("To: \(list.joined(separator: ",\n ")),\n\nx\n").addresses(in: "To").map(\.mailbox) == list)
    }

    @Test("a multipart without its end keeps its parts, and is doubtful", arguments: ["", "--b\n", "--b-\n"])
    func unclosed(end: String) {
        let message = multipart("multipart/mixed; boundary=b", end: end)
        #expect(message.text == "Hello.")
        #expect(message.attachments.first?.fileName == "a.pdf")
        #expect(message.isDoubtful)
    }

    @Test("an odd end keeps the parts", arguments: ["--b-- \n", "--b--\t\n", "--b--"])
    func oddEnd(end: String) {
        let message = multipart("multipart/mixed; boundary=b", end: end)
        expectBothParts(message)
        #expect(!message.isDoubtful)
    }

    @Test(
        "a boundary is found in every form of a parameter",
        arguments: [
            "multipart/mixed; boundary*0*=us-ascii''b", "multipart/mixed; boundary*=us-ascii''b",
            "multipart/mixed; boundary*0=b", "multipart/mixed;; boundary=b", "multipart/mixed; boundary=b; odd",
            "multipart/mixed boundary=b", "multipart/mixed; boundary = \"b\"", "Multipart/Mixed;BOUNDARY=b;",
        ])
    func boundaryForms(type: String) { expectBothParts(multipart(type)) }

    @Test("a strange MIME-Version changes nothing", arguments: ["1.0 (produced by X)", "2.7", "one", ""])
    func strangeVersion(version: String) {
        expectBothParts(multipart("multipart/mixed; boundary=b", version: version))
    }

    @Test(
        "an equals sign that encodes nothing stays, and is doubtful",
        arguments: [("a=b c", "a=b c"), ("1 = 1", "1 = 1"), ("=ZZ", "=ZZ"), ("a=4", "a=4"), ("==3D", "==")])
    func literalEquals(encoded: String, text: String) {
        let message = read("Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain\n\n\(encoded)\n")
        #expect(message.text == "\(text)\n")
        #expect(message.isDoubtful)
    }

    @Test("quoted-printable that ends within a sequence takes nothing from behind it", arguments: ["=", "=4"])
    func endWithinSequence(end: String) {
        let message = read(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: quoted-printable\n\na\(end)\n"
                + "--b--\n")
        #expect(message.text == (end == "=" ? "a" : "a=4"))
    }

    @Test(
        "years of two and three digits are of this age",
        arguments: [("96", 820_454_400), ("49", 2_493_072_000), ("50", -631_152_000), ("126", 1_767_225_600)]
            as [(String, Int64)])
    func shortYears(year: String, seconds: Int64) {
        #expect(read("Date: 1 Jan \(year) 00:00:00 +0000\n\nx\n").date == seconds)
    }

    @Test(
        "a file name is read in every form of a parameter",
        arguments: [
            "filename*=\"utf-8''caf%C3%A9.pdf\"", "filename*=utf-8''caf%C3%A9.pdf",
            "filename*0*=utf-8''caf; filename*1*=%C3%A9.pdf",
            "filename*1*=%A9.pdf; filename*0*=utf-8'nl'caf%C3", "filename*0*=utf-8''caf%C3%A9; filename*1=\".pdf\"",
            "filename=\"caf\u{E9}.pdf\"", "filename=caf\u{E9}.pdf", "filename=\"=?utf-8?q?caf=C3=A9?=.pdf\"",
        ])
    func fileNames(parameter: String) {
        for (field, parameter) in [
            ("Content-Disposition: attachment", parameter),
            ("Content-Type: application/pdf", parameter.replacing("filename", with: "name")),
        ] {
            let message = read("\(field); \(parameter)\nContent-Transfer-Encoding: base64\n\nAAAA\n")
            #expect(message.parts.first?.fileName == "caf\u{E9}.pdf", "\(field)")
        }
    }

    @Test(
        "an encoded file name keeps its last letter in every charset",
        arguments: [
            ("windows-1255", "+ezl7Q==", "שלום"), ("windows-1258", "VmlldA==", "Viet"), ("utf-16be", "AEcA/A==", "Gü"),
        ])
    func encodedNames(charset: String, base64: String, name: String) {
        let message = read("Content-Type: application/pdf; name=\"=?\(charset)?B?\(base64)?=\"\n\nx\n")
        #expect(message.parts.first?.fileName == name)
    }

    @Test("an unquoted file name with blanks is whole")
    func unquotedName() {
        let message = read(
            "Content-Disposition: attachment; filename=the offer.pdf\nContent-Type: application/pdf\n\nx\n")
        #expect(message.parts.first?.fileName == "the offer.pdf")
    }

    @Test("double blanks in a name stay")
    func doubleBlanks() {
        #expect(
            read("To: \"Jan  de  Vries\" <jan@x.example>\n\nx\n").addresses(in: "To").first?.name == "Jan  de  Vries")
    }

    @Test("blanks within a quoted local part stay")
    func quotedLocalPart() {
        #expect(
            read("To: Jan <\"jan de vries\"@x.example>\n\nx\n").addresses(in: "To").map(\.mailbox) == [
                "\"jan de vries\"@x.example"
            ])
    }

    @Test("the first line of a part's body stays when it is empty")
    func emptyFirstLine() {
        #expect(read("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n\n\nHello.\n--b--\n").text == "\n\nHello.")
    }

    @Test("an obsolete folded header is read to its end")
    func obsoleteHeader() {
        let message = read("Subject : one\n two\n\t\n three\nTo : jan@x.example,\n \n piet@x.example\n\nx\n")
        #expect(
            message.subject.split(separator: " ") == ["one", "two\t", "three"] || message.subject.contains("three"))
        #expect(message.addresses(in: "To").map(\.mailbox) == ["jan@x.example", "piet@x.example"])
        #expect(message.text == "x\n")
    }

    @Test("a name and an address without brackets are not joined to another address")
    func joinedAddress() {
        let message = read("To: Jan jan@x.example\n\nx\n")
        #expect(message.addresses(in: "To").map(\.mailbox) == ["jan@x.example"])
        #expect(message.isDoubtful)
    }

    @Test("the zone UT is none east of Greenwich")
    func universalTime() { #expect(read("Date: 1 Jan 1970 00:00:00 UT\n\nx\n").date == 0) }

    @Test("a boundary of one quotation mark is written nowhere out of bounds")
    func quoteBoundary() {
        let message = read("Content-Type: multipart/mixed; boundary=\"\\\"\"\n\n--\"\n\nHello.\n--\"--\n")
        #expect(message.text == "Hello.")
    }

    @Test("a boundary that never occurs has no impossible length")
    func absentBoundary() {
        let message = read("Content-Type: multipart/mixed; boundary=b\n\nHello.\n")
        #expect(message.isDoubtful)
        #expect(message.parts.map(\.range.count) == [7])
    }

    @Test(
        "nesting, of multiparts, messages or parentheses, and words without an end cost neither the stack nor quadratic time"
    )
    func nesting() {
        let multiparts = (0..<30_000).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
        #expect(read(multiparts).isDoubtful)
        let messages = String(repeating: "Content-Type: message/rfc822\n\n", count: 30_000)
        #expect(read(messages).parts.count == 1)
        let parentheses = String(repeating: "(", count: 500_000)
        for field in [
            "To: a@x.example \(parentheses)", "To: <\(parentheses)", "To: @ \(parentheses)", "Date: \(parentheses)",
        ] {
            #expect(read("\(field)\n\nx\n").text == "x\n")
        }
        for word in ["=?u?q?x,", "=?u?q?x <a@x.example>,", "=?u?b?x "] {
            let words = read("To: \(String(repeating: word, count: 40_000))\n\nx\n")
            #expect(words.isDoubtful && words.text == "x\n")
        }
        let marks = String(repeating: "a \" : ", count: 100_000)
        #expect(read("To: \(marks)\n\nx\n").text == "x\n")
    }
}
