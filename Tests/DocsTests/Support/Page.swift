// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A page of the documentation, taken apart as far as the tests need it.
struct Page {
    /// A part of the page, from its heading to the next of any level.
    struct Section {
        var title: String
        var lines: [String]
    }

    /// The folder of the project.
    static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The path within the project.
    let path: String
    /// The lines.
    let lines: [String]

    /// Reads a page: `docs/flow.md`.
    init(_ path: String) throws {
        self.path = path
        let text = try String(contentsOf: Self.project.appending(path: path), encoding: .utf8)
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// README.md, where it is there, and all pages of `docs`.
    static func all() throws -> [Page] {
        let names = try FileManager.default.contentsOfDirectory(atPath: project.appending(path: "docs").path)
        let paths = ["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
        return try paths.filter { FileManager.default.fileExists(atPath: project.appending(path: $0).path) }
            .map(Page.init(_:))
    }

    /// The sections in order, fenced code left out; what stands before the first heading has no title.
    var sections: [Section] {
        var sections = [Section(title: "", lines: [])]
        var isFenced = false
        for line in lines {
            if line.hasPrefix("```") {
                isFenced.toggle()
            } else if !isFenced, line.hasPrefix("#") {
                let title = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces)
                sections.append(Section(title: title, lines: []))
            } else if !isFenced {
                sections[sections.count - 1].lines.append(line)
            }
        }
        return sections
    }

    /// The section of this title; empty where there is none, so that a test fails and says for what.
    func section(_ title: String) -> Section {
        sections.first { $0.title == title } ?? Section(title: title, lines: [])
    }

    /// What stands between fences of this language.
    func fenced(_ language: String) -> [String] {
        lines.joined(separator: "\n").components(separatedBy: "```\(language)\n").dropFirst()
            .map { $0.components(separatedBy: "```")[0] }
    }

    /// How links name the headings: lower case, without marks, hyphens for blanks.
    var anchors: Set<String> {
        Set(
            sections.map { section in
                String(
                    section.title.lowercased().replacing(" ", with: "-").filter {
                        $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_"
                    })
            })
    }
}

extension Page.Section {
    /// The rows of the first table whose heading begins with this cell, without heading and rule.
    func rows(_ first: String) -> [[String]] {
        guard let start = lines.firstIndex(where: { $0.hasPrefix("| \(first) |") }) else { return [] }
        return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
            line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    /// The first line of the first indented block.
    var synopsis: String {
        lines.first { $0.hasPrefix("    ") }.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
    }
}

extension String {
    /// What stands between backticks.
    var codeSpans: [String] {
        components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }
}
