// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The bounds of what is read structurally.
///
/// A message beyond one of them was made to hurt a parser, not to be read: it becomes one opaque body with a grave doubt, if
/// nothing else is said here. `docs/reading.md` lists them.
public struct ReadingLimits: Sendable, Hashable {
    /// How deep multiparts may be nested.
    public var depth = 64
    /// How deep messages within messages are taken apart; deeper ones stay whole.
    public var messages = 16
    /// How many parts there may be, multiparts included.
    public var parts = 10_000
    /// How many header fields there may be in the message and its parts together.
    public var fields = 50_000
    /// How many bytes one header field may have, folded lines together.
    public var fieldBytes = 1 << 20
    /// How many parameters a Content-Type or Content-Disposition may have.
    public var parameters = 1000
    /// How deep parentheses may be nested in a header field: libetpan recurses for each.
    public var parentheses = 1000
    /// How far the encoded words of an address field may reach together, in bytes: libetpan reads one without its end to the
    /// end of the field, and each anew.
    public var encodedWordBytes = 256 << 10
    /// How many mailboxes there may be in the message's own address fields together; more are doubted.
    public var addresses = 50_000
    /// How many bytes of a text part are decoded; more is cut and doubted.
    public var textBytes = 16 << 20

    /// The limits that mail in use stays far below.
    public static let standard = ReadingLimits()

    /// Makes the standard limits, to be changed.
    public init() {}
}
