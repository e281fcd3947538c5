// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Mail
import Sieve
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

    /// What it says of the place where it runs, as far as that is the same on all machines (RFC 5183); its time zone is the
    /// one that it is given, half an hour off the common ones.
    static let surroundings = Surroundings(
        clock: SiteClock(now: Timestamp(seconds: 0)) { _ in 150 },
        environment: ["name": "Pigeonhole Sieve", "location": "MS", "phase": "post"])

    /// Its answers, in order; two processes work side by side.
    static func outcomes(of list: [(script: String, Case)]) throws -> [Outcome] {
        let folder = try TemporaryFolder()
        // It refuses to run as root, and who it runs as has to write here.
        chmod(folder.path, 0o777)
        try makeScriptFolders("scripts", folder)
        try write("dovecot.conf", Array(configuration(in: folder, scripts: "scripts").utf8), folder)
        var lines = ["", ""]
        for (index, entry) in list.enumerated() {
            try write("\(index).sieve", Array(entry.script.utf8), folder)
            try write("\(index).eml", entry.1.mail.bytes, folder)
            var configuration = "dovecot.conf"
            if !entry.1.library.isEmpty {
                configuration = "\(index).conf"
                try write(configuration, Array(Self.configuration(in: folder, scripts: "\(index)").utf8), folder)
                try writeLibrary(of: entry.1, scripts: "\(index)", folder)
            }
            lines[index % 2] += """
                \(program) -c \(configuration) -C -f '\(quoted(entry.1.sender))' -a '\(quoted(entry.1.recipient))' \
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

    private static func makeScriptFolders(_ scripts: String, _ folder: TemporaryFolder) throws {
        for location in [ScriptLocation.personal, .global] {
            let path = folder.file("\(scripts).\(location.rawValue)")
            guard mkdir(path, 0o777) == 0, chmod(path, 0o777) == 0 else { throw CantWrite(name: path) }
        }
    }

    private static func writeLibrary(of test: Case, scripts: String, _ folder: TemporaryFolder) throws {
        try makeScriptFolders(scripts, folder)
        for script in test.library {
            let name = "\(scripts).\(script.location.rawValue)/\(script.name).sieve"
            try write(name, Array(test.source(of: script.statements).utf8), folder)
        }
    }

    private static func configuration(in folder: TemporaryFolder, scripts: String) -> String {
        """
        mail_home = \(folder.path)
        mail_location = maildir:\(folder.path)/Maildir
        log_path = /dev/stderr
        ssl = no
        protocols =
        plugin {
          sieve_extensions = +editheader
          sieve_dir = \(folder.path)/\(scripts).personal
          sieve_global = \(folder.path)/\(scripts).global
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
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8", "TZ": "XXX-2:30"]
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
