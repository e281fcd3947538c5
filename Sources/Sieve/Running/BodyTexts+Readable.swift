// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import MarkupReading
import Mail
import TransferEncodings

extension BodyTexts {
    /// A body as a person would read it, whatever the mail calls it; from the same decoding as the other forms where it can.
    func readable(_ index: Int, limits: Limits) throws(Excess) -> Text {
        let entity = entities[index]
        guard isUndivided(index), entity.body != nil else { return Text(bytes: [], isFaithful: true) }
        let wide = wideCharset(of: entity)
        let isPage = entity.isMarkup || ["html", "htm"].contains(Self.ending(of: fileName(of: index)))
        if wide == nil, entity.encoding != nil, entity.isMarkup || (entity.isText && !isPage) {
            let content = try body(of: index, as: .content, limits: limits)
            guard entity.isMarkup, Self.isShort(content.bytes, limits) else { return content }
            return try body(of: index, as: .text, limits: limits)
        }
        var octets = try octets(of: entity, in: entity.encoding ?? .eightBit, limit: limits.bodySize)
        let charset = wide ?? entity.mediaType.parameters["charset"].flatMap { Charset(named: $0) }
        let text = (charset?.decode(octets.bytes) ?? Charset.decodeUnlabelled(octets.bytes)).text
        octets.bytes = Array(text.utf8)
        if isPage, Self.isShort(octets.bytes, limits) { octets.bytes = Array(plainText(fromHTML: text).utf8) }
        octets.isFaithful = false
        return octets
    }

    /// Whether nothing is inside it: a leaf, or a multipart whose parts can't be told apart.
    func isUndivided(_ index: Int) -> Bool {
        entities[index].kind != .message && entities[index].end == index + 1
    }

    /// The file name of a leaf, or of a message within the message, decoded; empty if none.
    func fileName(of index: Int) -> String {
        if let part = parts[index] { return part.fileName }
        let entity = entities[index]
        let field = entity.header.first { $0.isNamed("Content-Disposition") }
        let name = field.flatMap { parameterizedValue(of: $0).decoded("filename")?.text } ?? ""
        return name.isEmpty ? entity.mediaType.parameters["name"] ?? "" : name
    }

    /// What stands behind the last dot of a file name, lower case.
    static func ending(of fileName: String) -> String {
        let name = fileName.lowercased()
        return name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? ""
    }

    /// What spreadsheets write as "Unicode text" says so by its first bytes alone, whatever the mail calls it.
    private func wideCharset(of entity: MIMEEntity) -> Charset? {
        guard let range = entity.body else { return nil }
        var decoder = ContentDecoder(entity.encoding ?? .eightBit)
        var bytes: [UInt8] = []
        let end = min(range.lowerBound + 200, range.upperBound)
        source.withBytes(in: range.lowerBound..<end) { decoder.decode($0, into: &bytes) }
        if end == range.upperBound { decoder.finish(into: &bytes) }
        guard bytes.count > 1 else { return nil }
        switch (bytes[0], bytes[1]) {
        case (0xFF, 0xFE), (1..., 0): return Charset(named: "UTF-16LE")
        case (0xFE, 0xFF), (0, 1...): return Charset(named: "UTF-16BE")
        default: return nil
        }
    }
}
