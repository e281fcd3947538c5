// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Etpan
import Mail
import TransferEncodings

/// Reads the mailboxes of an address field: libetpan's strict reading, then a second look.
struct AddressFieldReader {
    /// The fields whose value is an address list (RFC 5322, sections 3.6.2 to 3.6.6; RFC 8098; common practice).
    private static let names: Set<String> = [
        "from", "sender", "reply-to", "to", "cc", "bcc", "resent-from", "resent-sender", "resent-reply-to", "resent-to",
        "resent-cc", "resent-bcc", "disposition-notification-to", "return-receipt-to", "errors-to", "apparently-to",
        "mail-followup-to", "mail-reply-to", "return-path", "delivered-to", "x-original-to",
    ]

    /// Fields that transport adds: nothing is sent to what they say.
    private static let traces: Set<String> = ["return-path", "delivered-to", "x-original-to", "errors-to"]

    private(set) var doubts: [Doubt] = []
    private let limits: ReadingLimits

    init(limits: ReadingLimits) { self.limits = limits }

    /// Whether a field of this name, lower case, holds addresses.
    static func holdsAddresses(_ name: String) -> Bool { names.contains(name) }

    /// Reads the unfolded value of the field `name`, which lies at `offset`.
    mutating func read(_ value: [UInt8], name: String, at offset: Int) -> [Address] {
        let list = LenientAddressList(value)
        let lenient = list.addresses
        let weight: Doubt.Weight = Self.traces.contains(name.lowercased()) ? .remark : .grave
        // Libetpan recurses for parentheses; the lenient reading does not.
        let isDeep = ParenthesisDepth.maximum(in: value) > limits.parentheses
        // Words that have no end take it quadratic time.
        let isLong = EncodedWordReach.total(in: value) > limits.encodedWordBytes
        let strict = isDeep || isLong ? nil : AddressListParser.parse(value)
        if isLong {
            doubts.append(Doubt(weight, "the encoded words in \(name) have no end", at: offset))
        } else if lenient.contains(where: { Self.isPartOfEncodedWord($0.mailbox) }) {
            // A separator within an encoded word, or half a word for an address: whoever this goes to, nobody wrote it so.
            doubts.append(Doubt(.grave, "an address in \(name) is written as an encoded word", at: offset))
        } else if list.hasStrayColon || lenient.contains(where: Self.isMalformed) {
            doubts.append(Doubt(weight, "an address in \(name) is malformed", at: offset))
        } else if let strict {
            // Libetpan drops comments and doubled blanks, so the names are always the second look's. Where the mailboxes
            // differ too, the second look stands: libetpan makes `Jan jan@x` one address, `Janjan@x`, that is somebody else's.
            let agree =
                strict.map { $0.mailbox.filter { !$0.isBlank } } == lenient.map { $0.mailbox.filter { !$0.isBlank } }
            if !agree {
                doubts.append(Doubt(weight, "the addresses in \(name) can be read in two ways", at: offset))
            }
        } else if !lenient.isEmpty, lenient.contains(where: { !$0.mailbox.contains(UInt8(ascii: "@")) }) {
            doubts.append(Doubt(.remark, "an address in \(name) is not written as one", at: offset))
        }
        return lenient.compactMap { raw in
            let name = EncodedWordDecoder.decode(raw.name.trimmedBlanks())
            if name.isDamaged {
                doubts.append(Doubt(.remark, "a display name's charset had to be guessed", at: offset))
            }
            // Encoded words have no place in an addr-spec (RFC 2047, section 5); what is meant is plain all the same.
            let mailbox = Self.trimmed(EncodedWordDecoder.decode(raw.mailbox.trimmedBlanks()).text)
            return mailbox.isEmpty ? nil : Address(name: Self.trimmed(name.text), mailbox: mailbox)
        }
    }

    private static func isMalformed(_ address: RawAddress) -> Bool {
        let mailbox = address.mailbox.trimmedBlanks()
        return mailbox.contains(UInt8(ascii: "@")) && !AddrSpec.isWellFormed(mailbox)
    }

    private static func isPartOfEncodedWord(_ mailbox: [UInt8]) -> Bool {
        zip(mailbox, mailbox.dropFirst()).contains { pair in
            pair == (UInt8(ascii: "="), UInt8(ascii: "?")) || pair == (UInt8(ascii: "?"), UInt8(ascii: "="))
        }
    }

    /// Drops blanks at the ends, which decoding may have brought in.
    private static func trimmed(_ name: String) -> String {
        var rest = name[...]
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
