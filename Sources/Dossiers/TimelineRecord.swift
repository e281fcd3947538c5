// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
import Foundation
import Mail

/// What the page says, for programs.
struct TimelineRecord {
    private struct Message: Encodable {
        var id, door, accepted, sender, senderName, messageId, subject: String
        var size: Int
        var sha256: String?
        var content: String
    }

    private struct Recipient: Encodable {
        var address: String
        var redirectedTo: String?
        var state, route, identifier: String
        var ticket, ticketUrl: String?
    }

    private struct Fact: Encodable {
        var name: String
        var value: String?
    }

    private struct Event: Encodable {
        var number: Int64
        var time: String
        var milliseconds: Int64
        var recipient, step, state, text: String
        var facts: [Fact]
        var hash: String
        var files: [String]
    }

    private struct Attachment: Encodable {
        var part, name, type: String
        var size: Int
        var sha256, base64: String
    }

    private struct Reported: Encodable {
        var recipient, name, hash: String
        var accepted: Bool?
        var fits: Bool
    }

    private struct RuleFile: Encodable {
        var name, sha256: String
        var file: String?
        var lines: [Int]
    }

    private struct Rules: Encodable {
        var sha256: String
        var files: [RuleFile]
    }

    private struct Mail: Encodable {
        var date: String?
        var messageId: String
        var dkim: [String]
        var headerSha256: String
    }

    private struct Received: Encodable {
        var address: String
        var count: Int
        var received: [Mail]
    }

    private struct Whole: Encodable {
        var form = 1
        var message: Message
        var recipients: [Recipient]
        var events: [Event]
        var attachments: [Attachment]
        var reported: [Reported]
        var rules: [Rules]
        var correspondence: [Received]?
        var head: String
    }

    private let dossier: Dossier

    init(_ dossier: Dossier) { self.dossier = dossier }

    var json: String {
        text(
            Whole(
                message: message, recipients: recipients, events: dossier.entries.map(event),
                attachments: dossier.attachments.map {
                    Attachment(
                        part: $0.part, name: $0.name, type: $0.type, size: $0.size, sha256: $0.digest.hexadecimal,
                        base64: $0.digest.base64)
                },
                reported: dossier.reported.map {
                    Reported(
                        recipient: $0.recipient, name: $0.name, hash: $0.hash, accepted: $0.isAccepted,
                        fits: dossier.fits($0))
                },
                rules: dossier.rules.map { rules in
                    Rules(
                        sha256: rules.digest,
                        files: rules.files.map {
                            RuleFile(
                                name: $0.name, sha256: $0.digest, file: $0.path.isEmpty ? nil : $0.path, lines: $0.lines
                            )
                        })
                },
                correspondence: received, head: dossier.head))
    }

    var correspondenceJSON: String { text(received ?? []) }

    private var message: Message {
        let message = dossier.message
        let content =
            switch message.content {
            case .kept: "kept"
            case .removed: "removed"
            case .missing: "missing"
            }
        return Message(
            id: message.id, door: message.door.rawValue, accepted: message.arrived.rfc3339,
            sender: message.sender.mailbox, senderName: message.sender.name, messageId: message.messageID,
            subject: message.subject, size: message.size, sha256: message.digest.isEmpty ? nil : message.digest,
            content: content)
    }

    private var recipients: [Recipient] {
        dossier.recipients.map {
            Recipient(
                address: $0.address, redirectedTo: $0.redirectedTo, state: $0.state, route: $0.route,
                identifier: $0.identifier, ticket: $0.ticket?.token, ticketUrl: $0.ticket?.url)
        }
    }

    private func event(_ entry: DossierEntry) -> Event {
        var files = [entry.path]
        files += dossier.requests.filter { $0.entries.contains(entry.number) }.compactMap(\.path)
        files += dossier.answers.filter { $0.entry == entry.number }.compactMap(\.path)
        files += dossier.noticePaths.filter { $0.notice.entry == entry.number }.map(\.path)
        return Event(
            number: entry.number, time: entry.time.rfc3339, milliseconds: entry.time.milliseconds,
            recipient: entry.recipient, step: entry.step, state: entry.state, text: entry.text,
            facts: entry.facts.map { Fact(name: $0.name, value: $0.value) }, hash: entry.hash, files: files)
    }

    private var received: [Received]? {
        dossier.correspondence?.map { correspondence in
            Received(
                address: correspondence.address, count: correspondence.count,
                received: correspondence.received.map {
                    Mail(
                        date: $0.date?.rfc3339, messageId: $0.messageID, dkim: $0.dkim, headerSha256: $0.headerSHA256)
                })
        }
    }

    /// Keys in order, so that equal values are equal texts.
    private func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        // Of these values none can fail to be written.
        return ((try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "") + "\n"
    }
}
