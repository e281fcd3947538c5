// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Sandbox

/// What the registered service does.
struct RegisteredOptions: ParsableArguments {
    @Flag(help: "Let announcements wait for the command.")
    var holdAnnouncements = false

    @Flag(help: "Accept mail only from senders that were made users.")
    var requireUser = false

    @Option(help: "The user name for the status XML.")
    var webUser = "demo"

    @Option(help: "The password for the status XML.")
    var webPassword = "demo"

    @Option(help: "The code of an event in the status XML, as in announced=90; can be given again.")
    var statusCode: [StatusCodeOption] = []

    func apply(to settings: inout SandboxConfiguration) {
        settings.registered.announcesAtOnce = !holdAnnouncements
        settings.registered.requiresUser = requireUser
        settings.registered.webUser = webUser
        settings.registered.webPassword = webPassword
        for option in statusCode { settings.registered.statusCodes[option.kind].code = option.code }
    }
}
