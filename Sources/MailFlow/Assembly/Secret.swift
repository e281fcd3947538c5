// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Settings

/// Fetches a secret from where the settings say it is, at the moment it is needed.
struct Secret: Sendable {
    /// From where; nil where the settings don't say.
    let source: SecretSource?
    /// What it is, as in the settings: `account.kpn.client_secret`.
    let setting: String
    /// The settings file, which may hold the secret by value only if its owner alone can read it.
    let settingsFile: String

    /// What is wrong with a secret; never the secret.
    struct Fault: Error, CustomStringConvertible {
        var description: String
    }

    /// The secret's first line.
    func fetch() throws -> String {
        switch source {
        case nil:
            throw Fault(description: "\(setting)_file, _command or _credential is not set")
        case .value(let text):
            try requirePrivate(settingsFile)
            return text
        case .file(let path):
            try requirePrivate(path)
            return try firstLine(ofFile: path)
        case .credential(let name):
            guard let folder = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"] else {
                throw Fault(
                    description: "\(setting)_credential: CREDENTIALS_DIRECTORY is not set: run as a systemd service")
            }
            return try firstLine(ofFile: "\(folder)/\(name)")
        case .command(let command):
            return try output(of: command)
        }
    }

    private func firstLine(ofFile path: String) throws -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Fault(description: "\(setting): can't read \(path)")
        }
        return try firstLine(text, of: path)
    }

    private func firstLine(_ text: String, of source: String) throws -> String {
        guard let line = text.split(whereSeparator: \.isNewline).first, !line.isEmpty else {
            throw Fault(description: "\(setting): \(source) gives nothing")
        }
        return String(line)
    }

    private func requirePrivate(_ path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else { throw Fault(description: "\(setting): can't find \(path)") }
        guard status.st_mode & 0o077 == 0 else {
            throw Fault(description: "\(setting): others can read \(path); run: chmod 600 \(path)")
        }
    }

    private func output(of command: String) throws -> String {
        let process = Process()
        // Everything that needs the token waits for this; timeout(1) ends the command with all that it started.
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "--kill-after=5", "60", "/bin/sh", "-c", command]
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Fault(description: "\(setting)_command ended with \(process.terminationStatus)")
        }
        return try firstLine(String(decoding: data, as: UTF8.self), of: "the command")
    }
}
