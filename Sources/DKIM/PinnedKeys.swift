// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Keys that a person wrote down, before which no other source is asked.
///
/// For a domain whose keys are known, so that nobody who answers DNS has a say, and for trying things out.
public struct PinnedKeys: DKIMKeySource {
    private let records: [String: [String]]
    private let others: any DKIMKeySource

    /// Takes lines of a name and its record, as `s1._domainkey.example.org v=DKIM1; p=...`; `#` begins a comment line.
    /// - Parameter others: Asked about names that no line has.
    public init(_ text: String, else others: any DKIMKeySource) {
        var records: [String: [String]] = [:]
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let parts = line.split(maxSplits: 1, whereSeparator: \.isWhitespace)
            guard parts.count == 2 else { continue }
            records[parts[0].lowercased(), default: []].append(String(parts[1]))
        }
        self.records = records
        self.others = others
    }

    /// The records written down, or else what the other source has.
    public func records(at name: String) throws(DKIMKeyFault) -> [String] {
        if let known = records[name.lowercased()] { return known }
        return try others.records(at: name)
    }
}
