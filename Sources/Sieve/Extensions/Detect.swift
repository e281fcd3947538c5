// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

extension Extension {
    /// `vnd.sealpost.detect`: the test `detect`, which finds numbers of persons and accounts in a message.
    ///
    /// `detect ["bsn", "iban", "creditcard"]` is true if there is one of these with a right checksum. `:atleast` asks for
    /// that many different ones, `:except` passes over numbers that are no secret, `:parts` looks only there, `:bare` takes a
    /// BSN without a word such as "BSN" near it.
    static let detect = Extension(
        capability: "vnd.sealpost.detect", specification: "Sealpost",
        tests: [
            CallDefinition(
                "detect",
                parameters: [ParameterDefinition(name: "kinds of numbers", kind: .strings, isConstant: true)],
                tags: [
                    TagDefinition("atleast", parameter: ParameterDefinition(name: "number", kind: .number)),
                    TagDefinition("bare"),
                    TagDefinition(
                        "except", parameter: ParameterDefinition(name: "numbers", kind: .strings, isConstant: true)),
                    TagDefinition(
                        "parts",
                        parameter: ParameterDefinition(name: "parts of the message", kind: .strings, isConstant: true)),
                ],
                making: .test { call, _, checker in
                    let kinds: [NumberKind] = known(call.strings(0), "kind of number", &checker)
                    var parts = DetectableText.Part.allCases
                    if let tag = call.tag("parts") {
                        parts = known(tag.strings, "part of a message", &checker)
                    }
                    let least = call.tag("atleast")
                    if let least, let number = least.number, number < 1 {
                        checker.findings.error("there are always at least \(number)", at: least.range)
                    }
                    if let bare = call.tag("bare"), !kinds.isEmpty, !kinds.contains(.bsn) {
                        checker.findings.warning("only a BSN needs a word near it", at: bare.range)
                    }
                    let exceptions = numbers(call.tag("except")?.strings ?? [], &checker)
                    return DetectTest(
                        scanner: NumberScanner(kinds: Set(kinds), takesBareBSN: call.tag("bare") != nil),
                        parts: Set(parts), exceptions: exceptions, minimum: least?.number ?? 1)
                })
        ])

    /// What these strings name; reports those that name nothing.
    private static func known<Name: RawRepresentable<String> & CaseIterable>(
        _ strings: [CheckedString], _ what: String, _ checker: inout Checker
    ) -> [Name] {
        let all = Name.allCases.map(\.rawValue)
        if strings.isEmpty { return [] }
        return strings.compactMap { string in
            let text = string.constant ?? ""
            if let name = Name(rawValue: text.lowercased()) { return name }
            let near = checker.findings.nearest(to: text, in: all).map { "did you mean \"\($0)\"?" }
            checker.findings.error(
                "\"\(text)\" is no \(what)", at: string.range,
                suggestion: near ?? "there are " + all.map { "\"\($0)\"" }.joined(separator: ", "))
            return nil
        }
    }
}

extension Extension {
    /// The numbers that these strings are; reports those that are none, for an exception with a typing error excepts nothing.
    fileprivate static func numbers(_ strings: [CheckedString], _ checker: inout Checker) -> Set<[UInt8]> {
        var numbers: Set<[UInt8]> = []
        for string in strings {
            let hits = NumberScanner(takesBareBSN: true).hits(in: string.constant ?? "", contextIsGiven: true)
            if let hit = hits.first, hits.count == 1 {
                numbers.insert(hit.number)
            } else {
                checker.findings.error("this is no BSN, IBAN or card number with a right checksum", at: string.range)
            }
        }
        return numbers
    }
}

private struct DetectTest: CompiledTest {
    let scanner: NumberScanner
    let parts: Set<DetectableText.Part>
    /// Numbers that don't count, without separators.
    let exceptions: Set<[UInt8]>
    let minimum: Int

    private struct Number: Hashable {
        let kind: NumberKind
        let number: [UInt8]
    }

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        let subjects = run.header.positions(of: FieldName("Subject")).map { run.header.entries[$0].field.value }
        // A subject that names BSNs says what the numbers of the whole mail are.
        let isAboutBSN = subjects.contains { ContextWords.areIn($0.utf8) }
        var found: Set<Number> = []
        var first: (origin: String, mask: String, kind: NumberKind)?
        var read = 0
        let isAny = minimum == 1 && exceptions.isEmpty
        for text in DetectableText.all(of: run.input.bodies, subjects: subjects, parts: parts) {
            let content = try text.read(in: &run)
            read += content.count
            // What was not looked at must not pass for what holds nothing.
            guard read <= run.limits.textSize else { throw run.fault(.tooMuchText(run.limits.textSize)) }
            try run.charge(content.count >> 12)
            let isGiven = isAboutBSN || Self.isAboutBSN(text, content)
            let hits = scanner.hits(in: content, contextIsGiven: isGiven, limit: isAny ? 1 : .max)
            for hit in hits where !exceptions.contains(hit.number) {
                found.insert(Number(kind: hit.kind, number: hit.number))
                if first == nil { first = (text.origin, NumberMask.masked(hit, in: content), hit.kind) }
                guard found.count >= minimum, let first else { continue }
                let more = found.count > 1 ? " and \(found.count - 1) more" : ""
                run.recordMatch(
                    value: (first.mask + more).utf8.span, key: Array(first.kind.rawValue.utf8), origin: first.origin)
                return true
            }
        }
        return false
    }

    /// Whether a text says by its heading or, as a table does, by its first line that its numbers are BSNs.
    private static func isAboutBSN(_ text: DetectableText, _ content: [UInt8]) -> Bool {
        if ContextWords.areIn(text.heading.utf8) { return true }
        guard text.isTable else { return false }
        return ContextWords.areIn(content.prefix(headingLimit).prefix { $0 != UInt8(ascii: "\n") })
    }

    /// How long the heading of a table can be.
    private static let headingLimit = 1000
}
