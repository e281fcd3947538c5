// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a constant key lets through, as far as two keys can be compared without a message.
enum KeyPattern: Hashable {
    /// Only this value.
    case exact(String)
    /// Every value that holds this.
    case containing(String)
    /// Values that begin and end so; `isOpen` if anything at all may stand between.
    case between(prefix: String, suffix: String, isOpen: Bool)

    /// What a key of `:matches` lets through.
    init(wildcards key: String) {
        var literals: [String] = [""]
        var wildcards: [Character] = []
        var isEscaped = false
        for character in key {
            if !isEscaped, character == "*" || character == "?" {
                wildcards.append(character)
                literals.append("")
            } else if !isEscaped, character == "\\" {
                isEscaped = true
                continue
            } else {
                literals[literals.count - 1].append(character)
            }
            isEscaped = false
        }
        guard !wildcards.isEmpty else {
            self = .exact(literals[0])
            return
        }
        self = .between(prefix: literals[0], suffix: literals[literals.count - 1], isOpen: wildcards == ["*"])
    }

    /// Whether some value fits both; true where that isn't plain to see.
    func canMeet(_ other: KeyPattern) -> Bool {
        switch (self, other) {
        case (.exact(let one), .exact(let two)): one == two
        case (.exact(let value), .containing(let part)), (.containing(let part), .exact(let value)):
            value.contains(part)
        case (.exact(let value), .between(let prefix, let suffix, _)),
            (.between(let prefix, let suffix, _), .exact(let value)):
            Self.fits(value, prefix, suffix)
        case (.between(let prefix, let suffix, _), .between(let otherPrefix, let otherSuffix, _)):
            (prefix.hasPrefix(otherPrefix) || otherPrefix.hasPrefix(prefix))
                && (suffix.hasSuffix(otherSuffix) || otherSuffix.hasSuffix(suffix))
        case (.containing, _), (_, .containing): true
        }
    }

    /// Whether every value that fits `other` fits this; false where that isn't plain to see.
    func covers(_ other: KeyPattern) -> Bool {
        switch (self, other) {
        case (.exact(let one), .exact(let two)): one == two
        case (.exact, _): false
        case (.containing(let part), .exact(let value)), (.containing(let part), .containing(let value)):
            value.contains(part)
        case (.containing(let part), .between(let prefix, let suffix, _)):
            prefix.contains(part) || suffix.contains(part)
        case (.between(let prefix, let suffix, true), .exact(let value)): Self.fits(value, prefix, suffix)
        case (.between(let prefix, let suffix, true), .between(let otherPrefix, let otherSuffix, _)):
            otherPrefix.hasPrefix(prefix) && otherSuffix.hasSuffix(suffix)
        case (.between(let prefix, let suffix, true), .containing): prefix.isEmpty && suffix.isEmpty
        case (.between(_, _, false), _): self == other
        }
    }

    private static func fits(_ value: String, _ prefix: String, _ suffix: String) -> Bool {
        value.count >= prefix.count + suffix.count && value.hasPrefix(prefix) && value.hasSuffix(suffix)
    }

    /// What the domains of addresses are that fit; nil where that isn't plain to see.
    var domain: KeyPattern? {
        switch self {
        case .exact(let value), .between(_, let value, _):
            value.lastIndex(of: "@").map { .exact(String(value[value.index(after: $0)...])) }
        case .containing: nil
        }
    }
}
