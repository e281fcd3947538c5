// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
public import Invariants
import Mail
import Routes

/// What holds whenever a service's answer is judged: above all, that no mail is sent twice for it.
public enum AnswerInvariants {
    private static let secret = "t0ken"
    private static let now = Timestamp(seconds: 1_795_249_800)

    /// Takes an input for an answer: the status in the first line, fields up to an empty line, the body.
    public static func check(_ bytes: [UInt8]) throws(InvariantFailure) {
        let lines = bytes.split(separator: 0x0A, maxSplits: 40, omittingEmptySubsequences: false)
        let head = lines.prefix { !$0.isEmpty }
        let body = lines.dropFirst(head.count + 1).joined(separator: [0x0A])
        let fields = head.dropFirst().map { line in
            let name = line.prefix { $0 != UInt8(ascii: ":") }
            return HTTPField(
                String(decoding: name, as: UTF8.self), String(decoding: line.dropFirst(name.count + 1), as: UTF8.self))
        }
        let status = head.first.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 200
        for sentWholeBody in [true, false] {
            let answer = HTTPAnswer(
                status: status, fields: fields, body: Array(body), host: "h.example", sentWholeBody: sentWholeBody)
            for proof in [AnswerRules.Proof.ticket, .anyAnswer] {
                let rules = AnswerRules(proof: proof, secrets: [secret])
                try check(rules.outcome(of: .success(answer), now: now), answer, isTorn: false)
                let torn = TransferError(host: "h.example", cause: .disconnected, progress: .tornAnswer(answer))
                try check(rules.outcome(of: .failure(torn), now: now), answer, isTorn: true)
            }
        }
    }

    private static func check(_ outcome: Outcome, _ answer: HTTPAnswer, isTorn: Bool) throws(InvariantFailure) {
        switch outcome {
        case .sent(let receipt):
            try require((200...202).contains(answer.status) && answer.sentWholeBody && !isTorn, "sent: \(answer)")
            try check(receipt.answer)
            if let ticket = receipt.ticket {
                try require(ticket.token.isPlain() && ticket.url.isPlain(), "a ticket has controls: \(ticket)")
                try require(!ticket.token.isEmpty, "a ticket of nothing")
            }
        case .deferred(let deferral):
            // Nobody tries again what the service may have taken.
            try require(!(200...399).contains(answer.status), "deferred: \(answer)")
            try check(deferral.answer)
            if let moment = deferral.notBefore {
                try require(moment > now && moment < now.advanced(bySeconds: 41 * 86400), "waits until \(moment)")
            }
        case .refused(let said):
            try require((400...499).contains(answer.status), "refused: \(answer)")
            try check(said)
        case .uncertain(let said): try check(said)
        }
    }

    private static func check(_ answer: Answer) throws(InvariantFailure) {
        try require(answer.text.isPlain() && answer.text.utf8.count < 4096, "an answer is no line: \(answer.text)")
        try require(!answer.text.contains(secret), "an answer tells a secret: \(answer.text)")
    }
}
