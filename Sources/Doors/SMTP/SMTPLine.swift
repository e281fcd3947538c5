// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What the input of an SMTP server holds up to the end of a line, outside a message.
public enum SMTPLine: Sendable, Hashable {
    /// A line, without its end.
    case text([UInt8])
    /// A line that is longer than is read.
    case tooLong
    /// A line that ends otherwise than the first.
    case mixedEnding
}
