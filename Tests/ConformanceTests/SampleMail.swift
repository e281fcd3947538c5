// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// A generated mail, and what a script can look for in it.
struct SampleMail: Sendable {
    /// Its exact bytes.
    private(set) var bytes: [UInt8] = []
    /// The header fields, with the values as a reader would decode them.
    private(set) var values: [(name: String, value: String)] = []
    /// The addresses in it.
    private(set) var mailboxes: [String] = []
    /// Words of its texts, file names and media types, for tests of its parts.
    private(set) var contents: [String] = []

    static let words = [
        "Opzegging", "huur", "[registered]", "Zürich", "offerte", "0042", "42", "invoice", "a.b", "x*y", "50%", "q?",
        "alpha", "BETA", "naïve", "日本", "back\\slash", "re:", "Straße", "🙂",
    ]
    static let dates = [
        "Sat, 21 Nov 2026 09:30:00 +0100", "1 Jan 2027 00:00:00 -0500", "Thu, 31 Dec 2026 23:59:59 -0930",
        "Sun, 28 Feb 2027 23:30:00 +1400", "Tue, 29 Feb 2028 01:02:03 GMT", "Mon, 20 Dec 1999 12:00 +0000",
        "Wed, 25 Nov 2026 10:00:00 +0100 (CET)", "Fri, 5 Mar 2027 07:08:09 EST", "no date",
    ]
    private static let locals = ["jan", "Jan.de-Vries", "anna+contracts", "info", "o'brien", "a+b+c", "x+", "+y"]
    private static let domains = ["office.example", "Client.example", "sub.partner.example", "example.org"]
    private static let names = [
        "Jan", "Jan de Vries", "\"Vries, Jan de\"", "=?utf-8?q?J=C3=A4n?=", "\"a \\\"b\\\" c\"",
    ]

    /// Whether what can't be decoded is written as a reader that puts U+FFFD in its place takes it.
    private var isRepaired = false

    /// Generates a mail; `repaired` is the same with U+FFFD for bytes that no charset has.
    static func generate(_ random: inout SeededGenerator, repaired: Bool = false) -> SampleMail {
        var mail = SampleMail()
        mail.isRepaired = repaired
        var lines = ""
        for _ in 0..<random.number(0...2) {
            mail.add(
                "Received", "by host\(random.number(1...3)).example; \(random.pick(dates))", &lines, &random)
        }
        mail.addAddresses("From", count: 1, &lines, &random)
        mail.addAddresses("To", count: random.number(1...4), &lines, &random)
        if random.chance(50) { mail.addAddresses("Cc", count: random.number(1...3), &lines, &random) }
        if random.chance(20) { mail.addAddresses("Reply-To", count: 1, &lines, &random) }
        if random.chance(95) { mail.addText("Subject", &lines, &random) }
        mail.add("Date", random.chance(50) ? dates[0] : random.pick(dates), &lines, &random)
        for _ in 0..<random.number(0...2) { mail.add("X-Date", random.pick(dates), &lines, &random) }
        for _ in 0..<random.number(0...3) { mail.addText("X-Tag", &lines, &random) }
        if random.chance(60) { mail.add("X-Priority", random.pick(["1", "3", "5 (low)", "003"]), &lines, &random) }
        if random.chance(60) {
            mail.add("X-Number", random.pick(["0042", "7", "99999999999999999999", "n/a"]), &lines, &random)
        }
        if random.chance(30) { mail.add("X-Empty", "", &lines, &random) }
        if random.chance(12) {
            // Bytes that are no UTF-8, as old programs write them.
            let (value, shown): ([UInt8], String) = random.pick([
                (Array("Z".utf8) + [0xFC] + Array("rich".utf8), "Z\u{FFFD}rich"), ([0xE2, 0x82], "\u{FFFD}"),
                ([0x61, 0xFF, 0x62], "a\u{FFFD}b"),
            ])
            mail.add("X-Raw", "huur " + (repaired ? shown : Transfer.raw(value)), &lines, &random)
        }
        if random.chance(30) { mail.add("List-Id", "Some list <list.office.example>", &lines, &random) }
        if random.chance(40) { mail.add("Message-ID", "<1.2@office.example>", &lines, &random) }
        mail.addBody(&lines, &random)
        if random.chance(30) { lines = lines.replacing("\n", with: "\r\n") }
        mail.bytes = Transfer.bytes(lines)
        return mail
    }

    // MARK: Header

    private mutating func add(_ name: String, _ value: String, _ lines: inout String, _ random: inout SeededGenerator) {
        values.append((name, value))
        let written = random.chance(10) ? name.uppercased() : name
        lines += written + ":" + random.pick([" ", " ", " ", "", "\t", "  "]) + Self.folded(value, &random)
        lines += random.pick(["", "", "", " ", "\t"]) + "\n"
    }

    /// The same with a line break before some blanks.
    private static func folded(_ value: String, _ random: inout SeededGenerator) -> String {
        guard random.chance(30) else { return value }
        return value.map { $0 == " " && random.chance(40) ? random.pick(["\n ", "\n\t", "\n  "]) : String($0) }.joined()
    }

    private mutating func addText(_ name: String, _ lines: inout String, _ random: inout SeededGenerator) {
        let words = (0..<random.number(1...4)).map { _ in random.pick(Self.words) }
        let value = words.joined(separator: " ")
        values.append((name, value))
        var text = ""
        var wasEncoded = false
        for (index, word) in words.enumerated() {
            let encodes = !word.utf8.allSatisfy { $0 < 0x80 } ? random.chance(90) : random.chance(20)
            // White space between two encoded words is not shown, so it stands inside the second one.
            let shown = encodes && wasEncoded ? " " + word : word
            if index > 0 { text += random.chance(15) ? "\n " : " " }
            text += encodes ? Self.encodedWord(shown, &random) : word
            wasEncoded = encodes
        }
        lines += "\(name): \(text)\n"
    }

    private static func encodedWord(_ text: String, _ random: inout SeededGenerator) -> String {
        let isLatin = text.unicodeScalars.allSatisfy { $0.value < 0x100 }
        let usesLatin = isLatin && random.chance(30)
        let bytes = usesLatin ? text.unicodeScalars.map { UInt8($0.value) } : Array(text.utf8)
        let charset = usesLatin ? random.pick(["iso-8859-1", "ISO-8859-1"]) : random.pick(["utf-8", "UTF-8"])
        if random.chance(50) { return "=?\(charset)?\(random.pick(["B", "b"]))?\(Transfer.base64(bytes))?=" }
        return "=?\(charset)?\(random.pick(["Q", "q"]))?\(Transfer.quoted(bytes, inHeader: true))?="
    }

    private mutating func addAddresses(
        _ name: String, count: Int, _ lines: inout String, _ random: inout SeededGenerator
    ) {
        var entries: [String] = []
        for _ in 0..<count {
            let mailbox = random.pick(Self.locals) + "@" + random.pick(Self.domains)
            mailboxes.append(mailbox)
            switch random.number(0...5) {
            case 0...1: entries.append(mailbox)
            case 2: entries.append("<\(mailbox)>")
            case 3: entries.append("\(mailbox) (\(random.pick(["Jan", "a (nested) comment", "x@y.example"])))")
            default: entries.append("\(random.pick(Self.names)) <\(mailbox)>")
            }
        }
        var text = entries.joined(separator: random.pick([", ", ",", ",\n ", ",\n\t"]))
        if name != "From", random.chance(12) { text = "Friends: \(text);" }
        if name != "From", random.chance(5) { text = "undisclosed-recipients:;" }
        values.append((name, text.replacing("\n", with: "")))
        lines += "\(name): \(text)\n"
    }

    // MARK: Body

    private mutating func addBody(_ lines: inout String, _ random: inout SeededGenerator) {
        guard random.chance(60) else {
            lines += "\n" + text(&random)
            return
        }
        lines += "MIME-Version: 1.0\n"
        addPart(depth: 0, &lines, &random)
    }

    private mutating func text(_ random: inout SeededGenerator) -> String {
        (0..<random.number(0...5)).map { _ in
            let line = (0..<random.number(1...6)).map { _ in random.pick(Self.words) }.joined(separator: " ")
            contents.append(line)
            return line + "\n"
        }.joined()
    }

    /// A part with its header, from its first field to its last line.
    private mutating func addPart(depth: Int, _ lines: inout String, _ random: inout SeededGenerator) {
        if depth < 2, random.chance(depth == 0 ? 70 : 20) {
            let type = random.pick(["multipart/mixed", "multipart/alternative", "multipart/related"])
            let boundary = "b\(depth)-\(random.number(10...99))"
            contents.append(type)
            lines += "Content-Type: \(type); boundary=\"\(boundary)\"\n\n"
            if random.chance(30) { lines += "preamble\n" }
            for _ in 0..<random.number(1...3) {
                lines += "--\(boundary)\n"
                addPart(depth: depth + 1, &lines, &random)
            }
            lines += "--\(boundary)--\n"
            if random.chance(20) { lines += "epilogue\n" }
            return
        }
        if depth < 3, random.chance(10) {
            contents.append("message/rfc822")
            lines += "Content-Type: message/rfc822\n\nFrom: inner@client.example\n"
            addText("Subject", &lines, &random)
            values.removeLast()
            addPart(depth: depth + 1, &lines, &random)
            return
        }
        if random.chance(12) { return addOddText(&lines, &random) }
        let type = random.pick(["text/plain", "text/plain", "text/html", "application/pdf", "TEXT/Plain"])
        contents.append(type)
        lines += "Content-Type: \(type); charset=utf-8"
        if type == "application/pdf" {
            let name = random.pick(["offer.pdf", "Rechnung 1.PDF", "a.b.pdf"])
            contents.append(name)
            lines += "; name=\"\(name)\"\nContent-Disposition: attachment; filename=\"\(name)\""
        }
        lines += "\n"
        let body =
            type == "text/html"
            ? "<html><head><title>t</title></head><body><p>\(text(&random))</p>&lt;b&gt; &amp; <i>x</i></body></html>\n"
            : text(&random)
        switch random.number(0...2) {
        case 0: lines += "Content-Transfer-Encoding: base64\n\n" + Transfer.base64(Array(body.utf8)) + "\n"
        case 1:
            lines += "Content-Transfer-Encoding: quoted-printable\n\n"
            lines += Transfer.quoted(Array(body.utf8), inHeader: false)
        default: lines += "Content-Transfer-Encoding: 8bit\n\n" + body
        }
    }

    /// A text in a charset other than UTF-8.
    private mutating func addOddText(_ lines: inout String, _ random: inout SeededGenerator) {
        let (charset, word, bytes): (String, String, [UInt8]) = random.pick([
            ("iso-8859-1", "naïve", [0x6E, 0x61, 0xEF, 0x76, 0x65]), ("windows-1252", "€ 5", [0x80, 0x20, 0x35]),
            ("ISO-8859-15", "€ 5", [0xA4, 0x20, 0x35]), ("koi8-r", "да", [0xC4, 0xC1]),
            ("utf-16be", "huur", [0, 0x68, 0, 0x75, 0, 0x75, 0, 0x72, 0]),
            ("us-ascii", "huur", [0x68, 0x75, 0x75, 0x72, 0xFC]),
            ("x-unknown", "huur", [0x68, 0x75, 0x75, 0x72, 0xFC]), ("utf-8", "huur", [0x68, 0x75, 0x75, 0x72, 0xFC]),
            ("\"utf-8\"", "Zürich", Array("Zürich".utf8)), ("shift_jis", "日本", [0x93, 0xFA, 0x96, 0x7B]),
        ])
        contents += ["text/plain", word]
        let isBroken = isRepaired && bytes.last == 0xFC
        let written = isBroken ? Array("huur\u{FFFD}".utf8) : bytes
        lines += "Content-Type: text/plain; charset=\(isBroken ? "utf-8" : charset)\n"
        switch random.number(charset.hasPrefix("utf-16") ? 0...1 : 0...2) {
        case 0: lines += "Content-Transfer-Encoding: base64\n\n\(Transfer.base64(written + [0x0A]))\n"
        case 1: lines += "Content-Transfer-Encoding: quoted-printable\n\n\(Transfer.quoted(written, inHeader: false))\n"
        default: lines += "Content-Transfer-Encoding: 8bit\n\n\(Transfer.raw(written))\n"
        }
    }
}
