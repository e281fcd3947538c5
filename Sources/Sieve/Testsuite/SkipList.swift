// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The blocks of test files that Sealpost doesn't pass, each with the reason.
///
/// A file is named by the end of its path on a line of its own; under it, indented, stand its blocks, as
/// `"name": reason`, or `*: reason` for all of them. What follows `#` at the beginning of a line is a comment.
public struct SkipList: Sendable {
    /// A line that can't be read.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// The number of the line, from 1.
        public var line: Int
        /// What is the matter.
        public var description: String
    }

    private struct Entry {
        var name: String?
        var reason: String
        var line: Int
    }

    private var files: [(path: String, entries: [Entry])] = []

    /// A list without entries.
    public init() {}

    /// Reads a list.
    public init(_ text: String) throws(Fault) {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let first = line.first(where: { !$0.isWhitespace }), first != "#" else { continue }
            guard line.first == " " || line.first == "\t" else {
                files.append((String(line), []))
                continue
            }
            guard !files.isEmpty else { throw Fault(line: index + 1, description: "no file stands above this block") }
            guard let entry = Self.entry(line, number: index + 1) else {
                throw Fault(line: index + 1, description: "a block is written as \"name\": reason, or *: reason")
            }
            files[files.count - 1].entries.append(entry)
        }
    }

    private static func entry(_ line: Substring, number: Int) -> Entry? {
        let line = line.drop(while: \.isWhitespace)
        let end = line.hasPrefix("*:") ? line.startIndex : line.start(of: "\": ")
        guard let end, line.first == "*" || line.first == "\"" else { return nil }
        let name = line.first == "*" ? nil : String(line[line.index(after: line.startIndex)..<end])
        let reason = line[line.index(end, offsetBy: 2)...].drop(while: \.isWhitespace)
        return reason.isEmpty ? nil : Entry(name: name, reason: String(reason), line: number)
    }

    /// Notes in a report which failures were to be expected.
    public func excuse(_ report: inout TestFileReport) {
        for entry in entries(of: report.path) {
            for index in report.blocks.indices where entry.name == nil || entry.name == report.blocks[index].name {
                report.blocks[index].excuse = entry.reason
            }
        }
    }

    /// The entries that name no block of these reports.
    public func unused(in reports: [TestFileReport]) -> [String] {
        files.flatMap { file in
            let names = reports.filter { Self.isEnd(file.path, of: $0.path) }.flatMap { $0.blocks.map(\.name) }
            return file.entries.filter { entry in entry.name.map { !names.contains($0) } ?? names.isEmpty }
                .map { "line \($0.line): \(file.path) has no block \"\($0.name ?? "*")\"" }
        }
    }

    private func entries(of path: String) -> [Entry] {
        files.filter { Self.isEnd($0.path, of: path) }.flatMap(\.entries)
    }

    private static func isEnd(_ end: String, of path: String) -> Bool { path == end || path.hasSuffix("/" + end) }
}

extension Substring {
    /// Where a text first occurs.
    fileprivate func start(of text: String) -> Index? {
        indices.first { self[$0...].hasPrefix(text) }
    }
}
