// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Dossiers
import Foundation
import Ledgers
import Mail

/// The rule files that decided about a message, from what the ledger keeps.
struct DecidingRules {
    private let ledger: SQLiteLedger

    init(_ ledger: SQLiteLedger) { self.ledger = ledger }

    /// The files of each list that entries name, with the lines that decided.
    func rules(of history: [LogLink]) throws -> [DossierRules] {
        var order: [String] = []
        var lines: [String: [String: Set<Int>]] = [:]
        for link in history {
            let digest = link.value(of: Exhibit.rulesFact) ?? ""
            let places = Self.places(link.value(of: "places"))
            guard !digest.isEmpty || !places.isEmpty else { continue }
            if !order.contains(digest) { order.append(digest) }
            for place in places { lines[digest, default: [:]][place.file, default: []].insert(place.line) }
        }
        return try order.map { digest in
            let deciding = lines[digest] ?? [:]
            let list = try ledger.exhibit(digest)?.bytes
            guard let list, let entries = RuleRecord.entries(list) else {
                let files = deciding.sorted { $0.key < $1.key }.map {
                    DossierRules.File(name: $0.key, digest: "", lines: $0.value.sorted(), bytes: nil)
                }
                return DossierRules(digest: digest, list: nil, files: files)
            }
            let files = try entries.map { entry in
                let lines = deciding[entry.name]?.sorted() ?? []
                return DossierRules.File(
                    name: entry.name, digest: entry.sha256, lines: lines,
                    bytes: lines.isEmpty ? nil : try ledger.exhibit(entry.sha256)?.bytes)
            }
            return DossierRules(digest: digest, list: list, files: files)
        }
    }

    private static func places(_ json: String?) -> [Decision.Place] {
        (try? JSONDecoder().decode([Decision.Place].self, from: Data((json ?? "").utf8))) ?? []
    }
}
