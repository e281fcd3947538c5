// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
public import Mail
public import Routes
public import Rules
import Settings
import Sieve

/// What the flow would do with a message: the same code with the effects left off, so that it can't say anything else.
public struct DryRun {
    /// A request as it would leave.
    public struct Request {
        /// The route.
        public var route: RouteName
        /// The recipients that share it.
        public var recipients: [String]
        /// What it would hold, or why it can't be made.
        public var content: Result<RequestSummary, RouteFault>

        /// The request in lines for a person.
        public var lines: [String] {
            let head = "\(route) request for \(recipients.joined(separator: ", "))"
            switch content {
            case .failure(let fault): return ["\(head): on hold: \(fault)"]
            case .success(let summary):
                return [
                    "\(head): \(summary.requestBytes) bytes to \(summary.destination)",
                    "  subject: \(NumberMask.masked(summary.subject))",
                ]
                    + summary.attachments.map {
                        "  attachment: \(NumberMask.masked($0.name)) (\($0.type)), \($0.encodedBytes) bytes"
                    }
                    + summary.remarks.map { "  note: \(NumberMask.masked($0))" }
            }
        }
    }

    /// What the rules say, and why.
    public let explanation: Explanation
    /// The requests that would leave.
    public let requests: [Request]

    /// Runs a message through rules and routes.
    /// - Parameters:
    ///   - outbox: The name of the outbox it is to have come from.
    ///   - addressExtension: The extension of the address at which it is to have come.
    ///   - rules: The rules; those of the settings if none are given.
    public init(
        _ assembly: Assembly, _ message: Message, _ envelope: Envelope, from door: Door, outbox: String? = nil,
        addressExtension: String? = nil, rules: RuleSet? = nil
    ) {
        let surroundings = Surroundings.ofMessage(
            from: door, outbox: outbox, addressExtension: addressExtension,
            seen: LedgerRecord(ledger: assembly.existingLedger, message: ""))
        let place = assembly.visiblePlace
        let addressing = Addressing(message, envelope, by: door, at: place)
        let rules = rules ?? assembly.loadRules()
        let terms = Terms(SpoolEntry(door: door, envelope: envelope), assembly.ways)
        let decisions = terms.applied(to: addressing.decide(rules, in: surroundings))
        var explanation = addressing.explain(rules, in: surroundings)
        for (index, told) in decisions.enumerated() {
            if case .hold(let why) = told.decision.action { explanation.recipients[index].hold(why) }
            explanation.recipients[index].notes += Self.notes(on: told.decision, assembly)
        }
        self.explanation = explanation
        requests = Self.groups(decisions, assembly).map { route, options, recipients in
            let way = assembly.ways[route]
            guard let way else {
                return Request(route: route, recipients: recipients, content: .failure(RouteFault("no such route")))
            }
            let delivery = Delivery(
                message: message, sender: addressing.sender(for: way.kind), recipients: recipients, options: options,
                identifier: "00000000-0000-0000-0000-000000000000", acceptedAt: .now(), trace: place.instance)
            do throws(RouteFault) {
                return Request(
                    route: route, recipients: recipients, content: .success(try way.route.prepare(delivery).summary))
            } catch {
                return Request(route: route, recipients: recipients, content: .failure(error))
            }
        }
    }

    /// By when the mail must reach its recipient, as Sealpost would count it.
    private static func notes(on decision: Decision, _ assembly: Assembly) -> [String] {
        guard let deadline = decision.deadline else { return [] }
        let note = "it must reach the recipient by \(deadline.formatted("%Y-%m-%d %H:%M:%S %Z", inUTC: false))"
        switch decision.action {
        case .route(let name, _), .redirect(_, let name, _):
            if assembly.ways[name]?.kind == .registered { return [note] }
            return [note, "nothing shows that what goes by \(name) has reached anybody: you are warned in any case"]
        case .hold, .refuse, .discard: return [note]
        }
    }

    private typealias Group = (route: RouteName, options: RouteOptions, recipients: [String])

    /// Decisions as requests: recipients share one where the route takes them together and their options are equal.
    private static func groups(
        _ decisions: [(recipient: String, decision: Decision)], _ assembly: Assembly
    ) -> [Group] {
        var groups: [Group] = []
        for (recipient, decision) in decisions {
            let (address, route, options): (String, RouteName, RouteOptions)
            switch decision.action {
            case .route(let name, let asked): (address, route, options) = (recipient, name, asked)
            case .redirect(let other, let name, let asked): (address, route, options) = (other, name, asked)
            case .hold, .refuse, .discard: continue
            }
            let together = assembly.ways[route]?.route.takesRecipientsTogether == true
            if together,
                let index = groups.firstIndex(where: { $0.route == route && $0.options.ofRequest == options.ofRequest })
            {
                groups[index].recipients.append(address)
            } else {
                groups.append((route, options, [address]))
            }
        }
        return groups
    }
}
