// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Etpan
public import Mail

/// Turns the bytes of a message into values, once.
///
/// Never throws: a message is read as far as it can be, and what could not be read faithfully is a ``Mail/Doubt``, a
/// grave one where content may be missing or changed. Bytes are only touched through the source; attachments stay there.
///
/// 1. `OutlineScanner` finds fields, parts and bodies, within ``ReadingLimits``.
/// 2. Libetpan reads the fields and the skeleton of the structure; what it gives up gets a second look.
/// 3. The body is chosen and decoded; attachments are looked through for damage.
/// 4. `ByteAccount` looks for bytes that belong to nothing.
public struct MessageReader: Sendable {
    private let limits: ReadingLimits

    /// Makes a reader.
    public init(limits: ReadingLimits = .standard) { self.limits = limits }

    /// Reads a message.
    public func read(_ source: any MessageBytes) -> Message {
        source.withBytes(in: 0..<source.count) { bytes in
            LargeStack.run { read(bytes, of: source) }
        }
    }

    private func read(_ bytes: UnsafeRawBufferPointer, of source: any MessageBytes) -> Message {
        var scanner = OutlineScanner(bytes, of: source, limits: limits)
        do throws(Excess) {
            var (entity, bodyStart) = try scanner.scan()
            scanner.scanMessages(in: &entity)
            var message = read(entity, bytes, of: source)
            message.bodyStart = bodyStart
            message.doubts = scanner.doubts + message.doubts + ByteAccount(entity, source: bytes).doubts
            if let place = Self.firstNUL(in: source) {
                message.doubts.append(Doubt(.remark, "the message contains NUL bytes", at: place))
            }
            if let place = Self.loneReturn(inHeader: bytes[..<bodyStart]) {
                message.doubts.append(
                    Doubt(.grave, "the header has a carriage return at which other programs end a line", at: place))
            }
            message.doubts += Self.doubts(about: message)
            Self.shorten(&message.doubts)
            return message
        } catch {
            return opaque(bytes, of: source, because: error)
        }
    }

    private static func firstNUL(in source: any MessageBytes) -> Int? {
        for stretch in (0..<source.count).stretches {
            let place = source.withBytes(in: stretch) { $0.firstIndex(of: 0, from: 0) }
            source.release(stretch)
            if let place { return stretch.lowerBound + place }
        }
        return nil
    }

    private static func loneReturn(inHeader header: Slice<UnsafeRawBufferPointer>) -> Int? {
        var rest = header
        while let place = rest.firstIndex(of: 0x0D) {
            rest = rest[(place + 1)...]
            if rest.first != 0x0A { return place }
        }
        return nil
    }

    /// What makes other programs read the message otherwise, or less of it.
    private static func doubts(about message: Message) -> [Doubt] {
        var doubts: [Doubt] = []
        for name in ["Content-Type", "Content-Transfer-Encoding", "From", "Subject"] {
            let fields = message.fields(named: name)
            guard Set(fields.map(\.value)).count > 1 else { continue }
            doubts.append(
                Doubt(.grave, "there are several \(name) fields, and they differ", at: fields[1].range.lowerBound))
        }
        for text in [message.text, message.html].compactMap(\.self) where text.holds(byte: 0) {
            doubts.append(Doubt(.grave, "the text holds NUL characters, at which other programs end it"))
        }
        return doubts
    }

    /// Keeps a message that is doubtful in a hundred thousand places from filling ledger, notice and log with them.
    private static func shorten(_ doubts: inout [Doubt]) {
        let limit = 100
        guard doubts.count > limit else { return }
        let more = doubts[limit...]
        let weight: Doubt.Weight = more.contains { $0.weight == .grave } ? .grave : .remark
        doubts = doubts.prefix(limit) + [Doubt(weight, "and \(more.count) more doubts", at: more.first?.offset)]
    }

    private func read(_ entity: Entity, _ bytes: UnsafeRawBufferPointer, of source: any MessageBytes) -> Message {
        let header = HeaderReader(entity.fields, source: bytes, limits: limits)
        var structure = StructureReader(entity, source: bytes, limits: limits)
        var message = Message(source: source, header: header.fields, bodyStart: 0, parts: [])
        BodyChoice.assignRoles(&structure.parts)
        message.parts = structure.parts
        message.entities =
            EntityReader(entity, header: header.fields, parts: structure.parts, source: bytes, limits: limits).entities
        var text = TextReader(limit: limits.textBytes)
        var check = IntegrityCheck()
        for part in message.parts {
            switch part.role {
            case .text: message.text = text.read(part, of: bytes)
            case .html: message.html = text.read(part, of: bytes)
            case .extraText, .attachment:
                guard !check.isIntact(part, of: source) else { continue }
                message.doubts.append(
                    Doubt(
                        .grave, "part \(part.path) breaks the rules of its \(part.encoding.rawValue) encoding",
                        at: part.range.lowerBound))
            }
        }
        if let field = entity.fields.first(where: { $0.name.lowercased() == "date" }) {
            message.date = DateReader.seconds(Unfolding.value(bytes[field.value]), limits: limits)
            if message.date == nil {
                message.doubts.append(Doubt(.remark, "the Date field names no moment", at: field.range.lowerBound))
            }
        }
        message.doubts += header.doubts + structure.doubts + text.doubts
        return message
    }

    /// The message as one opaque body, with the header fields as far as they are within the limits.
    private func opaque(
        _ bytes: UnsafeRawBufferPointer, of source: any MessageBytes, because excess: Excess
    ) -> Message {
        var scanner = HeaderScanner(Lines(bytes), limits: limits)
        // An excess in the header itself ends it there; the fields before it are good.
        _ = try? scanner.scan { _ in false }
        let bodyStart = scanner.lines.position
        let header = HeaderReader(scanner.fields, source: bytes, limits: limits)
        let part = BodyPart(
            path: "1", role: .attachment, mediaType: MediaType("application", "octet-stream"), encoding: .binary,
            range: bodyStart..<bytes.count)
        let doubt = Doubt(.grave, "the message is not taken apart: \(excess.text)", at: excess.offset)
        return Message(
            source: source, header: header.fields, bodyStart: bodyStart, parts: [part], doubts: [doubt] + header.doubts,
            entities: [
                MIMEEntity(
                    path: part.path, end: 1, header: header.fields, mediaType: part.mediaType, encoding: part.encoding,
                    body: part.range)
            ])
    }
}
