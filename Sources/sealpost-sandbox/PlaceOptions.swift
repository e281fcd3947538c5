// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Sandbox

/// Where the sandbox listens, writes and keeps things.
struct PlaceOptions: ParsableArguments {
    @Option(help: "The address to listen on: 127.0.0.1, ::1 or localhost.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 for any free one.")
    var port: UInt16 = 0

    @Option(name: .customLong("public-url"), help: "The URL by which others reach it, for the URLs of tickets.")
    var publicURL: String?

    @Option(help: "Keep each accepted request as a JSON file in this folder.")
    var store: String?

    @Option(help: "Write the URL to this file once connections are taken.")
    var readyFile: String?

    @Option(help: "Write one line for each request to this file instead of standard error.")
    var log: String?

    func apply(to settings: inout SandboxConfiguration) {
        settings.host = host
        settings.port = port
        settings.publicURL = publicURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        settings.store = store
    }
}
