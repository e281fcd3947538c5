// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Libraries that only some runs need, and that would cost every run its start.
@Suite("libraries that are loaded when they are wanted")
struct LazyLoadingTests {
    private static let libraries = ["libcurl", "libxml2", "libcrypto", "libicuuc"]

    @Test("a start loads none of them")
    func start() async throws {
        let loaded = try await Command("ldd", Programs.built("sealpost")).run()
        #expect(loaded.status == 0)
        #expect(loaded.output.contains("libc.so"))
        for library in Self.libraries { #expect(!loaded.output.contains(library), "\(loaded.output)") }
    }

    @Test(
        "where one is broken the run ends and names it, and the mail stays",
        arguments: ["libxml2.so.2", "libcurl.so.4"])
    func broken(library: String) async throws {
        let desk = try await Desk()
        try desk.folder.write(
            ".config/sealpost/rules.sieve", #"require "body"; if body :contains "secret" { discard; }"#)
        let html = desk.mail("[registered] x", body: "<p>secret").replacing(
            "\n\n", with: "\nMIME-Version: 1.0\nContent-Type: text/html\n\n", maxReplacements: 1)
        #expect(try await desk.command(["sealpost-sendmail", "-t"], input: html).run().status == 0)
        try desk.folder.write("lib/\(library)", "no library")
        var delivery = try desk.command([Programs.built("sealpost"), "deliver"])
        delivery.environment["LD_LIBRARY_PATH"] = desk.folder.file("lib")
        let end = try await delivery.run()
        #expect(end.status == 69)
        #expect(end.errors.contains(library), "\(end.errors)")
        #expect(try desk.spooled().count == 1)
    }
}
