// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// A plain route whose next sendmail is Sealpost again, by every way that a machine can be set up so.
@Suite("circles of programs")
struct LoopProgramTests {
    private let desk: Desk

    init() async throws { desk = try await Desk() }

    /// Has all mail go by a plain route that runs this shell script, or this file.
    private func setUp(script: String? = nil, file: String? = nil) throws {
        var command = file ?? desk.folder.file("next")
        if let script {
            try desk.folder.write("next", "#!/bin/sh\n\(script)\n")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: desk.folder.file("next"))
            command = desk.folder.file("next")
        }
        try desk.changeSettings { $0.replacing("default_route = \"hold\"", with: "default_route = \"plain\"") }
        try desk.addSettings("[route.plain]\ncommand = [\"\(command)\"]")
    }

    /// Sends a mail and does one pass.
    private func send() async throws {
        let sent = try await desk.command(
            [Programs.built("sealpost-sendmail"), "-t"], input: desk.mail("hello")
        ).run()
        #expect(sent.status == 0, "\(sent.errors)")
        let delivered = try await desk.sealpost("deliver")
        #expect(delivered.status == 0, "\(delivered.errors)")
    }

    private func queue() async throws -> String {
        let list = try await desk.sealpost("queue", "--all")
        #expect(list.status == 0, "\(list.errors)")
        let ids = list.output.matches(of: /[0-9a-hjkmnp-tv-z]{16}/).map { String($0.output) }
        var text = list.output
        for id in Set(ids) { text += try await desk.sealpost("queue", "show", id).output }
        return text
    }

    @Test("a route whose command is our own program, by whatever link, is refused with the settings")
    func link() async throws {
        let link = desk.folder.file("sendmail")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: desk.folder.file("alternative"))
        try FileManager.default.createSymbolicLink(
            atPath: desk.folder.file("alternative"), withDestinationPath: Programs.built("sealpost-sendmail"))
        try setUp(file: link)
        let end = try await desk.sealpost("deliver")
        #expect(end.status == 78 && end.errors.contains("circle"), "\(end.errors)")
    }

    @Test("a script that calls our program gets no mail accepted, and the mail waits with the reason")
    func wrapper() async throws {
        try setUp(script: "exec \(Programs.built("sealpost-sendmail")) \"$@\"")
        try await send()
        #expect(try desk.spooled().isEmpty)
        #expect(try await queue().contains("called by Sealpost itself"))
    }

    @Test("a script that calls our program with another environment meets the trace")
    func washedWrapper() async throws {
        try setUp(script: "exec env -i HOME=\"$HOME\" \(Programs.built("sealpost-sendmail")) \"$@\"")
        try await send()
        #expect(try desk.spooled().isEmpty)
        #expect(try await queue().contains("mail loop"))
    }

    @Test("a mail system that calls our program later meets the trace too, whatever it puts above")
    func queueing() async throws {
        try setUp(script: "cat >\"$HOME/queued\"; printf '%s\\n' \"$@\" >\"$HOME/words\"")
        try await send()
        let words = try desk.folder.text("words").split(separator: "\n").map(String.init)
        let queued = "Received: by next\n\tfor piet\n" + (try desk.folder.text("queued"))
        for words in [[Programs.built("sealpost-sendmail")] + words, [Programs.built("sealpost"), "pipe"]] {
            let end = try await desk.command(words, input: queued).run()
            #expect(end.status == 65 && end.errors.contains("mail loop"), "\(end.errors)")
        }
        #expect(try desk.spooled().isEmpty)
    }
}
