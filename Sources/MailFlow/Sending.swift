// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Glibc
import Ledgers
import Mail
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
            } catch let fault as FileFault where [ENOENT, EBADMSG].contains(fault.code) {
                return try hold(.message, "the accepted mail is gone: \(fault)")
            }
            try mailbox.ledger.begin(claim, fingerprint: request.fingerprint, at: .now())
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
        await settle(outcomes)
    }

    /// Writes the outcomes down, which are the only knowledge of what was sent.
    ///
    /// Should the process be stopped meanwhile, the ledger has the intent, and the delivery is uncertain.
    private func settle(_ outcomes: [Outcome]) async {
        await record("outcome not recorded yet") {
            try mailbox.ledger.settle(claim, outcomes: outcomes, retry: mailbox.retry, at: .now())
        }
        mailbox.tolerating(claim.message) { try blockAccount(outcomes) }
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
        let spooled = try mailbox.spool.open(id)
        let addressing = Addressing(
            mailbox.reader.read(spooled.bytes), spooled.entry.envelope, by: spooled.entry.door, at: mailbox.place)
        return Delivery(
            message: addressing.message, sender: addressing.sender(for: mailbox.ways[claim.route]?.kind),
            recipients: claim.recipients.map(\.destination), options: claim.options, identifier: first.identifier,
            acceptedAt: spooled.entry.arrived, trace: mailbox.place.instance)
    }

    private func hold(_ cause: HoldCause, _ reason: String) throws {
        try mailbox.ledger.hold(claim, cause: cause, reason: reason, at: .now())
        mailbox.log.held(claim, reason)
    }

    /// A "too many requests" is meant for the account: its other deliveries wait too.
    private func blockAccount(_ outcomes: [Outcome]) throws {
        let account = mailbox.ways[claim.route]?.account ?? ""
        let routes = account.isEmpty ? [claim.route] : mailbox.ways.filter { $0.value.account == account }.map(\.key)
        for case .deferred(let deferral) in outcomes where deferral.scope == .account {
            let until = deferral.notBefore ?? .now().advanced(bySeconds: mailbox.retry.firstPause)
            // A day at most: what is never tried is never given up either, and nobody would hear of it.
            let limit = Timestamp.now().advanced(bySeconds: 86_400)
            try mailbox.ledger.block(account: routes, until: min(until, limit))
        }
    }
}
