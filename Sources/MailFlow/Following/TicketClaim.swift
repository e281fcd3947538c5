// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import Sieve
import Statuses

/// What is known of a ticket that no mail in the ledger has, and whether it is surely that of one that is uncertain, or is to
/// be sent again though it may have been taken.
///
/// Proof enough is: a genuine source; recipient, subject and, where the source tells it, sender and attachments agree; it
/// began within an hour of the request; and it fits no other request that may have left. What falls short of that is told to
/// a person, who decides.
struct TicketClaim {
    /// What it came to.
    enum Finding: Equatable {
        /// It fits no request.
        case none
        /// It may be that of a request whose answer is still awaited; these, which may be sent again, it fits too.
        case wait([OpenRequest])
        /// It is surely that of this request.
        case proven(OpenRequest)
        /// It may be that of these; why it is not surely.
        case possible([OpenRequest], reason: String)

        /// The requests that it fits and whose answers nobody awaits any more.
        var requests: [OpenRequest] {
            switch self {
            case .none: []
            case .proven(let request): [request]
            case .wait(let requests), .possible(let requests, _): requests
            }
        }
    }

    /// How much earlier than the request a ticket may seem to begin, in seconds: the service's clock is another one.
    static let skew: Double = 120
    /// How long after a request its ticket may begin, in seconds.
    static let delay: Double = 3600

    /// Why the source is not believed; nil where it is.
    var objection: String?
    /// The sender's address; nil where the source doesn't tell.
    var sender: String?
    /// When it began.
    var begin: Timestamp?
    /// Whether an address is the recipient's by the source.
    var isTo: (String) -> Bool
    /// Whether a subject is its own by the source.
    var isAbout: (String) -> Bool
    /// Whether the attachments of a request are those of the source, as far as it tells.
    var holdsAttachments: (OpenRequest) -> Bool

    /// What the status of the ticket itself claims.
    init(_ status: TicketStatus, holdsAttachments: @escaping (OpenRequest) -> Bool) {
        sender = status.sender
        begin = status.begin
        isTo = { Address(mailbox: $0).canonical == Address(mailbox: status.recipient).canonical }
        isAbout = { !$0.isEmpty && Self.normal($0) == Self.normal(status.subject) }
        self.holdsAttachments = holdsAttachments
    }

    /// What a mail claims.
    init(_ mail: StatusMail, _ genuineness: Genuineness) {
        if case .unverified(let reason) = genuineness { objection = reason }
        begin = mail.time
        let words = Self.normal(mail.words)
        isTo = { words.lowercased().holds(word: $0.lowercased()) }
        // A short subject stands in many texts.
        isAbout = { Self.normal($0).count >= 8 && words.holds(word: Self.normal($0)) }
        holdsAttachments = { _ in true }
    }

    /// Judges the claim against all requests that may have left.
    func judge(_ requests: [OpenRequest]) -> Finding {
        let fitting = requests.filter { request in
            isTo(request.recipient.destination) && isAbout(request.recipient.options.subject ?? request.message.subject)
                && begin.map { $0 >= request.begun.advanced(bySeconds: -Self.skew) } ?? true
        }
        let open = fitting.filter(\.isOpen)
        let uncertain = open.filter { $0.recipient.state != .sending }
        guard uncertain.count == open.count else { return .wait(uncertain.filter(\.recipient.mayLeaveAgain)) }
        guard let request = uncertain.first else { return .none }
        guard uncertain.count == 1 else {
            return .possible(uncertain, reason: "it fits \(uncertain.count) mails that are uncertain")
        }
        if let other = fitting.first(where: { !$0.isOpen && $0.recipient.id != request.recipient.id }) {
            return .possible(uncertain, reason: "it fits the mail \(other.message.id) too, whose ticket nobody knows")
        }
        return doubt(request).map { .possible(uncertain, reason: $0) } ?? .proven(request)
    }

    private func doubt(_ request: OpenRequest) -> String? {
        if let objection { return objection }
        if let sender, Address(mailbox: sender).canonical != request.message.sender.canonical {
            return "it has another sender"
        }
        guard let begin else { return "nobody says when it began" }
        guard begin <= request.begun.advanced(bySeconds: Self.delay) else { return "it began long after the request" }
        return holdsAttachments(request) ? nil : "it has other attachments"
    }

    /// A subject as the ledger has it: numbers of persons masked, and space of no matter.
    private static func normal(_ text: String) -> String {
        NumberMask.masked(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension String {
    /// Whether a text stands in this one with nothing around it that could be part of it.
    fileprivate func holds(word: String) -> Bool {
        guard !word.isEmpty else { return false }
        let inner: (Character?) -> Bool = { $0.map { $0.isLetter || $0.isNumber || "@+_-".contains($0) } ?? false }
        return ranges(of: word).contains { range in
            let before = range.lowerBound == startIndex ? nil : self[index(before: range.lowerBound)]
            let after = range.upperBound == endIndex ? nil : self[range.upperBound]
            return !inner(before) && !inner(after)
        }
    }
}
