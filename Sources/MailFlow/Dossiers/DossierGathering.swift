// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
import Doors
public import Dossiers
import DurableFiles
import Glibc
public import Ledgers
import Mail
import Maildirs
import Reading
import Routes
import Settings
import TransferEncodings

/// Gathers all that is known of one message: from the ledger, the spool, and the Maildirs that the settings name.
public struct DossierGathering {
    private let assembly: Assembly
    private let ledger: SQLiteLedger

    /// Gathers by these settings.
    public init(_ assembly: Assembly, _ ledger: SQLiteLedger) {
        self.assembly = assembly
        self.ledger = ledger
    }

    /// All that is known of a message; nil where the ledger doesn't know it.
    public func dossier(of id: String, isTimeStamped: Bool = false) throws -> Dossier? {
        guard let (standing, history) = try known(id) else { return nil }
        let message = standing.message
        let content = try content(of: message.id)
        let entries = try history.map(entry)
        var dossier = Dossier(
            language: assembly.settings.language.rawValue, timeZone: assembly.settings.dossier.timeZone,
            message: DossierMessage(
                id: message.id, door: message.door, arrived: message.arrived, sender: message.sender,
                messageID: message.messageID, subject: message.subject, size: message.size,
                digest: entries.first { $0.recipient.isEmpty }?.facts.last { $0.name == "sha256" }?.value ?? "",
                content: content),
            recipients: standing.recipients.map {
                DossierRecipient(
                    address: $0.address, redirectedTo: $0.redirectedTo, state: $0.state.rawValue,
                    route: $0.route?.rawValue ?? "", identifier: $0.identifier, ticket: $0.ticket)
            },
            entries: entries)
        dossier.requests = try requests(history, content)
        dossier.answers = try history.compactMap { link in
            guard let digest = link.value(of: Exhibit.answerFact) else { return nil }
            return DossierAnswer(
                entry: link.entry.number, digest: digest, bytes: try ledger.exhibit(digest)?.bytes)
        }
        dossier.notices = try DossierNotices(of: message.id, history).found(
            in: [assembly.settings.folders.notices] + assembly.settings.dossier.folders)
        dossier.rules = try DecidingRules(ledger).rules(of: history)
        if case .kept(let bytes, _) = content { dossier.attachments = Self.attachments(of: bytes) }
        dossier.reported = standing.recipients.flatMap { recipient in
            history.reportedAttachments(about: recipient.address).map {
                ReportedFingerprint(
                    recipient: recipient.address, name: $0.name, hash: $0.fingerprint, isAccepted: $0.isAccepted)
            }
        }
        dossier.correspondence = try CorrespondenceSearch(assembly.settings.dossier, ledger)
            .correspondence(for: standing)
        dossier.isTimeStamped = isTimeStamped
        return dossier
    }

    /// The standing and the history as they were at one moment: others may be at work on the message.
    private func known(_ id: String) throws -> (Standing, [LogLink])? {
        while true {
            guard let standing = try ledger.standing(of: id) else { return nil }
            let history = try ledger.history(of: standing.message.id)
            if try ledger.standing(of: standing.message.id) == standing { return (standing, history) }
        }
    }

    private func content(of id: String) throws -> DossierMessage.Content {
        guard let spoolID = SpoolID(rawValue: id) else { return .missing("\(id) is no id of a spool") }
        let fault: FileFault
        do throws(FileFault) {
            let spooled = try assembly.spool.open(spoolID)
            return .kept(spooled.bytes, envelope: spooled.entry.preamble)
        } catch {
            fault = error
        }
        guard [ENOENT, EBADMSG].contains(fault.code) else { throw fault }
        return try ledger.isForgotten(id) ? .removed : .missing(fault.description)
    }

    private func entry(_ link: LogLink) throws -> DossierEntry {
        let entry = link.entry
        return DossierEntry(
            number: entry.number, time: entry.time, recipient: entry.recipient, step: entry.step, state: entry.state,
            text: entry.text,
            facts: (entry.facts.list ?? []).map { DossierEntry.Fact(name: $0.name, value: $0.value) }, hash: link.hash,
            hashed: try ledger.hashedBytes(of: link))
    }

    private func requests(_ history: [LogLink], _ content: DossierMessage.Content) throws -> [DossierRequest] {
        var requests: [DossierRequest] = []
        for link in history where link.entry.step == DeliveryStep.begin.rawValue {
            guard let fingerprint = link.value(of: "fingerprint") else { continue }
            if let index = requests.firstIndex(where: { $0.fingerprint == fingerprint }) {
                requests[index].entries.append(link.entry.number)
            } else {
                requests.append(
                    DossierRequest(
                        fingerprint: fingerprint, entries: [link.entry.number],
                        content: try request(fingerprint, link.entry.message, content)))
            }
        }
        return requests
    }

    private func request(
        _ fingerprint: String, _ message: String, _ content: DossierMessage.Content
    ) throws -> DossierRequest.Content {
        guard case .kept(let bytes, _) = content else { return .removed }
        guard let recipe = try ledger.recipe(ofRequest: fingerprint, for: message) else { return .notKept }
        guard let request = RebuiltRequest(recipe: recipe, message: bytes), request.fingerprint == fingerprint else {
            return .differs
        }
        return .rebuilt({ try request.forEachChunk($0) }, isJSON: request.isJSON)
    }

    private static func attachments(of bytes: any MessageBytes) -> [AttachmentFingerprint] {
        let parts = MessageReader().read(bytes).parts.filter { $0.role == .attachment || $0.role == .extraText }
        return parts.map { part in
            let (size, digest) = decoded(part, of: bytes)
            return AttachmentFingerprint(
                part: part.path, name: part.fileName, type: part.mediaType.essence, size: size, digest: digest)
        }
    }

    /// How many bytes a part has when it is decoded, and their SHA-256; a stretch after the other.
    private static func decoded(_ part: BodyPart, of bytes: any MessageBytes) -> (size: Int, digest: Digest) {
        var decoder = ContentDecoder(part.encoding)
        var digest = SHA256()
        var size = 0
        var position = part.range.lowerBound
        while true {
            var output: [UInt8] = []
            let end = min(position + 1 << 16, part.range.upperBound)
            if position < end {
                bytes.withBytes(in: position..<end) { decoder.decode($0, into: &output) }
            } else {
                decoder.finish(into: &output)
            }
            size += output.count
            digest.update(output)
            if position == end { return (size, digest.finish()) }
            position = end
        }
    }
}

extension LogLink {
    /// The value of the last fact of this name.
    func value(of name: String) -> String? { entry.facts.list?.last { $0.name == name }?.value }
}
