// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Invariants
import Mail
import Reading
import TransferEncodings

/// What holds whenever a mail is read, whatever its bytes.
public enum ReadingInvariants {
    /// Reads an input as a mail, and looks at what was read, and at what would be sent of it.
    public static func check(_ bytes: [UInt8]) throws(InvariantFailure) {
        let message = MessageReader().read(bytes)
        try checkPlaces(message)
        try checkTexts(message)
        for part in message.parts { try checkDecoding(part, of: bytes) }
        try checkLineEnds(bytes, message)
        try LetterInvariants.check(message)
    }

    /// Fields, parts and entities lie within the message, one behind the other.
    private static func checkPlaces(_ message: Message) throws(InvariantFailure) {
        let count = message.source.count
        try require((0...count).contains(message.bodyStart), "the body begins outside the message")
        var end = 0
        for field in message.header {
            try require(field.range.lowerBound >= end && field.range.upperBound <= count, "a field overlaps: \(field)")
            end = field.range.upperBound
        }
        end = 0
        for part in message.parts {
            try require(part.range.lowerBound >= end && part.range.upperBound <= count, "a part overlaps: \(part)")
            end = part.range.upperBound
        }
        for role in [BodyPart.Role.text, .html] {
            try require(message.parts.count { $0.role == role } <= 1, "there are two bodies")
        }
        for (index, entity) in message.entities.enumerated() {
            try require(entity.end > index && entity.end <= message.entities.count, "an entity ends early: \(entity)")
            guard let body = entity.body, let parent = entity.parent.map({ message.entities[$0] }) else { continue }
            guard let around = parent.body else { throw InvariantFailure(description: "an entity in nothing") }
            try require(
                body.isEmpty || around.contains(body.lowerBound) && body.upperBound <= around.upperBound,
                "an entity lies outside its parent: \(entity)")
        }
        for doubt in message.doubts {
            try require(doubt.text.isPlain(), "a doubt is more than one line: \(doubt.text)")
            try require(doubt.offset.map { (0...count).contains($0) } ?? true, "a doubt lies outside the message")
        }
    }

    /// Nothing that was decoded begins a line, or drives a terminal.
    private static func checkTexts(_ message: Message) throws(InvariantFailure) {
        for field in message.header {
            try require(field.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "a value has controls: \(field)")
            for address in field.addresses {
                try require(!address.mailbox.isEmpty, "an address of nothing")
                let isClean = (address.name + address.mailbox).utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
                try require(isClean, "an address has controls: \(address)")
            }
        }
        try require(InspectionPage(message).text.isPlain(but: "\n"), "a page has controls")
    }

    /// A part decodes to the same, however it is cut.
    private static func checkDecoding(_ part: BodyPart, of bytes: [UInt8]) throws(InvariantFailure) {
        let body = Array(bytes[part.range])
        let whole = decode(body, part.encoding, step: max(body.count, 1))
        for step in [1, 7] {
            try require(decode(body, part.encoding, step: step) == whole, "pieces decode otherwise: \(part)")
        }
    }

    private static func decode(_ bytes: [UInt8], _ encoding: TransferEncoding, step: Int) -> DecodedContent {
        var decoder = ContentDecoder(encoding)
        var output: [UInt8] = []
        bytes.withUnsafeBytes { bytes in
            for start in stride(from: 0, to: bytes.count, by: step) {
                let end = min(start + step, bytes.count)
                decoder.decode(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), into: &output)
            }
        }
        decoder.finish(into: &output)
        return DecodedContent(bytes: output, isDamaged: decoder.isDamaged, isCut: false)
    }

    /// The same mail with CRLF is read alike.
    private static func checkLineEnds(_ bytes: [UInt8], _ message: Message) throws(InvariantFailure) {
        guard !bytes.contains(0x0D) else { return }
        var network: [UInt8] = []
        for byte in bytes {
            if byte == 0x0A { network.append(0x0D) }
            network.append(byte)
        }
        let other = MessageReader().read(network)
        // A limit counts bytes.
        guard bytes.count < 1 << 20 else { return }
        try require(message.header.map(\.value) == other.header.map(\.value), "CRLF makes other fields")
        try require(
            message.parts.map { [$0.path, $0.fileName] } == other.parts.map { [$0.path, $0.fileName] },
            "CRLF makes other parts")
        // With two bytes or four for a character, one more in each line moves all behind it, and so it does in damaged UTF-7.
        let isMoved = message.parts.contains { part in
            let charset = part.mediaType.parameters["charset"]?.lowercased() ?? ""
            return ["utf-7", "utf7", "utf-16", "utf16", "utf-32", "utf32", "ucs", "unicode", "csunicode", "iso-10646"]
                .contains {
                    charset.hasPrefix($0)
                }
        }
        guard !isMoved else { return }
        try require(message.doubts.map(\.text) == other.doubts.map(\.text), "CRLF makes other doubts")
        try require(message.text == other.text, "CRLF makes another text")
    }
}
