// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a dossier's timeline says of an entry of the log, in one language, for others that show one.
public struct TimelineWords: Sendable {
    private let wording: any DossierWording

    /// The words of a language: `nl`, or else English.
    public init(language: String) { wording = Dossier.wording(in: language) }

    /// What happened.
    /// - Parameters:
    ///   - step: The entry's step, as the log names it.
    ///   - event: What was reported, as the log names it; nil where that has no name, or nothing was.
    ///   - isProven: Whether the entry says on what grounds a report is the service's own.
    public func happened(_ step: String, event: String?, isProven: Bool) -> String {
        wording.happened(step, event: event, isProven: isProven)
    }

    /// A state, by its name in the ledger.
    public func state(_ name: String) -> String { wording.state(name) }
}

extension DossierWording {
    /// What happened; a forged "accepted" must not stand there like a true one.
    func happened(_ step: String, event: String?, isProven: Bool) -> String {
        let isUnverified = step == "report" && !isProven
        let event = event.map { ": \(reported($0))" } ?? ""
        return (isUnverified ? unverifiedReport : happened(step) ?? step) + event
    }
}
