// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
import Dossiers
import DurableFiles
import Foundation
import Ledgers
import Mail
import Maildirs
import Reading
import Settings
import Statuses

/// Looks for the latest mails from a recipient's address in the sender's own Maildirs, by their headers alone.
///
/// Looked for once, when the first dossier of a message is made, and kept: a dossier that is made again is the same, though
/// mail comes and goes. Not when the message is sent: nothing that is somebody else's has a part in sending, and mails that
/// came after it, such as a reply, show most.
struct CorrespondenceSearch {
    private static let snapshot = "correspondence"

    private let settings: DossierSettings
    private let ledger: SQLiteLedger

    init(_ settings: DossierSettings, _ ledger: SQLiteLedger) {
        self.settings = settings
        self.ledger = ledger
    }

    /// What was found; nil where no folders are named and nothing was kept.
    func correspondence(for standing: Standing) throws -> [Correspondence]? {
        let id = standing.message.id
        if let kept = try ledger.snapshot(Self.snapshot, of: id) {
            return try JSONDecoder().decode([Correspondence].self, from: Data(kept))
        }
        guard !settings.folders.isEmpty else { return nil }
        var addresses: [String] = []
        for recipient in standing.recipients where !addresses.contains(recipient.destination) {
            addresses.append(recipient.destination)
        }
        let found = try search(addresses)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let kept = try ledger.keep(snapshot: Array(try encoder.encode(found)), Self.snapshot, of: id)
        return try JSONDecoder().decode([Correspondence].self, from: Data(kept))
    }

    private func search(_ addresses: [String]) throws -> [Correspondence] {
        let wanted = Set(addresses.map { Address(mailbox: $0).canonical })
        var found: [String: Set<Correspondence.Received>] = [:]
        for maildir in settings.folders.map(Maildir.init(_:)) {
            for entry in try maildir.entries() {
                guard let read = try MailHeaderFile.header(of: entry, in: maildir)?.header else { continue }
                let header = Array(read.prefix(MailHeaderFile.endOfHeader(read[...]) ?? read.count))
                let mail = MessageReader().read(header)
                for address in Set(mail.addresses(in: "From").map(\.canonical)).intersection(wanted) {
                    found[address, default: []].insert(Self.received(mail, header))
                }
            }
        }
        return addresses.map { address in
            let mails = found[Address(mailbox: address).canonical, default: []].sorted { first, second in
                let (one, other) = (first.date?.milliseconds ?? .min, second.date?.milliseconds ?? .min)
                return one == other ? first.headerSHA256 < second.headerSHA256 : one > other
            }
            return Correspondence(
                address: address, received: Array(mails.prefix(settings.correspondence)), count: mails.count)
        }
    }

    private static func received(_ mail: Message, _ header: [UInt8]) -> Correspondence.Received {
        // Only the topmost field, which the receiver's own server put there last: those below may have come with the mail.
        let results = mail.value(of: "Authentication-Results").flatMap(AuthenticationResults.init)
        return Correspondence.Received(
            date: mail.date.map(Timestamp.init(seconds:)), messageID: mail.messageID ?? "",
            dkim: results.map { results in results.dkim.map { "\(results.server): \($0)" } } ?? [],
            headerSHA256: SHA256.digest(of: header).hexadecimal)
    }
}
