// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Ledgers
public import Mail

extension LogEntry {
    /// Who did it: a person, the rules, the other side, or Sealpost.
    public var actor: String {
        if let person = value(of: "by") { return person }
        if step == Self.deadline { return "Sealpost's clock" }
        if step == Self.report { return value(of: "origin") == "xml" ? "the status XML" : "a status mail" }
        if step == Self.enter { return "the door \(value(of: "door") ?? "")" }
        if let answer, answer.code != nil { return answer.host }
        let places = value(of: "places").flatMap {
            try? JSONDecoder().decode([Decision.Place].self, from: Data($0.utf8))
        }
        guard let places else { return Self.sealpost }
        return places.isEmpty
            ? "no rule; the default"
            : places.map { "\($0.file.split(separator: "/").last ?? ""):\($0.line)" }.joined(separator: ", ")
    }

    /// The name of whoever does what nobody else does.
    static let sealpost = "Sealpost"

    /// What the other side answered; nil where the entry says nothing of it.
    public var answer: Answer? {
        value(of: "answer").flatMap { try? JSONDecoder().decode(Answer.self, from: Data($0.utf8)) }
    }

    /// Whether it is about a recipient, alone or with the others.
    public func concerns(_ address: String) -> Bool {
        // By bytes: the ledger keeps apart what Swift takes for the same address.
        recipient.isEmpty || recipient.utf8.elementsEqual(address.utf8)
    }

    /// The value of the first fact of a name.
    func value(of name: String) -> String? { facts.list?.first { $0.name == name }?.value }
}
