// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// A copy of `sealpost-sendmail` with a shell script beside it, which it takes for `sealpost`.
struct FakeDelivery: Sendable {
    private let desk: Desk
    /// The copy.
    let door: String

    /// Makes both, in a folder of the desk.
    init(_ desk: Desk, _ script: String) throws {
        self.desk = desk
        door = try desk.folder.copy(Programs.built("sealpost-sendmail"), as: "programs/sealpost-sendmail")
        try desk.folder.write("programs/sealpost", "#!/bin/sh\n\(script)\n")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: desk.folder.file("programs/sealpost"))
        try desk.folder.write("mail", desk.mail("hello"))
    }

    /// The command that gives it a mail.
    /// - Parameter around: A command that runs the words after its own.
    func command(_ options: [String], around: [String] = []) throws -> Command {
        var command = try desk.command(around + [door, "-i"] + options + ["piet@example.org"])
        command.input = desk.folder.file("mail")
        return command
    }

    /// Gives it a mail.
    func send(_ options: String..., around: [String] = []) async throws -> Command.End {
        try await command(options, around: around).run()
    }
}
