// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The lists there are, by their names.
public struct ExternalLists: Sendable {
    private let lists: [String: ExternalList]

    /// Takes the lists by the names under which scripts know them.
    public init(_ lists: [String: ExternalList] = [:]) {
        self.lists = Dictionary(lists.map { (Self.whole($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// The list of this name.
    subscript(name: String) -> ExternalList? { lists[Self.whole(name)] }

    /// Why nothing can be looked up under a name; nil where there is such a list.
    func objection(to name: String) -> String? {
        self[name] == nil ? "there is no list \"\(Findings.shown(name))\" in the settings" : nil
    }

    /// A name in its long form: `:addrbook:default` is short for a URN (RFC 6134, section 2.7).
    private static func whole(_ name: String) -> String { name.hasPrefix(":") ? "urn:ietf:params:sieve" + name : name }
}
