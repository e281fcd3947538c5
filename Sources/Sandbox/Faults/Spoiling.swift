// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// What faults make of answers; pure.
enum Spoiling {
    /// The answer that comes instead of the right one.
    static func refusal(_ fault: Fault, tokenEnvelope: Bool = false) -> Reply {
        var reply: Reply
        switch fault.kind {
        case .dropBefore:
            reply = Reply(500)
            reply.manner = .closed
        case .redirect:
            reply = Reply(302, [HeaderPair("Location", fault.location)])
        case .throttle:
            reply = fault.envelope.reply(429, fault.message ?? "too many requests")
        case .tokenExpired:
            reply = fault.envelope.reply(401, fault.message ?? "the access token has expired")
        default:
            reply = fault.envelope.reply(fault.status, fault.message ?? "this error was asked for")
        }
        if let retryAfter = fault.retryAfter { reply = reply.adding([HeaderPair("Retry-After", retryAfter)]) }
        return marked(reply, fault)
    }

    /// What is left of the right answer, the request being accepted.
    static func spoilt(_ right: Reply, _ fault: Fault) -> Reply {
        var reply = right
        switch fault.kind {
        case .dropAfter:
            reply.manner = .closed
        case .tornBody:
            reply.manner = .torn(right.body.count / 2)
        case .cutJSON:
            reply.body = right.body.prefix(right.body.count / 2)
        case .wrongTypes:
            let value = (try? JSONDecoder().decode(JSON.self, from: right.body)) ?? .null
            reply.body = changed(value).encoded
        case .wrongContentType:
            reply = right.adding([HeaderPair("Content-Type", "text/html; charset=utf-8")])
        case .status:
            reply = refusal(fault)
        default:
            break
        }
        return marked(reply, fault)
    }

    /// The same members with values of other types: numbers for texts, texts for the rest.
    private static func changed(_ value: JSON) -> JSON {
        switch value {
        case .object(let members): .object(members.mapValues { $0.string == nil ? "unexpected" : 42 })
        case .array, .string: 42
        default: "unexpected"
        }
    }

    private static func marked(_ reply: Reply, _ fault: Fault) -> Reply {
        var reply = reply
        reply.delay = fault.delay
        reply.fault = fault.kind.rawValue
        return reply
    }
}
