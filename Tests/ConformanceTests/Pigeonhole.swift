// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import TestSupport

/// Dovecot's engine, run by its own program sieve-test.
enum Pigeonhole {
    private static let program = "/usr/bin/sieve-test"

    /// Why it can't be asked; nil where it can.
    static let trouble: String? = {
        guard FileManager.default.isExecutableFile(atPath: program) else {
            return "sieve-test is not installed: Debian's dovecot-sieve"
        }
        let outcome = (try? outcomes(of: [(script: "discard;", Case(seed: 0, features: [.base]))]))?.first
        return outcome == .actions(["discard"]) ? nil : "sieve-test does not run here: \(outcome.map { "\($0)" } ?? "")"
    }()

    /// Its answers, in order; two processes work side by side.
    static func outcomes(of list: [(script: String, Case)]) throws -> [Outcome] {
        let folder = try TemporaryFolder()
        // It refuses to run as root, and who it runs as has to write here.
        chmod(folder.path, 0o777)
        try write("dovecot.conf", Array(configuration(in: folder).utf8), folder)
        var lines = ["", ""]
        for (index, entry) in list.enumerated() {
            try write("\(index).sieve", Array(entry.script.utf8), folder)
            try write("\(index).eml", entry.1.mail.bytes, folder)
            lines[index % 2] += """
                \(program) -c dovecot.conf -C -f '\(quoted(entry.1.sender))' -a '\(quoted(entry.1.recipient))' \
                \(index).sieve \(index).eml >\(index).out 2>&1

                """
        }
        let running = try lines.enumerated().map { try start($0.element, number: $0.offset, folder) }
        running.forEach { $0.waitUntilExit() }
        return try list.indices.map { index in
            let bytes = try Data(contentsOf: URL(filePath: folder.file("\(index).out")))
            return Outcome(sieveTest: String(decoding: bytes, as: UTF8.self))
        }
    }

    private static func configuration(in folder: TemporaryFolder) -> String {
        """
        mail_home = \(folder.path)
        mail_location = maildir:\(folder.path)/Maildir
        log_path = /dev/stderr
        ssl = no
        protocols =
        plugin {
          sieve_extensions = +editheader
        }

        """
    }

    /// The files could not be written.
    private struct CantWrite: Error { var name: String }

    /// Foundation syncs each file that it writes, which is work for thousands of files that nobody wants to keep.
    private static func write(_ name: String, _ bytes: [UInt8], _ folder: TemporaryFolder) throws {
        guard let file = fopen(folder.file(name), "we") else { throw CantWrite(name: name) }
        let written = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, written == bytes.count else { throw CantWrite(name: name) }
    }

    private static func start(_ lines: String, number: Int, _ folder: TemporaryFolder) throws -> Process {
        try write("\(number).sh", Array(lines.utf8), folder)
        let words = ["/bin/sh", "\(number).sh"]
        let process = Process()
        process.currentDirectoryURL = URL(filePath: folder.path)
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8"]
        process.standardInput = FileHandle.nullDevice
        if geteuid() == 0 {
            process.executableURL = URL(filePath: "/usr/bin/setpriv")
            process.arguments = ["--reuid=65534", "--regid=65534", "--clear-groups"] + words
        } else {
            process.executableURL = URL(filePath: words[0])
            process.arguments = Array(words.dropFirst())
        }
        try process.run()
        return process
    }

    private static func quoted(_ word: String) -> String { word.replacing("'", with: "'\\''") }
}
