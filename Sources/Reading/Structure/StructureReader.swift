// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Etpan
import Mail
import TransferEncodings

/// Turns an outline into body parts, with libetpan's reading of the skeleton beside it.
struct StructureReader {
    /// The leaves in order, their roles not chosen yet.
    var parts: [BodyPart] = []
    private(set) var doubts: [Doubt] = []

    private let source: UnsafeRawBufferPointer
    private var leafReader: LeafReader
    /// Libetpan's nodes for the leaves, by their numbers.
    private var parsed: [Int: ParsedPart] = [:]
    private var leafCount = 0

    init(_ entity: Entity, source: UnsafeRawBufferPointer, limits: ReadingLimits) {
        self.source = source
        leafReader = LeafReader(source)
        let skeleton = Skeleton(entity, source: source, limits: limits)
        if let root = StructureParser.parse(skeleton.bytes) {
            collect(root, of: skeleton)
        }
        if parsed.count != skeleton.leaves.count {
            // Every leaf then stands on the lenient reading alone, which is complete; it is said all the same.
            doubts.append(Doubt(.remark, "the strict parser does not see the same parts as the lenient one"))
        }
        append(entity, path: "", alternative: nil)
        doubts += leafReader.doubts
    }

    /// Files libetpan's leaves by the number that is their body.
    private mutating func collect(_ part: ParsedPart, of skeleton: Skeleton) {
        for child in part.children { collect(child, of: skeleton) }
        guard part.children.isEmpty,
            let number = Int(String(decoding: skeleton.bytes[part.body].trimmedBlanks(), as: UTF8.self)),
            skeleton.leaves.indices.contains(number)
        else { return }
        parsed[number] = part
    }

    private mutating func append(_ entity: Entity, path: String, alternative: String?) {
        let inner = entity.type.head == "multipart/alternative" ? path : alternative
        guard entity.children.isEmpty else {
            for (index, child) in entity.children.enumerated() {
                append(child, path: path.isEmpty ? "\(index + 1)" : "\(path).\(index + 1)", alternative: inner)
            }
            return
        }
        defer { leafCount += 1 }
        // A multipart without anything in it holds nothing to attach.
        let isVoid = entity.type.head.hasPrefix("multipart/") && source[entity.body].allSatisfy { $0.isBlank }
        guard !isVoid else { return }
        var part = leafReader.read(entity, parsed: parsed[leafCount], path: path.isEmpty ? "1" : path)
        part.alternative = alternative
        parts.append(part)
    }
}
