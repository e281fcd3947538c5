// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `include`: runs another script in the middle of this one; `return`, `global` (RFC 6609).
    ///
    /// What is included is compiled with the script, so that a file that is missing or has errors is known before any
    /// message is decided about.
    static let include = Extension(
        capability: "include", specification: "RFC 6609", commands: [includeCommand, `return`, global],
        namespaces: [
            VariableNamespace(name: "global") { name, checker in
                VariableReference.isIdentifier(name.utf8) ? .slot(checker.family.globalVariable(name)) : nil
            }
        ])

    private static let location = TagGroup(name: "location")

    private static let includeCommand = CallDefinition(
        "include", parameters: [ParameterDefinition(name: "name of a script", kind: .string, isConstant: true)],
        tags: [
            TagDefinition("personal", group: location), TagDefinition("global", group: location), TagDefinition("once"),
            TagDefinition("optional"),
        ],
        making: .command { call, _, checker in
            guard let name = call.strings(0).first else { return nil }
            return checker.inclusion(
                of: name, in: call.tag("global") == nil ? .personal : .global, once: call.tag("once") != nil,
                isOptional: call.tag("optional") != nil)
        })

    private static let `return` = CallDefinition("return", making: .command { _, _, _ in Return() })

    private static let global = CallDefinition(
        "global", parameters: [ParameterDefinition(name: "names of variables", kind: .strings, isConstant: true)],
        making: .declaration { call, checker in
            checker.need("variables", for: "global", at: call.nameRange)
            for name in call.strings(0) {
                let text = name.constant ?? ""
                if VariableReference.isIdentifier(text.utf8) {
                    checker.share(text.lowercased(), at: name.range)
                } else {
                    checker.findings.error("no variable can have the name \"\(Findings.shown(text))\"", at: name.range)
                }
            }
        })
}

extension Checker {
    /// Finds and compiles a script that is included; nil where it can't be, which is reported.
    fileprivate mutating func inclusion(
        of string: CheckedString, in location: ScriptLocation, once: Bool, isOptional: Bool
    ) -> (any CompiledCommand)? {
        let name = string.constant ?? ""
        guard Self.isScriptName(name) else {
            findings.error("\"\(Findings.shown(name))\" can't be the name of a script", at: string.range)
            return nil
        }
        guard let library = dialect.library else {
            findings.error("there are no scripts here that could be included", at: string.range)
            return nil
        }
        switch library.script(named: name, in: location, for: family.main) {
        case .missing(let path):
            if isOptional { return Nothing() }
            findings.error("there is no script \(path)", at: string.range)
        case .unreadable(let path, let why):
            findings.error("the script \(path) can't be read: \(why)", at: string.range)
        case .script(let path, let source):
            return inclusion(of: SourceText(name: path, bytes: source), once: once, at: string.range)
        }
        return nil
    }

    private mutating func inclusion(of source: SourceText, once: Bool, at range: Range<Int>) -> Include? {
        let known = family.number(of: source.name)
        if let known, family.isOpen(known) {
            // A script that is being run has been included, so there is nothing to do for `:once`.
            if once { return Include(number: known, once: true) }
            findings.error("a script can't include itself: \(family.cycle(from: known))", at: range)
            return nil
        }
        if known == nil {
            guard family.depth <= dialect.includeDepth else {
                findings.error("scripts are included more than \(dialect.includeDepth) levels deep", at: range)
                return nil
            }
            guard family.includedCount < dialect.includeCount else {
                findings.error("more than \(dialect.includeCount) scripts are included", at: range)
                return nil
            }
        }
        let number = known ?? family.include(source)
        guard family.isSound(number) else {
            findings.error("the script \(source.name) has errors", at: range)
            return nil
        }
        return Include(number: number, once: once)
    }

    /// RFC 5804, section 1.6, with what would lead out of a folder.
    private static func isScriptName(_ name: String) -> Bool {
        !name.isEmpty && name != "." && name != ".."
            && name.unicodeScalars.allSatisfy { scalar in
                scalar != "/" && scalar.properties.generalCategory != .control
                    && ![.lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
            }
    }
}

private struct Include: CompiledCommand {
    let number: Int
    let once: Bool

    func run(in run: inout Run) throws(ScriptFault) -> Flow { try run.include(number, once: once) }
}

/// An optional script that isn't there.
private struct Nothing: CompiledCommand {
    func run(in run: inout Run) throws(ScriptFault) -> Flow { .proceed }
}

private struct Return: CompiledCommand {
    func run(in run: inout Run) throws(ScriptFault) -> Flow { .return }
}
