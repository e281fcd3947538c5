// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Keys that a person wrote down, before which no other source is asked.
///
/// For a domain whose keys are known, so that nobody who answers DNS has a say, and for trying things out.
public struct PinnedKeys: DKIMKeySource {
    private let text: @Sendable () throws(DKIMKeyFault) -> String
    private let others: any DKIMKeySource

    /// Makes a source that is read anew at each look-up.
    ///
    /// - Parameters:
    ///   - text: Gives lines of a name and its record, as `s1._domainkey.example.org v=DKIM1; p=...`; `#` begins a comment
    ///     line.
    ///   - others: Asked about names that no line has.
    public init(_ text: @escaping @Sendable () throws(DKIMKeyFault) -> String, else others: any DKIMKeySource) {
        self.text = text
        self.others = others
    }

    /// The records written down, or else what the other source has.
    public func records(at name: String) throws(DKIMKeyFault) -> [String] {
        var records: [String] = []
        for line in try text().split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let parts = line.split(maxSplits: 1, whereSeparator: \.isWhitespace)
            if parts.count == 2, parts[0].lowercased() == name.lowercased() { records.append(String(parts[1])) }
        }
        return records.isEmpty ? try others.records(at: name) : records
    }
}
