// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import TransferEncodings

/// The message without its bodies, as libetpan is given it.
///
/// Libetpan reads types, encodings, dispositions and nesting from a copy in which each leaf's body is its number, each
/// multipart has a boundary made here, and each field that must not reach libetpan's weak places is written anew:
/// - a boundary `"\""` makes libetpan 1.9.4 write out of bounds; only our own boundaries are in the copy;
/// - its Base64 and quoted-printable decoders read past a part; there is nothing to decode in the copy;
/// - nested multiparts take quadratic time over their content; the copy has a few bytes for each part;
/// - it recurses for each parenthesis; fields with too many are left out;
/// - a doubled semicolon, or an odd MIME-Version, makes it take a multipart for text; multiparts are written anew.
struct Skeleton {
    /// The copy.
    private(set) var bytes: [UInt8] = []
    /// The leaves in the order of their numbers.
    private(set) var leaves: [Entity] = []

    private let source: UnsafeRawBufferPointer
    private var boundaryCount = 0

    /// The MIME fields that libetpan reads; others tell it nothing about the structure.
    private static let copied = ["content-transfer-encoding", "content-disposition", "content-id"]

    private let limits: ReadingLimits

    init(_ entity: Entity, source: UnsafeRawBufferPointer, limits: ReadingLimits) {
        self.source = source
        self.limits = limits
        append("MIME-Version: 1.0\r\n")
        append(entity)
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func append(_ entity: Entity) {
        guard entity.children.isEmpty else {
            boundaryCount += 1
            let boundary = "part-\(boundaryCount)"
            append("Content-Type: multipart/mixed; boundary=\"\(boundary)\"\r\n\r\n")
            for child in entity.children {
                append("--\(boundary)\r\n")
                append(child)
                append("\r\n")
            }
            append("--\(boundary)--\r\n")
            return
        }
        appendType(of: entity)
        for name in Self.copied {
            guard let field = entity.fields.first(where: { $0.name.lowercased() == name }) else { continue }
            let value = Unfolding.value(source[field.value])
            guard ParenthesisDepth.maximum(in: value) <= limits.parentheses else { continue }
            append("\(name): ")
            bytes.append(contentsOf: value)
            append("\r\n")
        }
        append("\r\n\(leaves.count)")
        leaves.append(entity)
    }

    /// Writes a leaf's Content-Type; a multipart or message type is hidden, since it is a leaf for us and not for libetpan.
    private mutating func appendType(of entity: Entity) {
        guard let field = entity.fields.first(where: { $0.name.lowercased() == "content-type" }) else { return }
        let value = Unfolding.value(source[field.value])
        let text = value.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
        let isDeep = ParenthesisDepth.maximum(in: value) > limits.parentheses
        let isComposite = ["multipart", "message", "boundary"].contains { text.holds($0) }
        append("Content-Type: ")
        if isComposite || isDeep { append("application/x-opaque") } else { bytes.append(contentsOf: value) }
        append("\r\n")
    }
}
