// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A time stamp authority of a test's own, made and run with openssl(1).
public final class TimeStampAuthority: Sendable {
    /// Where the program is.
    public static let program = "/usr/bin/openssl"

    private let folder: TemporaryFolder

    /// Makes an authority with its own root and a signer's certificate from it.
    public init() throws {
        folder = try TemporaryFolder()
        try folder.write(
            "tsa.cnf",
            """
            [ signer ]
            extendedKeyUsage = critical, timeStamping
            [ tsa ]
            serial = \(folder.file("serial"))
            crypto_device = builtin
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            accuracy = secs:1
            ess_cert_id_alg = sha256

            """)
        try folder.write("serial", "01\n")
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        try run(
            ["req", "-x509", "-subj", "/CN=Test root", "-days", "3", "-keyout", "root.key", "-out", "root.pem"] + key)
        try run(["req", "-new", "-subj", "/CN=Test time stamps", "-keyout", "tsa.key", "-out", "tsa.csr"] + key)
        try run([
            "x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-set_serial", "7", "-days", "3",
            "-extfile", "tsa.cnf", "-extensions", "signer", "-out", "tsa.pem",
        ])
    }

    /// The root's certificate.
    public var certificateFile: String { folder.file("root.pem") }

    /// Answers a query.
    public func reply(to query: [UInt8]) throws -> [UInt8] {
        let name = UUID().uuidString
        try Data(query).write(to: URL(filePath: folder.file("\(name).tsq")))
        try run([
            "ts", "-reply", "-queryfile", "\(name).tsq", "-signer", "tsa.pem", "-inkey", "tsa.key", "-config",
            "tsa.cnf",
            "-section", "tsa", "-out", "\(name).tsr",
        ])
        return Array(try Data(contentsOf: URL(filePath: folder.file("\(name).tsr"))))
    }

    /// Whether openssl finds an answer good for what a file holds.
    public func verifies(_ answer: String, of data: String) -> Bool {
        (try? run(["ts", "-verify", "-data", data, "-in", answer, "-CAfile", "root.pem"])) != nil
    }

    private func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: Self.program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder.path)
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        if process.terminationStatus != 0 { throw Trouble(text: text) }
    }

    private struct Trouble: Error { let text: String }
}
