// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// A script, and those that it can include: the n-th of the others by the name n, and itself by the name 0.
struct FuzzScripts: ScriptLibrary {
    let main: [UInt8]
    let others: [[UInt8]]

    /// The name under which the main script is compiled.
    static let mainName = "0.sieve"

    /// Limits that let a run end soon, so that one input costs a fuzzer no minute.
    static let limits = Limits(steps: 10_000)

    init(main: [UInt8], others: [[UInt8]] = []) {
        self.main = main
        self.others = others
    }

    /// The scripts of this number in a file, by the name that stands before `.sieve`.
    func script(named name: String, in location: ScriptLocation, for main: String) -> LibraryEntry {
        let name = name.hasSuffix(".sieve") ? name : name + ".sieve"
        guard let source = source(of: name) else { return .missing(name: name) }
        guard location == .personal else { return .unreadable(name: name, why: "it is a pipe") }
        return .script(name: name, source: source)
    }

    private func source(of name: String) -> [UInt8]? {
        if name == Self.mainName { return main }
        return others.indices.first { name == "\($0 + 1).sieve" }.map { others[$0] }
    }

    /// The main script with what it includes.
    var compilation: Compilation {
        Script.compile(source: main, name: Self.mainName, dialect: dialect)
    }

    /// What they are compiled with: one another, a list of addresses, and an empty one.
    var dialect: Dialect {
        var dialect = Dialect(library: self)
        dialect.lists = ExternalLists([
            "partners": ExternalList(["a@b.example", "archive@office.example"]), ":empty": ExternalList([]),
        ])
        return dialect
    }

    /// The lines of a script by its name.
    func lines(of name: String) -> ScriptLines { ScriptLines(source(of: name) ?? []) }

    // MARK: The same scripts otherwise

    /// The same, each with a first line that requires every extension there is: what is made at random lacks it.
    var requiringAll: FuzzScripts { mapped { Self.requireLine + $0 } }

    /// The same with lines ended as on Windows; nil where a script has line ends of its own.
    var withCRLF: FuzzScripts? {
        guard !main.contains(0x0D), !others.contains(where: { $0.contains(0x0D) }) else { return nil }
        return mapped { $0.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] } }
    }

    private func mapped(_ change: ([UInt8]) -> [UInt8]) -> FuzzScripts {
        FuzzScripts(main: change(main), others: others.map(change))
    }

    private static let requireLine: [UInt8] = {
        let names = Vocabulary.all.compactMap(\.capability).map { "\"\($0)\"" }
        return Array("require [\(names.joined(separator: ", "))];\n".utf8)
    }()
}
