// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Checks the entries of a log one after another: each against its hash and its place.
///
/// An entry is checked against the hash that the one before it bears, not against what that should be, so that one change
/// is one finding and what follows can still be checked. Whoever changes an entry and all hashes after it is not found
/// here, only by heads of the log that are kept elsewhere.
public struct LogChain: Sendable, Hashable {
    /// The last entry's number and the hash beside it.
    public private(set) var head = LogHead.none
    /// How many entries were checked.
    public private(set) var count = 0

    /// Begins before the first entry.
    public init() {}

    /// Checks the next entry.
    /// - Returns: What is wrong with it; nil if nothing is.
    public mutating func add(_ link: LogLink) -> LogFinding? {
        let entry = link.entry
        let before = head
        head = link.head
        count += 1
        func finding(_ kind: LogFinding.Kind, _ text: String) -> LogFinding {
            LogFinding(kind, number: entry.number, message: entry.message, recipient: entry.recipient, text)
        }
        if entry.number <= before.number { return finding(.changed, "stands after entry \(before.number)") }
        if entry.number > before.number + 1 {
            return finding(.missing, "\(Self.range(before.number + 1, entry.number - 1)) missing before it")
        }
        if entry.form != LogEntry.currentForm {
            return finding(.changed, "has a form that this version doesn't know: was it written by a newer one?")
        }
        if entry.hash(after: before.hash) != link.hash {
            return finding(
                .changed, "doesn't fit its hash: it was changed, or put elsewhere, or the hash before it was")
        }
        return nil
    }

    /// Compares the end with the number that the last entry was given.
    public func end(expected number: Int64) -> LogFinding? {
        if number > head.number {
            let first = head.number + 1
            return LogFinding(
                .cutOff, number: number,
                first == number ? "is missing at the end" : "and all from \(first) on are missing at the end")
        }
        guard number < head.number else { return nil }
        return LogFinding(
            .contradiction, number: head.number, "is the last entry, and the ledger has counted to \(number) only")
    }

    private static func range(_ first: Int64, _ last: Int64) -> String {
        first == last ? "entry \(first) is" : "entries \(first) to \(last) are"
    }
}
