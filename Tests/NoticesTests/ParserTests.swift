// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import TestSupport
import Testing

@testable import Notices

/// Notices as other programs read them.
@Suite("notices: other parsers")
struct ParserTests {
    /// What one notice is expected to be, for the script.
    private struct Entry: Encodable {
        /// A content type, or a list of it and what it holds.
        indirect enum Shape: Encodable {
            case leaf(String)
            case composite(String, [Shape])

            func encode(to encoder: any Encoder) throws {
                switch self {
                case .leaf(let type):
                    var container = encoder.singleValueContainer()
                    try container.encode(type)
                case .composite(let type, let parts):
                    var container = encoder.unkeyedContainer()
                    try container.encode(type)
                    for part in parts { try container.encode(part) }
                }
            }
        }

        var name: String
        var path: String
        var html: Bool
        var shape: Shape
        /// What the text says, in each form.
        var says: String
        /// Addresses with actions.
        var recipients: [[String]]
    }

    private static let python = "/usr/bin/python3"
    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "check-notices.py").path

    private static func run(_ arguments: [String]) throws -> (status: Int32, said: String) {
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [script] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }

    private static func has(_ parser: String) -> Bool { (try? run([parser]))?.status == 0 }

    @Test("CPython's email finds no defect, and the parts", .enabled(if: has("email"), "python3 is not installed"))
    func email() throws { try parse(by: "email") }

    @Test(
        "GMime finds the parts and the texts",
        .enabled(if: has("gmime"), "python3-gi or gir1.2-gmime-3.0 is not installed"))
    func gmime() throws { try parse(by: "gmime") }

    @Test(
        "flufl.bounce finds who failed and who waits, and no other",
        .enabled(if: has("flufl.bounce"), "python3-flufl.bounce is not installed"))
    func bounces() throws { try parse(by: "flufl.bounce") }

    private func parse(by parser: String) throws {
        let folder = try TemporaryFolder()
        var entries: [Entry] = []
        for language in ["nl", "en"] {
            for hasHTML in [true, false] {
                for (name, notice) in SampleNotices.registered {
                    let bytes = NoticeMail(notice, language: language, hasHTML: hasHTML).bytes(at: SampleNotices.time)
                    let recipients = notice.recipients.map {
                        [DeliveryStatus.encoded($0.address), $0.happening.action]
                    }
                    let rest: [Entry.Shape] = [
                        .leaf("message/delivery-status"),
                        .leaf(notice.body == nil ? "text/rfc822-headers" : "message/rfc822"),
                    ]
                    entries.append(
                        try entry(
                            "\(name)-\(language)-\(hasHTML)", bytes, in: folder, hasHTML,
                            .composite("multipart/report", [Self.words(hasHTML)] + rest), says: notice.id, recipients))
                }
                for (number, notice) in SampleNotices.quarantine.enumerated() {
                    let shape =
                        notice.enclosed == nil
                        ? Self.words(hasHTML)
                        : .composite("multipart/mixed", [Self.words(hasHTML), .leaf("application/octet-stream")])
                    let bytes = notice.bytes(language: language, hasHTML: hasHTML, at: SampleNotices.time)
                    entries.append(
                        try entry(
                            "quarantine\(number)-\(language)-\(hasHTML)", bytes, in: folder, hasHTML, shape,
                            says: notice.acceptedPath, []))
                }
            }
        }
        let manifest = folder.file("manifest.json")
        try JSONEncoder().encode(entries).write(to: URL(filePath: manifest))
        let said = try Self.run([parser, manifest]).said
        #expect(said == "\(entries.count) notices\n")
    }

    private static func words(_ hasHTML: Bool) -> Entry.Shape {
        hasHTML
            ? .composite("multipart/alternative", [.leaf("text/plain"), .leaf("text/html")]) : .leaf("text/plain")
    }

    private func entry(
        _ name: String, _ bytes: [UInt8], in folder: TemporaryFolder, _ hasHTML: Bool, _ shape: Entry.Shape,
        says: String, _ recipients: [[String]]
    ) throws -> Entry {
        let path = folder.file("\(name).eml")
        try Data(bytes).write(to: URL(filePath: path))
        return Entry(name: name, path: path, html: hasHTML, shape: shape, says: says, recipients: recipients)
    }
}
