// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Mail

/// A bearer token and the end of its use; printing it shows no token.
///
/// RFC 6750, section 2.1.
struct AccessToken: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let text: String
    /// When it is to be renewed, somewhat before the service would refuse it.
    let renewal: Timestamp

    /// Takes a token that stands in a header field without harm; nil for any other text.
    init?(_ text: String, renewal: Timestamp) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        self.text = text
        self.renewal = renewal
    }

    var description: String { "(a token, until \(renewal.rfc3339))" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}
