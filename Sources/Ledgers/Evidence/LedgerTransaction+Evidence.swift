// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Mail

extension LedgerTransaction {
    func keep(_ exhibit: Exhibit) throws {
        try database.cachedStatement(sql: "INSERT INTO exhibit (sha256, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .execute(arguments: [exhibit.digest, exhibit.bytes.databaseBlob])
    }

    /// Keeps what came with an occurrence, and gives the facts that name it.
    func keepEvidence(of occurrence: Occurrence) throws -> [LogFact] {
        switch occurrence {
        case .decision(let decision): decision.rules.isEmpty ? [] : [LogFact(Exhibit.rulesFact, decision.rules)]
        case .outcome(let outcome, _, _), .lateOutcome(let outcome): try keep(outcome.answer)
        case .duplicate(_, let occurrence): try keepEvidence(of: occurrence)
        case .routeReturned, .verdict, .begin, .unsendable, .localFault, .found, .doubted, .repetition, .ownerGone,
            .waiting:
            []
        }
    }

    private func keep(_ answer: Answer) throws -> [LogFact] {
        guard let transcript = answer.transcript else { return [] }
        let exhibit = Exhibit(transcript)
        try keep(exhibit)
        return [LogFact(Exhibit.answerFact, exhibit.digest)]
    }

    func keep(recipe: [UInt8], ofRequest fingerprint: String, for message: String) throws {
        try database.cachedStatement(
            sql: "INSERT INTO recipe (message, fingerprint, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        ).execute(arguments: [message, fingerprint, recipe.databaseBlob])
    }
}

extension Outcome {
    fileprivate var answer: Answer {
        switch self {
        case .sent(let receipt): receipt.answer
        case .refused(let answer), .uncertain(let answer): answer
        case .deferred(let deferral): deferral.answer
        }
    }
}
