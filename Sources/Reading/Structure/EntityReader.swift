// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import TransferEncodings

/// Turns an outline into the flat MIME tree of a message, messages within it included.
///
/// Leaves that are sent have the type and the encoding that they are sent with; the rest is read leniently. Nothing here is
/// doubted: whoever sends the message has been told of its own parts by ``StructureReader``.
struct EntityReader {
    /// The tree, each entity right before those inside it.
    private(set) var entities: [MIMEEntity] = []

    private let source: UnsafeRawBufferPointer
    private let limits: ReadingLimits
    private let leafReader: LeafReader
    /// The leaves that are sent, by their paths.
    private let parts: [String: BodyPart]

    /// Reads the tree of a message whose header is read already.
    init(
        _ root: Entity, header: [HeaderField], parts: [BodyPart], source: UnsafeRawBufferPointer, limits: ReadingLimits
    ) {
        self.source = source
        self.limits = limits
        leafReader = LeafReader(source)
        self.parts = Dictionary(parts.map { ($0.path, $0) }) { first, _ in first }
        append(root, prefix: "", parent: nil, isSent: true, header: header)
    }

    /// - Parameters:
    ///   - prefix: the number that the entity would have, were it no leaf of a message that has one leaf.
    ///   - isSent: whether it is among the parts, and not within a message that is one of them.
    ///   - header: its fields, if they are decoded.
    private mutating func append(
        _ entity: Entity, prefix: String, parent: Int?, isSent: Bool, header: [HeaderField]? = nil
    ) {
        let isMessage = parent.map { entities[$0].kind == .message } ?? true
        let path = isMessage && entity.children.isEmpty ? Self.joined(prefix, 1) : prefix
        let part = isSent ? parts[path] : nil
        let index = entities.count
        entities.append(
            MIMEEntity(
                path: path, kind: Self.kind(of: entity), parent: parent, end: index + 1,
                header: header ?? HeaderReader(entity.fields, source: source, limits: limits).fields,
                mediaType: part?.mediaType ?? leafReader.mediaType(of: entity, parsed: nil).mediaType,
                encoding: encoding(of: entity, part), body: entity.extent))
        for (number, child) in entity.children.enumerated() {
            append(child, prefix: Self.joined(path, number + 1), parent: index, isSent: isSent)
        }
        for message in entity.message { append(message, prefix: path, parent: index, isSent: false) }
        entities[index].end = entities.count
    }

    private static func joined(_ path: String, _ number: Int) -> String {
        path.isEmpty ? "\(number)" : "\(path).\(number)"
    }

    private static func kind(of entity: Entity) -> MIMEEntity.Kind {
        if !entity.message.isEmpty { return .message }
        return entity.prologue.map { .multipart(prologue: $0, epilogue: entity.epilogue) } ?? .leaf
    }

    private func encoding(of entity: Entity, _ part: BodyPart?) -> TransferEncoding? {
        let name = leafReader.value("content-transfer-encoding", of: entity).map {
            ParameterizedValue(parsing: $0).head
        }
        let known = LeafReader.encoding(named: name ?? "")
        // A part in an encoding that nobody knows is sent as it is.
        if let part, known != nil || part.encoding != .binary { return part.encoding }
        return known
    }
}
