// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Mail

/// The part of the flow that goes on after a mail was sent: what services say of it is asked and read.
///
/// It keeps nothing else waiting: in a watch it runs beside the deliveries, one look at a time.
actor Following {
    private let mailbox: Mailbox
    private var isLooking = false
    /// By the clock that nobody sets, in seconds.
    private var nextLook = -Double.infinity
    private var memory = InboxMemory()
    private var hasEnded = false

    /// Whether all that services had to say was asked and read once, as far as there is anything to ask or read.
    var hasLooked: Bool { hasEnded || mailbox.statusLedger == nil }

    init(_ mailbox: Mailbox) { self.mailbox = mailbox }

    /// Asks and reads all that is due, as long as a condition holds.
    func look(while goesOn: @escaping @Sendable () -> Bool) async {
        guard let ledger = mailbox.statusLedger, !isLooking else { return }
        isLooking = true
        defer { isLooking = false }
        await TicketQuestions(mailbox: mailbox, ledger: ledger).ask(while: goesOn)
        var memory = memory
        for inbox in mailbox.statuses.inboxes {
            await InboxReading(mailbox: mailbox, ledger: ledger, inbox: inbox).read(&memory, while: goesOn)
        }
        self.memory = memory
        hasEnded = true
    }

    /// Begins a look where none is going on and the last one was long enough ago; `done` hears of its end.
    func begin(while goesOn: @escaping @Sendable () -> Bool, _ done: @escaping @Sendable () -> Void) {
        let uptime = mailbox.clock().uptime
        guard mailbox.statusLedger != nil, !isLooking, uptime >= nextLook else { return }
        nextLook = uptime + mailbox.poll
        Task {
            await look(while: goesOn)
            done()
        }
    }
}
