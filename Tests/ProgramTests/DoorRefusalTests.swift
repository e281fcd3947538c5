// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What a caller that writes into a pipe meets when its mail is refused.
@Suite("sealpost-sendmail refuses while its caller writes")
struct DoorRefusalTests {
    /// Runs a line of bash with a spool that can't be made.
    private func bash(_ line: String) async throws -> Command.End {
        let desk = try await Desk()
        try desk.breakSpool()
        return try await desk.command(["bash", "-c", line]).run()
    }

    @Test(
        "the caller writes all of its mail and gets the status, and no SIGPIPE",
        arguments: [("sealpost-sendmail -i a@x.nl", 75), ("sealpost-sendmail -Z a@x.nl", 64)])
    func reads(door: String, status: Int) async throws {
        let end = try await bash("head -c 3000000 /dev/zero | \(door); echo \"${PIPESTATUS[*]}\"")
        #expect(end.output == "0 \(status)\n", "\(end)")
        #expect(end.errors.hasPrefix("sealpost-sendmail: ") && end.errors.split(separator: "\n").count == 1)
    }

    @Test("nobody waits for a caller that writes nothing and keeps the pipe open")
    func silent() async throws {
        // Bash holds the pipe's other end itself, until the end of the line.
        let end = try await bash("coproc sleep 50; sealpost-sendmail a@x.nl <&${COPROC[0]}; echo $?; kill $COPROC_PID")
        #expect(end.output == "75\n", "\(end)")
    }

    @Test("of a file nothing is read, nor of any input by a call that sends no mail")
    func leaves() async throws {
        let desk = try await Desk()
        try desk.breakSpool()
        let lines = [
            "sealpost-sendmail a@x.nl; cat", "PATH=/bin:/usr/bin; printf text | { ./mailq; cat; }",
        ]
        try FileManager.default.createSymbolicLink(
            atPath: desk.folder.file("mailq"), withDestinationPath: Programs.built("sealpost-sendmail"))
        for line in lines {
            let end = try await desk.command(["bash", "-c", line], input: "text").run()
            #expect(end.output == "text", "\(line): \(end)")
            // The queue is shown by sealpost itself.
            #expect(end.errors.hasPrefix("sealpost") && end.errors.contains(": can't "), "\(end)")
        }
    }
}
