// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Mail
import TestSupport
import Testing

/// The home of a person who uses Sealpost, made by `sealpost init`, in a folder that goes with it.
final class Desk: Sendable {
    let folder: TemporaryFolder
    let environment: [String: String]
    let spool: Spool

    /// Makes the home, with rules that choose by a tag in the subject.
    /// - Parameters:
    ///   - services: The address of the services; one at which nobody listens, if none is given.
    ///   - more: Lines for the table of the account.
    ///   - startsPass: Whether sendmail starts deliveries; most tests look at what it accepted.
    ///   - inMemory: Whether it may lie where syncing costs nothing.
    init(
        services: String = "http://127.0.0.1:1", more: String = "", startsPass: Bool = false, inMemory: Bool = false
    ) async throws {
        folder = try TemporaryFolder(inMemory: inMemory)
        environment = Command.standardEnvironment.merging(["HOME": folder.path]) { $1 }
        spool = Spool(folder.file(".local/state/sealpost/spool"))
        try folder.write("secret", "demo\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.file("secret"))
        let made = try await sealpost(
            "init", "--mail", folder.file("Mail"), "--language", "en", "--sandbox", services, "--client-id", "demo",
            "--client-secret-file", folder.file("secret"), "--sendmail", "")
        guard made.status == 0 else { throw NotMade(errors: made.errors) }
        let rules = try String(contentsOfFile: "\(Programs.package)/rules/subject-tags.sieve", encoding: .utf8)
        try folder.write(".config/sealpost/rules.sieve", rules)
        if !more.isEmpty { try changeSettings { $0.replacing("client_id =", with: "\(more)\nclient_id =") } }
        try addSettings("[doors]\nstarts_pass = \(startsPass)")
        var doors = try DoorSettings(of: spool)
        doors.startsPass = startsPass
        try doors.write(to: spool)
    }

    /// `sealpost init` failed.
    struct NotMade: Error { var errors: String }

    /// Runs a command of `sealpost`.
    func sealpost(_ words: String..., input: String? = nil) async throws -> Command.End {
        try await command([Programs.built("sealpost")] + words, input: input).run()
    }

    /// A command of this person's.
    /// - Parameter input: The text on its standard input.
    func command(_ words: [String], input: String? = nil) throws -> Command {
        var command = try Command()
        command.words = words
        command.environment = environment
        command.folder = folder.path
        if let input { command.input = try folder.write("input-\(UUID().uuidString)", input) }
        return command
    }

    /// Writes the settings anew, as somebody does with an editor.
    func changeSettings(_ change: (String) -> String) throws {
        let file = ".config/sealpost/config.toml"
        try folder.write(file, change(try folder.text(file)))
    }

    /// Puts lines at the end of the settings.
    func addSettings(_ lines: String) throws {
        try changeSettings { "\($0)\n\(lines)\n" }
    }

    /// Copies an example into the folder of this person, with the programs where they are here.
    /// - Returns: The copy's path.
    func install(_ example: String, as name: String) throws -> String {
        let text = try String(contentsOfFile: Programs.example(example), encoding: .utf8)
        return try folder.write(name, text.replacing("/usr/local/bin/", with: "\(Programs.folder)/"))
    }

    /// Puts a file where the spool was, so that no mail can be accepted.
    func breakSpool() throws {
        try FileManager.default.removeItem(atPath: spool.path)
        try folder.write(".local/state/sealpost/spool", "no folder")
    }

    /// The messages that lie in the spool, oldest first; asking fails where a file there is not whole.
    func spooled() throws -> [(entry: SpoolEntry, text: String)] {
        try spool.newIDs().map { id in
            let message = try spool.open(id)
            let bytes = message.bytes.bytes(in: 0..<message.bytes.count)
            return (message.entry, String(decoding: bytes, as: UTF8.self))
        }
    }

    /// How many messages lie in the spool, which is empty then; not one of them may be anything but this whole mail.
    func emptySpool(of mail: String) throws -> Int {
        let messages = try spooled()
        for message in messages { #expect(message.text == mail) }
        for id in try spool.newIDs() { try spool.remove(id) }
        return messages.count
    }

    /// A mail with the fields that every mail has.
    func mail(_ subject: String, to: String = "piet@example.org", body: String = "Dear Piet,\n\nGoodbye.\n") -> String {
        "From: Jan <jan@office.example>\nTo: \(to)\nSubject: \(subject)\nDate: Sat, 21 Nov 2026 09:30:00 +0100\n"
            + "Message-ID: <\(UUID().uuidString)@office.example>\n\n\(body)"
    }
}
