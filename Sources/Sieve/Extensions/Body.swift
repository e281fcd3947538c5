// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

extension Extension {
    /// `body`: looks for strings in the body of the message (RFC 5173).
    static let body = Extension(
        capability: "body", specification: "RFC 5173",
        tests: [
            CallDefinition(
                "body", parameters: [ParameterDefinition(name: "keys", kind: .strings)],
                tags: [
                    TagDefinition("raw", group: .bodyTransform),
                    TagDefinition(
                        "content", group: .bodyTransform,
                        parameter: ParameterDefinition(name: "content types", kind: .strings)),
                    TagDefinition("text", group: .bodyTransform),
                ],
                accepts: [.comparator, .matchType],
                making: .test { call, _, checker in
                    guard let value = checker.valueTest(of: call, keys: call.strings(0)) else { return nil }
                    if call.tag("raw") != nil { return RawBodyTest(value: value) }
                    guard let tag = call.tag("content") else { return TextBodyTest(value: value) }
                    return ContentBodyTest(types: tag.strings.map(\.template), value: value)
                })
        ])
}

extension TagGroup {
    fileprivate static let bodyTransform = TagGroup(name: "body transform")
}

extension Run {
    /// Whether there is a body at all: a header that no empty line follows has none, and then no test of it is true.
    fileprivate var hasBody: Bool { input.bodies.entities[0].body != nil }
}

/// `:raw`: the body as it stands in the message, compared where it lies.
private struct RawBodyTest: CompiledTest {
    let value: ValueTest

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        var session = try value.bodySession(in: &run)
        if run.hasBody {
            let message = run.input.message
            let start = min(message.bodyStart, message.source.count)
            let isFound = try message.source.withBytes(in: start..<message.source.count) {
                bytes throws(ScriptFault) in
                // The first line tells how lines end: a mailbox writes all of them one way.
                let feed = bytes.firstIndex(of: 0x0A)
                let endsLinesWithLF = feed.map { $0 == 0 || bytes[$0 - 1] != 0x0D } ?? false
                return try session.offer(
                    bytes.bindMemory(to: UInt8.self).span, from: "body", endsLinesWithLF: endsLinesWithLF, in: &run)
            }
            if isFound { return true }
        }
        return try session.finish(in: &run)
    }
}

/// `:text`: the texts of the message, without markup.
private struct TextBodyTest: CompiledTest {
    let value: ValueTest

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        var session = try value.bodySession(in: &run)
        let entities = run.input.bodies.entities
        if run.hasBody {
            for (index, entity) in entities.enumerated() where entity.isSearched(as: .text) {
                try run.charge(1)
                let text = try run.body(of: index, as: .text)
                let origin = "text of part \(entity.path)"
                if try session.offer(text.bytes.span, from: origin, endsLinesWithLF: true, in: &run) { return true }
            }
        }
        return try session.finish(in: &run)
    }
}

/// `:content`: the parts of some types; of a multipart what stands around its parts, of a message its header.
private struct ContentBodyTest: CompiledTest {
    let types: [StringTemplate]
    let value: ValueTest

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        var session = try value.bodySession(in: &run)
        var wanted: [ContentType] = []
        for type in types {
            if let type = ContentType(try type.text(in: &run)) { wanted.append(type) }
        }
        let entities = run.input.bodies.entities
        if run.hasBody {
            for (index, entity) in entities.enumerated() where wanted.contains(where: { $0.covers(entity.mediaType) }) {
                try run.charge(1)
                if try offer(index, entities, to: &session, in: &run) { return true }
            }
        }
        return try session.finish(in: &run)
    }

    private func offer(
        _ index: Int, _ entities: [MIMEEntity], to session: inout MatchSession, in run: inout Run
    ) throws(ScriptFault) -> Bool {
        let entity = entities[index]
        switch entity.kind {
        case .leaf:
            guard entity.isSearched(as: .content) else { return false }
            let text = try run.body(of: index, as: .content)
            let isText = entity.isText || entity.isMarkup
            return try session.offer(
                text.bytes.span, from: "content of part \(entity.path)", endsLinesWithLF: isText, in: &run)
        case .message:
            let header = entities[index + 1].header
            guard let first = header.first, let last = header.last else { return false }
            let range = first.range.lowerBound..<max(first.range.lowerBound, last.range.upperBound)
            return try offer(range, from: "header of the message in part \(entity.path)", to: &session, in: &run)
        case .multipart(let prologue, let epilogue):
            let title = entity.path.isEmpty ? "the message" : "part \(entity.path)"
            if try offer(prologue, from: "prologue of \(title)", to: &session, in: &run) { return true }
            guard let epilogue else { return false }
            return try offer(epilogue, from: "epilogue of \(title)", to: &session, in: &run)
        }
    }

    private func offer(
        _ range: Range<Int>, from origin: String, to session: inout MatchSession, in run: inout Run
    ) throws(ScriptFault) -> Bool {
        guard range.count <= run.limits.bodySize else {
            throw run.fault(.bodyTooLong(part: origin, limit: run.limits.bodySize))
        }
        let lines = run.input.bodies.lines(in: range)
        return try session.offer(lines.span, from: origin, endsLinesWithLF: true, in: &run)
    }
}

extension MIMEEntity {
    /// Whether a leaf has a body to search: one in an encoding that nobody knows has none (RFC 2045, section 6.4).
    fileprivate func isSearched(as form: BodyTexts.Form) -> Bool {
        kind == .leaf && body != nil && encoding != nil && (form == .content || isText || isMarkup)
    }
}

/// A content type of `:content`: all, a type with any subtype, or one type and subtype.
private struct ContentType {
    private let type: String
    private let subtype: String?

    /// Nil for what covers no type at all: a slash too many, or one at an end.
    init?(_ text: String) {
        let pieces = text.lowercased().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch pieces.count {
        case 1: (type, subtype) = (pieces[0], nil)
        case 2 where !pieces[0].isEmpty && !pieces[1].isEmpty: (type, subtype) = (pieces[0], pieces[1])
        default: return nil
        }
    }

    func covers(_ media: MediaType) -> Bool {
        if type.isEmpty { return true }
        return type == media.type && (subtype.map { $0 == media.subtype } ?? !media.subtype.contains("/"))
    }
}
