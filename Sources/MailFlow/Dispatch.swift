// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import Routes

/// The second half of the flow: takes due deliveries from the ledger, sends them, several at once, and settles them.
///
/// A slow recipient takes one place of several and holds up nobody else, see `Places`; new mail fills free places at once.
actor Dispatch {
    private let mailbox: Mailbox
    private var underWay = 0
    /// When deliveries were last taken.
    private(set) var lastFill = Timestamp(milliseconds: .min)
    private var claimsMore: @Sendable () -> Bool = { true }
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var settled: @Sendable () -> Void = {}

    init(_ mailbox: Mailbox) { self.mailbox = mailbox }

    /// Has `action` called after each settled request, as there may be something to tell.
    func onSettled(_ action: @escaping @Sendable () -> Void) { settled = action }

    /// Has more deliveries taken only as long as a condition holds.
    func claimWhile(_ condition: @escaping @Sendable () -> Bool) { claimsMore = condition }

    /// Takes as many due deliveries as there are free places, and sends them in the background.
    func fill() {
        guard claimsMore() else { return }
        mailbox.tolerating("ledger") {
            let now = Timestamp.now()
            let claims = try mailbox.ledger.claim(
                mailbox.places, limit: mailbox.places.overall + mailbox.ways.count, owner: ProcessIdentity.own,
                together: { mailbox.ways[$0]?.route.takesRecipientsTogether ?? false }, at: now)
            lastFill = now
            underWay += claims.count
            for claim in claims {
                Task {
                    await Sending(mailbox, claim).run()
                    ended()
                }
            }
        }
    }

    /// Waits until nothing is under way and nothing more is due, or nothing more is to be claimed.
    func finish() async {
        fill()
        if underWay > 0 { await withCheckedContinuation { waiting.append($0) } }
    }

    private func ended() {
        underWay -= 1
        fill()
        settled()
        if underWay == 0 {
            for continuation in waiting { continuation.resume() }
            waiting = []
        }
    }
}
