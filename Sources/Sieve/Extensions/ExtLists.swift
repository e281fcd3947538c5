// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `extlists`: the match type `:list`, `valid_ext_list`, `redirect :list` (RFC 6134).
    ///
    /// A list goes by the name that the settings give it, which need not be a URI, though the RFC has URIs only.
    static let extLists = Extension(
        capability: "extlists", specification: "RFC 6134", tests: [validList],
        tags: [
            TagDefinition(
                "list", group: .matchType, reach: .group,
                effect: .matchType { _, checker in ListMatch(lists: checker.dialect.lists) }),
            TagDefinition("list", reach: .calls(["redirect"])),
        ])

    private static let validList = CallDefinition(
        "valid_ext_list", parameters: [ParameterDefinition(name: "names of lists", kind: .strings)],
        making: .test { call, _, checker in
            for name in call.strings(0) { if let constant = name.constant { checker.doubtedLists.insert(constant) } }
            return ValidListTest(names: call.strings(0).map(\.template), lists: checker.dialect.lists)
        })
}

extension Checker {
    /// The command of `redirect :list`: to each of the list's entries.
    mutating func listRedirect(of call: CheckedCall) -> (any CompiledCommand)? {
        guard let name = call.strings(0).first else { return nil }
        if let constant = name.constant, let objection = dialect.lists.objection(to: constant),
            !doubtedLists.contains(constant)
        {
            findings.error(objection, at: name.range)
        }
        return ListRedirect(name: name.template, lists: dialect.lists, modifiers: actionModifiers(of: call))
    }
}

private struct ListMatch: MatchType {
    let lists: ExternalLists
    var setsMatchVariables: Bool { true }
    var usesComparator: Bool { false }

    func prepared(_ key: [UInt8], by comparator: any Comparator) throws(KeyError) -> any KeyMatcher {
        let name = String(decoding: key, as: UTF8.self)
        guard let list = lists[name] else { throw KeyError(message: lists.objection(to: name) ?? "no list") }
        return ListKey(key: key, list: list)
    }
}

private struct ListKey: KeyMatcher {
    let key: [UInt8]
    let list: ExternalList

    func matches(_ value: borrowing Span<UInt8>, captures: inout [Range<Int>]) -> Bool {
        list.contains(value)
    }
}

private struct ValidListTest: CompiledTest {
    let names: [StringTemplate]
    let lists: ExternalLists

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        for name in names where lists[try name.text(in: &run)] == nil { return false }
        return true
    }
}

private struct ListRedirect: CompiledCommand {
    let name: StringTemplate
    let lists: ExternalLists
    let modifiers: [any ActionModifier]

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        let name = try name.text(in: &run)
        if let objection = lists.objection(to: name) { throw run.fault(.unusable(objection)) }
        let entries = lists[name]?.entries ?? []
        // Nobody to redirect to must not pass for "deliver as usual".
        if entries.isEmpty {
            throw run.fault(.unusable("the list \"\(name)\" is empty: there is nobody to redirect to"))
        }
        for entry in entries {
            guard let outbound = OutboundAddress(entry) else { throw run.fault(.invalidAddress(entry)) }
            try run.take(.redirect, outbound.mailbox, modifiers: modifiers)
        }
        return .proceed
    }
}
