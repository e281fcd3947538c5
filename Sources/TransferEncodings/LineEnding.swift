// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How the lines of generated text end.
///
/// Mail on the wire has CRLF (RFC 5322, section 2.1); mail in a Maildir has LF by custom.
public enum LineEnding: String, Sendable {
    /// A line feed.
    case lf = "\n"
    /// A carriage return and a line feed.
    case crlf = "\r\n"
}
