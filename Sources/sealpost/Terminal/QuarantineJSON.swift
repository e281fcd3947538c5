// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors

/// A file in quarantine, for programs: an element beside the messages, of which nothing is known but the file.
struct QuarantineJSON: Encodable {
    struct File: Encodable {
        var reason: String
        var path: String
        var acceptedPath: String
    }

    var id: String
    var quarantine: File
    var recipients: [String] = []

    init(_ file: QuarantinedFile) {
        id = file.id.rawValue
        quarantine = File(reason: file.reason, path: file.path, acceptedPath: file.acceptedPath)
    }
}
