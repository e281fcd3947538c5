// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Mail
import Reading
import Sieve

struct SieveTestsuite: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sieve-testsuite",
        abstract: "Run tests of Sieve that are written in Sieve, as Pigeonhole has them.",
        discussion: """
            The files require "vnd.dovecot.testsuite". Exit status 0 when every test passes or is in the list of those \
            to skip, 1 when one fails, or passes against the list.
            """)

    @Option(help: ArgumentHelp("The list of tests that can't pass, each with the reason.", valueName: "file"))
    var skip: String?

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print only what fails, and the summary.")
    var quiet = false

    @Argument(help: "The test files, or folders of them.", completion: .file())
    var files: [String]

    func run() throws {
        let list = try skipList()
        let suite = TestSuite(
            surroundings: TestSurroundings(
                file: Self.bytes, message: { MessageReader().read($0) },
                run: Surroundings(
                    clock: .system(),
                    environment: ["name": Product.name, "version": Product.version, "location": "MTA", "phase": "pre"]))
        )
        let reports = files.flatMap(Self.testFiles).map { path in
            var report = suite.run(path)
            list.excuse(&report)
            return report
        }
        if json {
            print(try JSONText.pretty(reports))
        } else {
            printText(reports)
        }
        if reports.contains(where: \.isBad) { throw ExitCode.failure }
    }

    private func skipList() throws -> SkipList {
        guard let skip else { return SkipList() }
        guard let bytes = Self.bytes(skip) else { throw Failure.report("\(skip): can't be read", .noInput) }
        do throws(SkipList.Fault) {
            return try SkipList(String(decoding: bytes, as: UTF8.self))
        } catch {
            throw Failure.report("\(skip):\(error.line): \(error)", .dataError)
        }
    }

    @Sendable private static func bytes(_ path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: path).map { Array($0) }
    }

    /// The file itself, or the test files below a folder, templates included, by name.
    private static func testFiles(_ path: String) -> [String] {
        var isFolder = ObjCBool(false)
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return [path]
        }
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        let folder = path.hasSuffix("/") ? path : path + "/"
        return names.filter { $0.hasSuffix(".svtest") || $0.hasSuffix(".svtest.in") }.sorted().map { folder + $0 }
    }

    private func printText(_ reports: [TestFileReport]) {
        let style = Style.standardOutput
        for report in reports where !quiet || report.isBad {
            print(style.bold(report.path))
            if let failure = report.failure {
                print("  \(style.red("FAILED"))   \(failure.text) (\(report.path):\(failure.line))")
            }
            for block in report.blocks where !quiet || block.isBad { print(line(block, of: report, style)) }
        }
        let blocks = reports.flatMap(\.blocks)
        let skipped = blocks.count(where: \.isSkipped)
        let failed = blocks.count(where: \.isBad) + reports.count { $0.failure != nil }
        let passed = blocks.count { !$0.isBad && !$0.isSkipped }
        print("\(passed) passed, \(failed) failed, \(skipped) skipped, in \(reports.count) files")
    }

    private func line(_ block: TestFileReport.Block, of report: TestFileReport, _ style: Style) -> String {
        let place = "\(report.path):\(block.failure?.line ?? block.line)"
        if block.passesAgainstExpectation {
            return "  \(style.red("FAILED"))   \(block.name): passes, and is in the list of those that can't (\(place))"
        }
        guard let failure = block.failure else { return "  \(style.green("ok"))       \(block.name)" }
        guard let excuse = block.excuse else {
            return "  \(style.red("FAILED"))   \(block.name): \(failure.text) (\(place))"
        }
        return "  \(style.yellow("skipped"))  \(block.name): \(excuse)"
    }
}
