// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Invariants
import Mail
import Reading
import TransferEncodings

/// What holds whenever an address field is read.
public enum AddressInvariants {
    /// Reads an input as the value of a To field.
    public static func check(_ bytes: [UInt8]) throws(InvariantFailure) {
        let value = bytes.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
        let message = read(value)
        let addresses = message.addresses(in: "To")
        for address in addresses {
            // No recipient comes of nothing: each stands in the field, decoded or not.
            try require(!address.mailbox.isEmpty, "an address of nothing")
        }
        if !message.isDoubtful { try checkCount(value, addresses) }
        try checkWrittenAnew(addresses)
    }

    private static func read(_ value: [UInt8]) -> Message {
        MessageReader().read(Array("To: ".utf8) + value + Array("\n\nx\n".utf8))
    }

    /// Where nothing can hide an `@`, there are as many mailboxes as there are of those.
    private static func checkCount(_ value: [UInt8], _ addresses: [Address]) throws(InvariantFailure) {
        guard value.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\"()<>[]\\:=".utf8.contains($0) }) else { return }
        let entries = value.split(whereSeparator: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") })
        try require(addresses.count == entries.count, "\(entries.count) entries are \(addresses.count) addresses")
    }

    /// Addresses as this program writes them are read as they were.
    private static func checkWrittenAnew(_ addresses: [Address]) throws(InvariantFailure) {
        let plain = addresses.filter { address in
            address.isComplete
                && address.mailbox.utf8.allSatisfy { "\"()[]\\:=?@".utf8.contains($0) == ($0 == UInt8(ascii: "@")) }
                && address.mailbox.utf8.count { $0 == UInt8(ascii: "@") } == 1
        }
        let text = plain.map { "\(EncodedWord.encode($0.name, as: .phrase)) <\($0.mailbox)>" }.joined(separator: ",\n ")
        let again = read(Array(text.utf8)).addresses(in: "To")
        try require(again.map(\.mailbox) == plain.map(\.mailbox), "written anew they are others: \(text)")
        try require(again.map { squeezed($0.name) } == plain.map { squeezed($0.name) }, "other names: \(text)")
    }

    private static func squeezed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
