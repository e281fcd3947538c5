// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// The sandbox's own interface, `/_sandbox/...`: what it got, and how it is to behave from now on.
///
/// Commands take JSON and say so in their content type, which a page in a browser can't do to another server unasked.
struct ControlInterface: Sendable {
    /// Where the interface lies.
    static let prefix = "/_sandbox/"

    let exchange: Exchange

    /// Answers a request for the interface.
    func answer(_ request: Request) async -> Reply {
        let words = request.path.dropFirst(Self.prefix.count).split(separator: "/").map {
            $0.removingPercentEncoding ?? String($0)
        }
        do {
            switch (request.method, words.first ?? "", words.count) {
            case ("GET", "", _): return .json(200, await summary())
            case ("GET", "accepted", 1): return .json(200, await accepted(request))
            case ("GET", "accepted", 2): return try await accepted(words[1])
            case ("GET", "tickets", 1): return .json(200, JSONCoding.json(await exchange.allTickets))
            case ("GET", "tickets", 2): return try await ticket(words[1])
            case ("POST", "tickets", 2): return try await advance(words[1], body(request))
            case ("POST", "mails", 1): return try await mail(body(request))
            case ("GET", "faults", 1): return .json(200, JSONCoding.json(await exchange.pendingFaults))
            case ("POST", "faults", 1): return try await addFaults(request)
            case ("DELETE", "faults", 1): await exchange.clearFaults()
            case ("POST", "random", 1): return try await setRandom(body(request))
            case ("POST", "domains", 2): return try await setDomain(words[1], body(request))
            case ("POST", "quota", 1): return try await setQuota(body(request))
            case ("POST", "clock", 1): return try await advanceClock(body(request))
            case ("DELETE", "tokens", 1): await exchange.revokeTokens()
            default: return .json(404, ["message": "the control interface has no such command"])
            }
            return .json(200, ["message": "OK"])
        } catch let error as Rejection {
            return .json(error.status, ["message": .string(error.message), "info": .string(error.info)])
        } catch {
            return .json(409, ["message": .string(String(describing: error))])
        }
    }

    private func summary() async -> JSON {
        var arrivals: [String: JSON] = [:]
        for endpoint in Endpoint.allCases {
            arrivals[endpoint.rawValue] = .integer(await exchange.arrivals(at: endpoint))
        }
        let accepted = await exchange.accepted
        return [
            "accepted": .integer(accepted.count),
            "repeated": .integer(accepted.filter { $0.occurrence > 1 }.count), "arrivals": .object(arrivals),
            "tokensIssued": .integer(await exchange.tokensIssued),
            "pendingFaults": .integer(await exchange.pendingFaults.count),
        ]
    }

    /// The accepted requests after a number, without their bodies.
    private func accepted(_ request: Request) async -> JSON {
        let after = Int(request.query["after"] ?? "") ?? 0
        let requests = await exchange.accepted.drop { $0.sequence <= after }
        return JSONCoding.json(
            requests.map { request in
                var short = request
                short.body = nil
                return short
            })
    }

    private func accepted(_ number: String) async throws -> Reply {
        guard let sequence = Int(number), let request = await exchange.request(sequence) else {
            throw Rejection(404, "there is no such request", at: number)
        }
        return .json(200, JSONCoding.json(request))
    }

    private func ticket(_ token: String) async throws -> Reply {
        guard let ticket = await exchange.ticket(token) else {
            throw Rejection(404, "there is no such ticket", at: token)
        }
        return .json(200, JSONCoding.json(ticket))
    }

    private func advance(_ token: String, _ json: JSON) async throws -> Reply {
        let fields = try Fields(json, known: ["event", "detail", "force"])
        guard let kind = TicketEvent.Kind(rawValue: try fields.required("event")) else {
            throw Rejection(
                400, "must be one of " + TicketEvent.Kind.allCases.map(\.rawValue).joined(separator: ", "), at: "event")
        }
        guard await exchange.ticket(token) != nil else { throw Rejection(404, "there is no such ticket", at: token) }
        let ticket = try await exchange.advance(
            token, kind, detail: try fields.optional("detail") ?? "", forced: json["force"] == true)
        return .json(200, JSONCoding.json(ticket))
    }

    /// Writes a mail to a sender: about a ticket, or one of the secure service.
    private func mail(_ json: JSON) async throws -> Reply {
        let fields = try Fields(
            json, known: ["ticket", "event", "matter", "sender", "recipient", "subject", "forgery"])
        guard let forgery = Forgery(rawValue: try fields.optional("forgery") ?? "none") else {
            throw Rejection(
                400, "must be one of " + Forgery.allCases.map(\.rawValue).joined(separator: ", "), at: "forgery")
        }
        if let token = try fields.optional("ticket") {
            guard let kind = TicketEvent.Kind(rawValue: try fields.required("event")) else {
                throw Rejection(400, "is no event of a ticket", at: "event")
            }
            guard await exchange.ticket(token) != nil else {
                throw Rejection(404, "there is no such ticket", at: token)
            }
            try await exchange.mail(about: token, kind, forgery)
        } else {
            guard let matter = ServiceMail.Matter(rawValue: try fields.required("matter")) else {
                throw Rejection(
                    400, "must be one of " + ServiceMail.Matter.allCases.map(\.rawValue).joined(separator: ", "),
                    at: "matter")
            }
            let mail = ServiceMail(
                matter, sender: try fields.address("sender"), recipient: try fields.address("recipient"),
                subject: try fields.required("subject"))
            try await exchange.mail(mail, forgery)
        }
        return .json(200, ["message": "OK"])
    }

    /// Adds one fault or, all or none, an array of them.
    private func addFaults(_ request: Request) async throws -> Reply {
        let json = try body(request)
        let faults: [Fault] = json.array == nil ? [try decoded(json)] : try decoded(json)
        for fault in faults { await exchange.add(fault) }
        return .json(200, ["message": "OK"])
    }

    private func setRandom(_ json: JSON) async throws -> Reply {
        _ = try Fields(json, known: ["seed", "perMille", "faults"])
        guard case .integer(let seed)? = json["seed"], case .integer(let rate)? = json["perMille"],
            (0...1000).contains(rate)
        else { throw Rejection(400, "seed and perMille, 0 to 1000, must be numbers") }
        let seedBits = UInt64(bitPattern: Int64(seed))
        if let faults = json["faults"] {
            await exchange.set(RandomFaults(seed: seedBits, perMille: rate, faults: try decoded(faults)))
        } else {
            await exchange.set(RandomFaults(seed: seedBits, perMille: rate))
        }
        return .json(200, ["message": "OK"])
    }

    private func setDomain(_ domain: String, _ json: JSON) async throws -> Reply {
        let state = try Fields(json, known: ["state"]).required("state")
        guard MailboxSyntax.isDomain(domain), ["valid", "unverified"].contains(state) else {
            throw Rejection(400, "state must be valid or unverified, for a domain name", at: domain)
        }
        await exchange.set(domain, valid: state == "valid")
        return .json(200, ["message": "OK"])
    }

    private func setQuota(_ json: JSON) async throws -> Reply {
        let text = try Fields(json, known: ["quota"]).required("quota")
        guard let quota = Quota(text) else {
            throw Rejection(400, "must look like 100/minute or 1000/24hour", at: "quota")
        }
        await exchange.set(quota)
        return .json(200, ["message": "OK"])
    }

    private func advanceClock(_ json: JSON) async throws -> Reply {
        _ = try Fields(json, known: ["advance"])
        guard case .integer(let seconds)? = json["advance"], (0...1_000_000_000).contains(seconds) else {
            throw Rejection(400, "must be a number of seconds that is not negative", at: "advance")
        }
        await exchange.advanceClock(by: Double(seconds))
        return .json(200, ["message": "OK"])
    }

    private func body(_ request: Request) throws(Rejection) -> JSON {
        guard request.mediaType == "application/json" else {
            throw Rejection(415, "the content type must be application/json")
        }
        guard let json = try? JSONDecoder().decode(JSON.self, from: request.body) else {
            throw Rejection(400, "the body is not JSON")
        }
        return json
    }

    private func decoded<Value: Decodable>(_ json: JSON) throws -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: json.encoded)
        } catch let error as Rejection {
            throw error
        } catch let error as DecodingError {
            throw Rejection(400, "not a fault that the sandbox knows: \(error)")
        }
    }
}
