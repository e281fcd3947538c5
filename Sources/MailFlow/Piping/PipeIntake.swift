// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Doors
public import DurableFiles
public import Mail
import Reading
public import Rules
import Settings
import Sieve

/// Takes one message from a pipe, after a look at what the rules decide where whoever calls asks for that.
///
/// The message that is looked at is the very file that is accepted, and the engine is that of the flow. Nothing is written
/// into the ledger, and none need be there.
public struct PipeIntake {
    private let assembly: Assembly
    private let entry: SpoolEntry
    private let input: InputCopy
    private let calls: FileCalls
    private let id = SpoolID()

    /// Prepares to take what was read; `entry` says from whom and for whom it is.
    public init(_ assembly: Assembly, _ entry: SpoolEntry, _ input: InputCopy, calls: FileCalls = .kernel) {
        self.assembly = assembly
        self.entry = entry
        self.input = input
        self.calls = calls
    }

    /// Accepts the message, whatever the rules will say.
    public func accept() throws(SpoolFault) {
        try input.rewind()
        try submission(entry).accept(from: input.descriptor, into: assembly.spool, calls: calls)
    }

    /// Says what the rules decide, and with `routes` whether ``accept(ifBy:_:handingOver:)`` would accept the message; accepts
    /// nothing.
    public func look(_ rules: RuleSet, ifBy routes: [RouteName]? = nil) throws(SpoolFault) -> PipeVerdict {
        var verdict = PipeVerdict(standing: routes == nil ? .decided : .notTaken, id: id, decisions: [])
        try submit(entry) { (message) throws(SpoolFault) in
            verdict.decisions = decide(message, rules)
            if let routes { verdict.judge(by: routes) }
            return false
        }
        return verdict
    }

    /// Accepts the message if somebody gets it by one of these routes, or it is to be held, refused or dropped.
    ///
    /// What was asked for stays with the message, so that rules that say something else later hold it. Recipients who get
    /// it by another route already now are no reason to refuse the others: it is one letter, and is not sent in halves.
    /// - Parameter handingOver: What has to succeed once the message is durable, before anybody may send it; where it does
    ///   not, the message is taken back.
    public func accept(
        ifBy routes: [RouteName], _ rules: RuleSet,
        handingOver: @escaping (PipeVerdict) throws(FileFault) -> Void = { _ in }
    ) throws(SpoolFault) -> PipeVerdict {
        var entry = entry
        var restriction = RouteRestriction(routes: routes)
        while true {
            var verdict = PipeVerdict(standing: .notTaken, id: id, decisions: [])
            entry.restriction = restriction
            let isAccepted = try submit(entry) { (message) throws(SpoolFault) in
                verdict.decisions = decide(message, rules)
                verdict.judge(by: routes)
                return verdict.standing == .accepted && Set(verdict.others).isSubset(of: restriction.exceptions)
            } confirm: { () throws(FileFault) in
                try handingOver(verdict)
            }
            if isAccepted || verdict.standing == .notTaken { return verdict }
            // Those who are let through stand before the message in its file, which is written anew with them.
            restriction.exceptions += verdict.others.filter { !restriction.exceptions.contains($0) }
        }
    }

    private func submission(_ entry: SpoolEntry) -> Submission {
        var submission = Submission(entry: entry, id: id)
        submission.sizeLimit = assembly.settings.doors.maximumMessageBytes
        return submission
    }

    @discardableResult
    private func submit(
        _ entry: SpoolEntry, wants: @escaping (SpooledMessage) throws(SpoolFault) -> Bool,
        confirm: @escaping () throws(FileFault) -> Void = {}
    ) throws(SpoolFault) -> Bool {
        try input.rewind()
        return try submission(entry).accept(
            from: input.descriptor, into: assembly.spool, calls: calls,
            review: SpoolReview(wants: wants, confirm: confirm))
    }

    /// What the flow would enter for this message now, the restriction left out.
    private func decide(
        _ message: SpooledMessage, _ rules: RuleSet
    ) -> [(recipient: String, action: Decision.Action)] {
        let surroundings = Surroundings.ofMessage(
            from: entry.door, addressExtension: entry.addressExtension,
            seen: LedgerRecord(ledger: assembly.existingLedger, message: ""))
        // Without the door: to whom the message was on its way decides once it is accepted, and is no reason to accept it.
        let addressing = Addressing(MessageReader().read(message.bytes), entry.envelope, at: assembly.visiblePlace)
        return Terms(entry, assembly.ways).applied(to: addressing.decide(rules, in: surroundings)).map {
            ($0.recipient, $0.decision.action)
        }
    }
}
