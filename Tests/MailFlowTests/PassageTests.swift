// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Mail
import Routes
import TestSupport
import Testing

@testable import MailFlow

/// What the doors and routes do to a message, a row of `docs/doors.md` each.
@Suite("the message as given")
struct PassageTests {
    /// One way of writing a message, whom it is for, and what leaves of it.
    struct Row: CustomTestStringConvertible {
        var name: String
        var words = ["-t", "-i"]
        var input: String
        var mailed: [String]
        /// What leaves below the fields that are put first; nil where no route sends it.
        var leaves: String?
        /// The kinds of routes that can't send it, beside those that have no message to show.
        var held: Set<RouteKind> = []

        var testDescription: String { name }
    }

    /// Fields that make a message complete.
    private static let fields =
        "From: me@x.nl\nDate: Sat, 21 Nov 2026 09:30:00 +0000\nMessage-ID: <1@x.nl>\nSubject: s\n"

    private static func whole(_ name: String, _ fields: String, _ mailed: [String], _ leaves: String) -> Row {
        Row(
            name: name, input: Self.fields + fields + "\nbody\n", mailed: mailed,
            leaves: Self.fields + leaves + "\nbody\n")
    }

    static let hidden: [Row] = [
        whole("Bcc with -t", "To: a@x.nl\nBcc: h@y.nl\n", ["a@x.nl", "h@y.nl"], "To: a@x.nl\n"),
        whole("Bcc alone", "Bcc: h@y.nl\n", ["h@y.nl"], ""),
        whole("Bcc in capitals", "BCC:h@y.nl\nTo: a@x.nl\n", ["a@x.nl", "h@y.nl"], "To: a@x.nl\n"),
        whole("Bcc folded", "bcc:\n h@y.nl,\n\ti@y.nl\nTo: a@x.nl\n", ["a@x.nl", "h@y.nl", "i@y.nl"], "To: a@x.nl\n"),
        whole("blanks before the colon", "Bcc \t: h@y.nl\nTo: a@x.nl\n", ["a@x.nl", "h@y.nl"], "To: a@x.nl\n"),
        whole(
            "several fields", "Bcc: h@y.nl\nTo: a@x.nl\nBcc: i@y.nl\nCc: b@x.nl\n",
            ["a@x.nl", "b@x.nl", "h@y.nl", "i@y.nl"], "To: a@x.nl\nCc: b@x.nl\n"),
        whole(
            "behind an mbox separator", "From me Sat\nBcc: h@y.nl\nTo: a@x.nl\n", ["a@x.nl", "h@y.nl"],
            "From me Sat\nTo: a@x.nl\n"),
        whole(
            "behind a line without a name", ": x\nBcc: h@y.nl\nTo: a@x.nl\n", ["a@x.nl", "h@y.nl"], ": x\nTo: a@x.nl\n"),
        Row(
            name: "Bcc beside recipients on the command line", words: ["-i", "a@x.nl"],
            input: fields + "Bcc: h@y.nl\n\nbody\n", mailed: ["a@x.nl"], leaves: fields + "\nbody\n"),
        Row(
            name: "Bcc behind a broken line", words: ["-i", "a@x.nl"],
            input: fields + "no field\nBcc: h@y.nl\n\nbody\n", mailed: ["a@x.nl"]),
        Row(
            name: "Bcc behind a broken first line", words: ["-i", "-f", "me@x.nl", "a@x.nl"],
            input: "no field\nBcc: h@y.nl\n\nbody\n", mailed: ["a@x.nl"]),
        Row(
            name: "Bcc behind a lone CR of a broken first line", words: ["-i", "-f", "me@x.nl", "a@x.nl"],
            input: "no field\nX: y\rBcc: h@y.nl\n\nbody\n", mailed: ["a@x.nl"]),
        Row(
            name: "Bcc as the continuation of nothing", words: ["-i", "-f", "me@x.nl", "a@x.nl"],
            input: " Bcc: h@y.nl\nSubject: s\n\nbody\n", mailed: ["a@x.nl"]),
        Row(
            name: "Bcc behind a lone CR", words: ["-i", "a@x.nl"],
            input: fields + "X: y\rBcc: h@y.nl\n\nbody\n", mailed: ["a@x.nl"]),
    ]

    static let resent: [Row] = [
        whole(
            "resent: to the new recipients alone",
            "Resent-From: r@x.nl\nResent-To: b@x.nl\nResent-Bcc: h@y.nl\nTo: a@x.nl\n",
            ["b@x.nl", "h@y.nl"], "Resent-From: r@x.nl\nResent-To: b@x.nl\nTo: a@x.nl\n"),
        whole(
            "resent twice: the topmost block",
            "Resent-To: b@x.nl\nResent-From: r@x.nl\nResent-To: c@x.nl\nTo: a@x.nl\n",
            ["b@x.nl"], "Resent-To: b@x.nl\nResent-From: r@x.nl\nResent-To: c@x.nl\nTo: a@x.nl\n"),
        whole(
            "resent twice, on the way between",
            "Resent-From: r@x.nl\nResent-To: b@x.nl\nReceived: x\nResent-Cc: c@x.nl\nTo: a@x.nl\n",
            ["b@x.nl"], "Resent-From: r@x.nl\nResent-To: b@x.nl\nReceived: x\nResent-Cc: c@x.nl\nTo: a@x.nl\n"),
        whole(
            "Resent-From alone makes nobody a recipient", "Resent-From: r@x.nl\nTo: a@x.nl\n", ["a@x.nl"],
            "Resent-From: r@x.nl\nTo: a@x.nl\n"),
    ]

    static let addressed: [Row] = [
        whole("a folded field", "To: a@x.nl,\n b@x.nl\n", ["a@x.nl", "b@x.nl"], "To: a@x.nl,\n b@x.nl\n"),
        whole("a group", "To: G: a@x.nl, b@x.nl;\n", ["a@x.nl", "b@x.nl"], "To: G: a@x.nl, b@x.nl;\n"),
        whole(
            "an empty group beside Bcc", "To: undisclosed-recipients:;\nBcc: h@y.nl\n", ["h@y.nl"],
            "To: undisclosed-recipients:;\n"),
        whole("an empty group alone", "To: undisclosed-recipients:;\n", [], "To: undisclosed-recipients:;\n"),
        Row(
            name: "duplicates in any case", words: ["-t", "-i", "A@X.nl", "a@x.nl"],
            input: fields + "To: a@x.NL\nCc: b@x.nl, \"B\" <b@x.nl>\n\nbody\n", mailed: ["A@X.nl", "b@x.nl"],
            leaves: fields + "To: a@x.NL\nCc: b@x.nl, \"B\" <b@x.nl>\n\nbody\n"),
        Row(
            name: "command line and header are united", words: ["-t", "-i", "c@x.nl"],
            input: fields + "To: a@x.nl\n\nbody\n", mailed: ["c@x.nl", "a@x.nl"],
            leaves: fields + "To: a@x.nl\n\nbody\n"),
    ]

    static let bodies: [Row] = [
        Row(
            name: "a dot ends the message", words: ["a@x.nl"], input: fields + "\nbody\n.\nmore\n", mailed: ["a@x.nl"],
            leaves: fields + "\nbody\n"),
        Row(
            name: "a dot and CR LF end it too", words: ["a@x.nl"], input: fields + "\nbody\n.\r\nmore\n",
            mailed: ["a@x.nl"], leaves: fields + "\nbody\n"),
        Row(
            name: "dots are text with -i", words: ["-oi", "a@x.nl"], input: fields + "\n.\n..\n.x\n.\r\n",
            mailed: ["a@x.nl"], leaves: fields + "\n.\n..\n.x\n.\n"),
        Row(
            name: "CR LF throughout", words: ["-t", "-i"],
            input: (fields + "To: a@x.nl\nBcc: h@y.nl\n\nbody\n").replacing("\n", with: "\r\n"),
            mailed: ["a@x.nl", "h@y.nl"], leaves: fields + "To: a@x.nl\n\nbody\n"),
        Row(
            name: "PHP: CR LF in the header, LF in the body", words: ["-t", "-i"],
            input: "To: a@x.nl\r\nSubject: s\r\nFrom: me@x.nl\r\n\r\none\ntwo\r\n", mailed: ["a@x.nl"],
            leaves: "To: a@x.nl\nSubject: s\nFrom: me@x.nl\n\none\ntwo\n"),
        Row(
            name: "a lone CR in the body", words: ["a@x.nl"], input: fields + "\n10%\r20%\n", mailed: ["a@x.nl"],
            leaves: fields + "\n10%\r20%\n", held: [.smtp, .secure]),
        Row(
            name: "NUL in the body", words: ["a@x.nl"], input: fields + "\na\0b\n", mailed: ["a@x.nl"],
            leaves: fields + "\na\0b\n"),
        Row(
            name: "an mbox separator", words: ["a@x.nl"], input: "From me Sat Nov 21\n" + fields + "\nFrom here\n",
            mailed: ["a@x.nl"], leaves: fields + "\nFrom here\n"),
        Row(
            name: "an mbox separator that was quoted", words: ["a@x.nl"],
            input: ">From me Sat Nov 21\n" + fields + "\nb\n",
            mailed: ["a@x.nl"], leaves: fields + "\nb\n"),
        Row(
            name: "no header", words: ["-f", "me@x.nl", "a@x.nl"], input: "df says:\n/dev/sda1 93%\n",
            mailed: ["a@x.nl"], leaves: "\ndf says:\n/dev/sda1 93%\n"),
        Row(
            name: "an empty header", words: ["-f", "me@x.nl", "a@x.nl"], input: "\nbody\n", mailed: ["a@x.nl"],
            leaves: "\nbody\n"),
        Row(
            name: "a long line", words: ["a@x.nl"], input: fields + "\n" + String(repeating: "x", count: 2000) + "\n",
            mailed: ["a@x.nl"], leaves: fields + "\n" + String(repeating: "x", count: 2000) + "\n"),
        Row(
            name: "UTF-8 without a MIME header", words: ["a@x.nl"], input: fields + "\née\n", mailed: ["a@x.nl"],
            leaves: fields + "\née\n"),
        Row(
            name: "a UTF-8 address", words: ["-i", "jörg@x.nl"], input: fields + "\nbody\n", mailed: ["jörg@x.nl"],
            leaves: fields + "\nbody\n"),
        Row(
            name: "Return-Path stays, and names nobody", words: ["-t", "-i"],
            input: "Return-Path: <other@y.nl>\n" + fields + "To: a@x.nl\n\nb\n", mailed: ["a@x.nl"],
            leaves: "Return-Path: <other@y.nl>\n" + fields + "To: a@x.nl\n\nb\n"),
        Row(
            name: "no end of the last line", words: ["a@x.nl"], input: fields + "\nbody", mailed: ["a@x.nl"],
            leaves: fields + "\nbody"),
    ]

    @Test("whom a message is for, and what leaves of it", arguments: hidden + resent + addressed + bodies)
    func rows(row: Row) throws {
        let passage = try Passage(row.words, row.input.utf8)
        #expect(passage.addressing.recipients == row.mailed)
        guard let leaves = row.leaves else {
            for kind in RouteKind.allCases {
                #expect(throws: RouteFault.self, "\(kind)") { try passage.request(kind, to: ["a@x.nl"]) }
            }
            return
        }
        guard !row.mailed.isEmpty else { return #expect(passage.addressing.objection != nil) }
        for kind in [RouteKind.sendmail, .smtp, .secure] {
            guard !row.held.contains(kind) else {
                #expect(throws: RouteFault.self, "\(kind)") { try passage.message(kind) }
                continue
            }
            var message = try passage.message(kind)[...]
            if kind != .secure {
                #expect(message.hasPrefix("X-Sealpost-Trace: \(Passage.instance)\n"), "\(kind)")
                message = message.drop { $0 != "\n" }.dropFirst()
            }
            while let added = ["Date", "Message-ID", "From"].first(where: { message.hasPrefix("\($0): ") }),
                !leaves.hasPrefix(message.prefix { $0 != "\n" })
            {
                #expect(!row.input.contains("\n\(added): "))
                message = message.drop { $0 != "\n" }.dropFirst()
            }
            #expect(message == leaves, "\(kind)")
        }
        for recipient in row.mailed where !recipient.hasSuffix("@y.nl") {
            guard row.input.contains("Subject") else { continue }
            let request = String(decoding: try passage.request(.registered, to: [recipient]), as: UTF8.self)
            #expect(!request.contains("@y.nl"))
        }
    }

    @Test(
        "the sender is who resent, or wrote, or runs the door; never what a Return-Path says",
        arguments: [
            (["-t"], "From: me@x.nl\nTo: a@x.nl\n\n", "me@x.nl", "me@x.nl"),
            (["-t", "-f", "env@x.nl"], "From: me@x.nl\nTo: a@x.nl\n\n", "env@x.nl", "me@x.nl"),
            (["-t", "-f", "<>"], "From: me@x.nl\nTo: a@x.nl\n\n", "", "me@x.nl"),
            (["-t", "-f", "root"], "From: me@x.nl\nTo: a@x.nl\n\n", "root", "me@x.nl"),
            (["-t"], "Return-Path: <o@y.nl>\nFrom: me@x.nl\nTo: a@x.nl\n\n", "me@x.nl", "me@x.nl"),
            (["-t"], "Resent-From: r@x.nl\nResent-To: b@x.nl\nFrom: me@x.nl\nTo: a@x.nl\n\n", "r@x.nl", "r@x.nl"),
            (["-t"], "Resent-Sender: r@x.nl\nResent-To: b@x.nl\nFrom: me@x.nl\nTo: a@x.nl\n\n", "r@x.nl", "r@x.nl"),
            (["-t", "-f", "e@x.nl"], "Resent-To: b@x.nl\nFrom: me@x.nl\nTo: a@x.nl\n\n", "e@x.nl", "e@x.nl"),
            (["-f", "e@x.nl", "-F", "Jan J", "a@x.nl"], "Subject: s\n\n", "e@x.nl", "e@x.nl"),
        ] as [([String], String, String, String)])
    func senders(words: [String], input: String, envelope: String, author: String) throws {
        let addressing = try Passage(words, input.utf8).addressing
        #expect(addressing.sender(for: .sendmail).mailbox == envelope)
        #expect(addressing.author.mailbox == author)
        #expect(addressing.objection == nil)
    }

    @Test("a message that was resent keeps its Date and Message-ID")
    func resentKeeps() throws {
        let input = "Resent-To: b@x.nl\nResent-From: r@x.nl\n" + Self.fields + "To: a@x.nl\n\nbody\n"
        #expect(try Passage(["-t"], input.utf8).spooled == Array(input.utf8))
    }

    @Test("cron's mail to root goes to this machine's mail system as it is, and nowhere else")
    func cron() throws {
        let input = "From: root (Cron Daemon)\nTo: root\nSubject: Cron <root@web1> backup\n\ndone\n"
        let words = ["-FCronDaemon", "-i", "-B8BITMIME", "-oem", "root"]
        let passage = try Passage(words, input.utf8)
        #expect(passage.addressing.recipients == ["root"])
        #expect(passage.addressing.objection(to: "root") == nil)
        #expect(passage.addressing.sender(for: .sendmail).mailbox == "root")
        #expect(try passage.message(.sendmail).hasSuffix(input))
        for kind in [RouteKind.smtp, .registered, .secure] {
            let fault = #expect(throws: RouteFault.self) { try passage.message(kind) }
            #expect(fault?.description.contains("qualify_domain") == true, "\(kind): \(String(describing: fault))")
        }
        let place = Locality(instance: Passage.instance, qualifyDomain: "office.example")
        let qualified = try Passage(words + ["ROOT@office.example"], input.utf8, at: place)
        #expect(qualified.addressing.recipients == ["root@office.example"])
        #expect(qualified.addressing.sender(for: .smtp).mailbox == "root@office.example")
        #expect(try qualified.message(.smtp).hasSuffix(input))
    }

    @Test(
        "a sender that only this machine knows is told to no service",
        arguments: ["jan@laptop", "jan@localhost.localdomain"])
    func localSender(sender: String) throws {
        let passage = try Passage(["-f", sender, "a@x.nl"], "Subject: s\n\nbody\n".utf8)
        #expect(passage.addressing.author.mailbox == sender)
        for kind in [RouteKind.registered, .secure] {
            let fault = #expect(throws: RouteFault.self) { try passage.message(kind) }
            #expect(fault?.description.contains("this machine only") == true)
        }
        _ = try passage.message(.sendmail)
    }

    @Test(
        "a name that could be a file, a program or an option to the next sendmail is nobody",
        arguments: ["-oQ/tmp", "|sh", "/etc/passwd", ":include:/etc/passwd", "a b", "Jan Jansen", "", "a@", "@x.nl"])
    func unusable(name: String) {
        let address = Address(mailbox: name)
        #expect(!address.isLocalName && !address.isComplete)
    }
}
