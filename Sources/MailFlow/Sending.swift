// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Glibc
import Ledgers
import Mail
import Notices
import Reading
import Routes

/// One claim on its way to its outcome.
///
/// The order is the promise: the request is built, its intent is on disk, it leaves, its outcome is on disk. What fails
/// before the intent is on hold or tried again; what fails after it is uncertain, and no error of our own may say otherwise.
struct Sending {
    let mailbox: Mailbox
    let claim: Claim

    init(_ mailbox: Mailbox, _ claim: Claim) {
        self.mailbox = mailbox
        self.claim = claim
    }

    /// Sends what was claimed, and settles it.
    func run() async {
        let request: PreparedRequest
        let route: any Route
        do {
            guard let way = mailbox.ways[claim.route] else {
                return try hold(.settings, "there is no route \"\(claim.route)\" in the settings")
            }
            route = way.route
            do {
                request = try route.prepare(try delivery())
            } catch let fault as RouteFault {
                return try hold(.message, fault.description)
            } catch let poisoned as Readings.Poisoned {
                return try hold(.message, poisoned.description)
            } catch let fault as FileFault where fault.code == ENOENT || QuarantineCause(fault) != nil {
                return try hold(.message, "the accepted mail can't be read: \(fault)")
            }
            try await lookForTickets()
            try mailbox.ledger.begin(claim, fingerprint: request.fingerprint, recipe: request.recipe, at: .now())
        } catch {
            mailbox.log.failed(claim.message, error)
            await record("claim not let go of yet") {
                try mailbox.ledger.release(claim, until: .now().advanced(bySeconds: 60))
            }
            return
        }
        mailbox.log.began(claim)
        let outcomes = await route.send(request)
        mailbox.log.settled(claim, outcomes)
        await settle(Settlement(outcomes, quota: await route.quota, routes: sharing))
    }

    /// Reads the status mails that nobody has read yet, where an earlier request may have been taken: its ticket may be there, and
    /// then the claim is lost.
    private func lookForTickets() async throws {
        let inboxes = mailbox.statuses.inboxes.filter { $0.kind == .registered && $0.routes.contains(claim.route) }
        guard let ledger = mailbox.statusLedger, !inboxes.isEmpty else { return }
        let repeated = claim.recipients.filter(\.mayLeaveAgain)
        guard try repeated.contains(where: { try ledger.hasLostRequest($0.id) }) else { return }
        for inbox in inboxes {
            var memory = InboxMemory()
            await InboxReading(mailbox: mailbox, ledger: ledger, inbox: inbox).read(&memory) { true }
        }
    }

    /// Writes the outcomes down, which are the only knowledge of what was sent.
    ///
    /// Should the process be stopped meanwhile, the ledger has the intent, and the delivery is uncertain.
    private func settle(_ settlement: Settlement) async {
        await record("outcome not recorded yet") {
            try mailbox.ledger.settle(claim, settlement, retry: mailbox.retry, at: .now())
        }
    }

    /// The routes that use the same account: what it is told is meant for all of them.
    private var sharing: Set<RouteName> {
        guard let account = mailbox.ways[claim.route]?.account, !account.isEmpty else { return [] }
        return Set(mailbox.ways.filter { $0.value.account == account }.keys)
    }

    /// Does work on the ledger however long that takes, as while a disk is full; only what the ledger itself rules out is
    /// not tried again.
    private func record(_ what: String, _ work: () throws -> Void) async {
        var pause = 1
        while true {
            do {
                return try work()
            } catch let fault as LedgerFault {
                return mailbox.log.failed(claim.message, fault)
            } catch {
                mailbox.log.failed("\(claim.message): \(what)", error)
                guard (try? await Task.sleep(for: .seconds(pause))) != nil else { return }
                pause = min(pause * 2, 60)
            }
        }
    }

    private func delivery() throws -> Delivery {
        guard let id = SpoolID(rawValue: claim.message), let first = claim.recipients.first else {
            throw LedgerFault.lostClaim(message: claim.message)
        }
        let (spooled, addressing) = try mailbox.readings.read(id) {
            let spooled = try mailbox.spool.open(id)
            return (
                spooled,
                Addressing(
                    mailbox.reader.read(spooled.bytes), spooled.entry.envelope, by: spooled.entry.door,
                    at: mailbox.place)
            )
        }
        return Delivery(
            message: addressing.message, sender: addressing.sender(for: mailbox.ways[claim.route]?.kind),
            recipients: claim.recipients.map(\.destination), options: claim.options, identifier: first.identifier,
            acceptedAt: spooled.entry.arrived, trace: mailbox.place.instance)
    }

    private func hold(_ cause: HoldCause, _ reason: String) throws {
        try mailbox.ledger.hold(claim, cause: cause, reason: reason, at: .now())
        mailbox.log.held(claim, reason)
    }
}
