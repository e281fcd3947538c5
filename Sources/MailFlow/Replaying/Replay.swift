// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
public import DurableFiles
public import Mail
import Reading
public import Rules
import Sieve

/// Decides again about mails that lie in a folder, one after the other, and does nothing else.
public struct Replay: Sendable {
    private let rules: RuleSet
    private let others: RuleSet?
    private let surroundings: Surroundings

    /// - Parameters:
    ///   - others: Rules to compare with.
    ///   - door: The door by which the mails are to have come.
    ///   - outbox: The name of the outbox they are to have come from.
    public init(
        rules: RuleSet, against others: RuleSet? = nil, from door: Door = .outbox, outbox: String? = nil
    ) {
        self.rules = rules
        self.others = others
        surroundings = .ofMessage(from: door, outbox: outbox)
    }

    /// Decides about the mail in a file, for the recipients that its header names.
    ///
    /// Never fails: a file that can't be read is told of like others.
    public func mail(at path: String) -> ReplayedMail {
        let file: MappedFile
        do throws(FileFault) {
            file = try MappedFile(path: path)
        } catch {
            return ReplayedMail(path: path, subject: "", recipients: [], fault: "\(error)")
        }
        let message = MessageReader().read(file)
        let envelope = Envelope(sender: nil, recipients: [], readsRecipientsFromHeader: true)
        let addressing = Addressing(message, envelope)
        let decided = addressing.decide(rules, in: surroundings)
        let compared = others.map { addressing.decide($0, in: surroundings) }
        let recipients = decided.enumerated().map { index, item in
            ReplayedMail.Recipient(
                address: item.recipient, decision: ReplayedDecision(item.decision),
                other: compared.map { ReplayedDecision($0[index].decision) })
        }
        return ReplayedMail(path: path, subject: NumberMask.masked(message.subject), recipients: recipients)
    }

    /// What the rules say about the mail in a file, and why, for the recipients that its header names.
    public func explanation(ofMailAt path: String) throws(FileFault) -> Explanation {
        let message = MessageReader().read(try MappedFile(path: path))
        let envelope = Envelope(sender: nil, recipients: [], readsRecipientsFromHeader: true)
        return Addressing(message, envelope).explain(rules, in: surroundings)
    }
}
