// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What holds for every page.
@Suite("docs: pages")
struct LinkTests {
    @Test("every link to a file or a heading leads somewhere")
    func links() throws {
        var count = 0
        for page in try Page.all() {
            for target in page.lines.flatMap({ $0.matches(of: /\]\(([^)\s]+)\)/).map { String($0.output.1) } }) {
                if target.hasPrefix("https://") || target.hasPrefix("http://") || target.hasPrefix("mailto:") {
                    continue
                }
                count += 1
                let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(
                    String.init)
                let path = parts[0].isEmpty ? page.path : Self.resolve(parts[0], from: page.path)
                let file = Page.project.appending(path: path)
                #expect(FileManager.default.fileExists(atPath: file.path), "\(page.path): \(target)")
                guard parts.count == 2, path.hasSuffix(".md") else { continue }
                #expect(try Page(path).anchors.contains(parts[1]), "\(page.path): \(target)")
            }
        }
        #expect(count > 20)
    }

    /// The path within the project of what a page names.
    private static func resolve(_ target: String, from page: String) -> String {
        var parts = page.split(separator: "/").dropLast().map(String.init)
        for part in target.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }

    @Test("the index names every page")
    func index() throws {
        let index = try Page("docs/README.md").lines.joined(separator: "\n")
        for page in try Page.all() where page.path.hasPrefix("docs/") && page.path != "docs/README.md" {
            #expect(index.contains("](\(page.path.dropFirst(5)))"), "\(page.path)")
        }
    }

    @Test("no page names a folder of the machine that it was written on")
    func machinePaths() throws {
        for page in try Page.all() {
            for line in page.lines {
                #expect(!line.contains(/(^|[\s`"'(=])\/(work|tmp|root)(\/|\b)/), "\(page.path): \(line)")
            }
        }
    }
}
