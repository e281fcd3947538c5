// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What `-N`, `-R` and `-V` can be given: the values of SMTP's NOTIFY, RET and ENVID.
///
/// A value that is none is refused before anything is accepted: the caller wants to be told of something, and would not be.
/// RFC 3461, sections 4.1, 4.3 and 4.4.
enum StatusOptions {
    /// Whether a text says on what to notify: `never` alone, or some of `success,failure,delay`, in any case.
    static func isNotify(_ text: String) -> Bool {
        let words = text.lowercased().split(separator: ",", omittingEmptySubsequences: false)
        return words == ["never"] || words.allSatisfy { ["success", "failure", "delay"].contains($0) }
    }

    /// Whether a text says how much of the message to give back: `full` or `hdrs`, in any case.
    static func isReturns(_ text: String) -> Bool { ["full", "hdrs"].contains(text.lowercased()) }

    /// Whether a text can be the sender's name for a sending: printable ASCII, of at most a hundred characters in xtext.
    static func isEnvelopeID(_ text: String) -> Bool {
        // In xtext `+` and `=` take three characters each, as does a blank.
        let length = text.utf8.reduce(0) { $0 + ([32, 43, 61].contains($1) ? 3 : 1) }
        return (1...100).contains(length) && text.utf8.allSatisfy { (32...126).contains($0) }
    }
}
