// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Why a service does not accept a request.
struct Rejection: Error, Sendable, Hashable {
    /// The status code.
    var status: Int
    /// What is wrong, for a person.
    var message: String
    /// Where: the field's name or path; empty where it is the whole request.
    var info: String

    init(_ status: Int = 400, _ message: String, at info: String = "") {
        self.status = status
        self.message = message
        self.info = info
    }

    /// The answer, in the form that the definition documents.
    var reply: Reply { ErrorEnvelope.kpn.reply(status, message, info: info) }
}
