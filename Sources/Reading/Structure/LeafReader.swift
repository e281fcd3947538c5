// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Etpan
import Mail
import TransferEncodings

/// Makes a body part of a leaf, from libetpan's reading of its fields with a second look where that one gave up.
///
/// Libetpan stops at the first parameter that is not quite right and drops the rest, or the whole field, without a word. The
/// lenient reading then stands in, as it does for RFC 2231's forms, which libetpan does not know.
struct LeafReader {
    let source: UnsafeRawBufferPointer
    private(set) var doubts: [Doubt] = []

    init(_ source: UnsafeRawBufferPointer) { self.source = source }

    /// Reads a leaf, whose role is chosen later.
    /// - Parameter parsed: libetpan's node for the leaf, if there is one.
    mutating func read(_ leaf: Entity, parsed: ParsedPart?, path: String) -> BodyPart {
        let type = mediaType(of: leaf, parsed: parsed)
        let (disposition, fileName) = disposition(of: leaf, parsed: parsed, type: type)
        let encoding = encoding(of: leaf, parsed: parsed)
        var part = BodyPart(
            path: path, role: .attachment, mediaType: type.mediaType, encoding: encoding, fileName: fileName,
            disposition: disposition, range: leaf.body)
        part.contentID = contentID(of: leaf, parsed: parsed)
        return part
    }

    func value(_ name: String, of leaf: Entity) -> [UInt8]? {
        leaf.fields.first { $0.name.lowercased() == name }.map { Unfolding.value(source[$0.value]) }
    }

    func mediaType(
        of leaf: Entity, parsed: ParsedPart?
    ) -> (mediaType: MediaType, parameters: [ParameterizedValue.Parameter]) {
        var parameters = leaf.type.parameters
        if let parsed, parsed.essence == leaf.type.head, parsed.parameters.count == parameters.count {
            parameters = Self.merged(parsed.parameters, lenient: parameters)
        }
        let essence = leaf.type.head.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        var decoded: [String: String] = [:]
        for parameter in parameters {
            let name = String(parameter.name.prefix { $0 != "*" })
            guard decoded[name] == nil else { continue }
            decoded[name] = ParameterizedValue.decoded(name, in: parameters)?.text
        }
        let mediaType = MediaType(
            String(essence.first ?? "text"), essence.count > 1 ? String(essence[1]) : "", parameters: decoded)
        return (mediaType, parameters)
    }

    /// Libetpan's values, except where it loses some.
    ///
    /// It takes a path's backslashes for quoting, ends a value at an unquoted blank, decodes encoded words without what the
    /// last character waits for or up to a NUL, and makes question marks of 8-bit text.
    private static func merged(
        _ strict: [ParsedPart.Parameter], lenient: [ParameterizedValue.Parameter]
    ) -> [ParameterizedValue.Parameter] {
        zip(strict, lenient).map { strict, lenient in
            let isPlain = lenient.value.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
            return .init(name: strict.name, value: isPlain && !lenient.value.holds("=?") ? strict.value : lenient.value)
        }
    }

    private mutating func disposition(
        of leaf: Entity, parsed: ParsedPart?, type: (mediaType: MediaType, parameters: [ParameterizedValue.Parameter])
    ) -> (String, fileName: String) {
        var head = ""
        var name: EncodedWordDecoder.Decoded?
        if let value = value("content-disposition", of: leaf) {
            let lenient = ParameterizedValue(parsing: value)
            var parameters = lenient.parameters
            head = lenient.head
            if let parsed, parsed.disposition == head, parsed.dispositionParameters.count == parameters.count {
                parameters = Self.merged(parsed.dispositionParameters, lenient: parameters)
            }
            name = ParameterizedValue.decoded("filename", in: parameters)
        }
        if name?.text.isEmpty ?? true { name = ParameterizedValue.decoded("name", in: type.parameters) }
        if name?.isDamaged ?? false {
            doubts.append(
                Doubt(.remark, "a file name is in no charset that can be told", at: leaf.fields.first?.range.lowerBound)
            )
        }
        // Some programs give each part a name of one blank, which is none.
        let text = name?.text ?? ""
        return (head, text.allSatisfy(\.isWhitespace) ? "" : text)
    }

    private mutating func encoding(of leaf: Entity, parsed: ParsedPart?) -> TransferEncoding {
        guard let value = value("content-transfer-encoding", of: leaf) else { return .sevenBit }
        // A comment or a parameter may follow, and some writers quote it.
        let lenient = ParameterizedValue(parsing: value).head
        let name = parsed?.encoding ?? lenient
        if let known = Self.encoding(named: name) { return known }
        if name != lenient, let known = TransferEncoding(rawValue: lenient) { return known }
        doubts.append(
            Doubt(.grave, "a part has the unknown transfer encoding \(name.prefix(40))", at: leaf.body.lowerBound))
        return .binary
    }

    /// The encoding that mail means by a lower-case name; nil where nobody knows.
    static func encoding(named name: String) -> TransferEncoding? {
        switch name {
        case "7bit", "7-bit", "": .sevenBit
        case "8bit", "8-bit", "utf-8": .eightBit
        case "binary": .binary
        case "quoted-printable", "quoted_printable", "quotedprintable": .quotedPrintable
        case "base64", "base-64": .base64
        case "x-uuencode", "uuencode", "x-uue", "uue": .uuencode
        default: nil
        }
    }

    private func contentID(of leaf: Entity, parsed: ParsedPart?) -> String {
        var id = parsed?.contentID ?? []
        if id.isEmpty { id = value("content-id", of: leaf) ?? [] }
        let text = EncodedWordDecoder.decode(id).text
        return String(text.drop { $0 == "<" || $0 == " " }.prefix { $0 != ">" })
    }
}
