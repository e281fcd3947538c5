// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// On what conditions the sender wants to be notified of a recipient; none of them is NEVER.
///
/// RFC 3461, section 4.1; `-N` of sendmail.
public struct NotifyConditions: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: UInt8

    /// Takes the bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// When the mail was delivered, or handed over to a system that tells nothing more.
    public static let success = NotifyConditions(rawValue: 1)
    /// When it can't be delivered.
    public static let failure = NotifyConditions(rawValue: 2)
    /// When it is delayed.
    public static let delay = NotifyConditions(rawValue: 4)
    /// Whatever happens.
    public static let never: NotifyConditions = []

    private static let keywords: [(keyword: String, condition: NotifyConditions)] = [
        ("SUCCESS", .success), ("FAILURE", .failure), ("DELAY", .delay),
    ]

    /// Reads the parameter's value, `NEVER` or a list such as `FAILURE,DELAY`, in any case.
    /// - Returns: nil where it is neither.
    public init?(parameter: some StringProtocol) {
        let words = parameter.uppercased().split(separator: ",", omittingEmptySubsequences: false)
        if words == ["NEVER"] {
            self = .never
            return
        }
        var conditions: NotifyConditions = []
        for word in words {
            guard let found = Self.keywords.first(where: { $0.keyword == word }) else { return nil }
            conditions.insert(found.condition)
        }
        self = conditions
    }

    /// The parameter's value.
    public var parameter: String {
        isEmpty ? "NEVER" : Self.keywords.filter { contains($0.condition) }.map(\.keyword).joined(separator: ",")
    }
}

extension NotifyConditions: Codable {
    /// Reads the parameter's value.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let conditions = Self(parameter: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no conditions: \(text)")
        }
        self = conditions
    }

    /// Writes the parameter's value, which a person can read in the ledger.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(parameter)
    }
}
