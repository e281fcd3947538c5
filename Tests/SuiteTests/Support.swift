// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import Reading
import Sieve

/// The folder of these tests.
let testFolder = URL(filePath: #filePath).deletingLastPathComponent()

/// Test files as the program runs them.
let suite = TestSuite(
    surroundings: TestSurroundings(
        file: { path in (try? Data(contentsOf: URL(filePath: path))).map { Array($0) } },
        message: { bytes in MessageReader().read(bytes) },
        run: Surroundings(
            clock: .system(),
            environment: ["name": Product.name, "version": Product.version, "location": "MTA", "phase": "pre"])))

/// The test files below a folder, templates too, sorted.
func testFiles(below folder: URL) -> [String] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".svtest") || $0.hasSuffix(".svtest.in") }.sorted()
        .map { folder.appending(path: $0).path }
}

extension TestFileReport {
    /// What must be done something about, a line each.
    var complaints: [String] {
        let file = failure.map { ["\(path):\($0.line): \($0.text)"] } ?? []
        return file
            + blocks.filter(\.isBad).map { block in
                guard let failure = block.failure else {
                    return "\(path):\(block.line): \"\(block.name)\" passes and is in the list: \(block.excuse ?? "")"
                }
                return "\(path):\(failure.line): \"\(block.name)\": \(failure.text)"
            }
    }
}
