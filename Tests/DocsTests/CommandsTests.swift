// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `docs/commands.md` and `docs/sandbox.md` against what the programs say of themselves.
@Suite("docs: commands")
struct CommandsTests {
    private let page: Page
    private let leaves: [(path: String, arguments: [CommandDump.Argument])]

    init() throws {
        page = try Page("docs/commands.md")
        leaves = try CommandDump(of: "sealpost").leaves
    }

    /// The options that most commands take, which the page explains once.
    private static let common: Set<String> = ["config", "verbose"]

    @Test("every command is described, and no other")
    func commands() {
        let described = page.sections.map(\.title).filter { $0.hasPrefix("`sealpost ") }.flatMap(\.codeSpans)
        #expect(described.count == Set(described).count)
        #expect(Set(described) == Set(leaves.map(\.path)))
    }

    @Test("each synopsis is the command's own")
    func synopses() {
        #expect(!leaves.isEmpty)
        for (path, arguments) in leaves {
            let own = ([path] + arguments.map(\.synopsis)).joined(separator: " ")
            #expect(page.section("`\(path)`").synopsis == own)
        }
    }

    @Test("each option and argument is explained where it is taken, and no other")
    func options() {
        for (path, arguments) in leaves {
            let section = page.section("`\(path)`")
            let rows = section.rows("option") + section.rows("argument")
            let explained = rows.flatMap { $0[0].codeSpans }
            let own = arguments.filter { path == "sealpost init" || !Self.common.contains($0.long) }
            #expect(Set(explained) == Set(own.flatMap(\.labels)), "\(path)")
            #expect(rows.allSatisfy { $0.count > 1 && $0.allSatisfy { !$0.isEmpty } || path == "sealpost init" })
        }
    }

    @Test("the common options are those of all commands but the two that need no settings")
    func commonOptions() throws {
        let explained = page.section("Commands").rows("common option").flatMap { $0[0].codeSpans }
        let sample = try #require(leaves.first { $0.path == "sealpost watch" })
        #expect(Set(explained) == Set(sample.arguments.flatMap(\.labels) + ["-h", "--help", "--version"]))
        let sentence = try #require(page.lines.first { $0.contains("need no settings") })
        let without = Set(sentence.codeSpans.filter { $0.hasPrefix("sealpost ") })
        #expect(Set(leaves.filter { !$0.arguments.map(\.long).contains("verbose") }.map(\.path)) == without)
    }

    @Test("the sandbox's options and their defaults stand in its own page")
    func sandbox() throws {
        let rows = try Page("docs/sandbox.md").section("Options").rows("option")
        let arguments = try #require(try CommandDump(of: "sealpost-sandbox").leaves.first).arguments
        var explained: [String: String?] = [:]
        for row in rows {
            let names = row[0].codeSpans.map { String($0.dropFirst(2).prefix { $0 != " " }) }
            let values = row[1].codeSpans
            for (index, name) in names.enumerated() {
                explained[name] = values.isEmpty ? nil : values[min(index, values.count - 1)]
            }
            #expect(values.count <= 1 || values.count == names.count)
        }
        #expect(Set(explained.keys) == Set(arguments.map(\.long)))
        for argument in arguments { #expect(explained[argument.long] == argument.defaultValue, "--\(argument.long)") }
    }
}
