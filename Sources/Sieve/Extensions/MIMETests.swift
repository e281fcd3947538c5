// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import TransferEncodings

extension Extension {
    /// `mime`: `header`, `address` and `exists` look at the headers of parts, and into their MIME fields (RFC 5703, section 4).
    static let mime = Extension(
        capability: "mime", specification: "RFC 5703, section 4",
        tags: [
            TagDefinition(
                "mime", reach: everyTest,
                effect: .scope { call, _ in
                    FieldScope(includesChildren: call.tag("anychild") != nil)
                }),
            TagDefinition(
                "anychild", reach: everyTest,
                effect: .scope { call, checker in
                    needMIME(call, for: "anychild", &checker)
                    return nil
                }),
            option("type") { _ in MIMEFieldReading(.type) },
            option("subtype") { _ in MIMEFieldReading(.subtype) },
            option("contenttype") { _ in MIMEFieldReading(.contentType) },
            option("param", parameter: ParameterDefinition(name: "parameter names", kind: .strings)) { call in
                MIMEFieldReading(.parameters(call.tag("param")?.strings.map(\.template) ?? []))
            },
        ])

    private static let everyTest = TagDefinition.Reach.calls(["header", "address", "exists"])

    private static func option(
        _ name: String, parameter: ParameterDefinition? = nil,
        make: @escaping @Sendable (CheckedCall) -> MIMEFieldReading
    ) -> TagDefinition {
        TagDefinition(
            name, group: TagGroup(name: "MIME option"), parameter: parameter, reach: .calls(["header"]),
            effect: .reading { call, checker in
                needMIME(call, for: name, &checker)
                return make(call)
            })
    }

    private static func needMIME(_ call: CheckedCall, for name: String, _ checker: inout Checker) {
        guard call.tag("mime") == nil, let tag = call.tag(name) else { return }
        checker.findings.error(":\(name) goes with :mime", at: tag.range)
    }
}

/// A part of a MIME field: of `Content-Type: text/plain; charset=utf-8`, `text`, `plain`, or the charset.
private struct MIMEFieldReading: FieldReading {
    enum Piece: Sendable {
        case type
        case subtype
        case contentType
        case parameters([StringTemplate])
    }

    private let piece: Piece

    init(_ piece: Piece) { self.piece = piece }

    func values(of field: HeaderField, in run: inout Run) throws(ScriptFault) -> [String] {
        let parsed = run.input.bodies.parameterizedValue(of: field)
        // RFC 5703, section 4.1: a Content-Disposition has a type and no subtype, another field neither.
        let isType = field.isNamed("Content-Type")
        let head = isType || field.isNamed("Content-Disposition") ? parsed.head : ""
        let pieces = head.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        switch piece {
        case .type: return [isType ? pieces.first ?? "" : head]
        case .subtype: return [isType && pieces.count > 1 ? pieces[1] : ""]
        case .contentType: return [head]
        case .parameters(let names):
            var values: [String] = []
            for name in names {
                guard let value = parsed.decoded(try name.text(in: &run).lowercased()) else { continue }
                values.append(value.text)
            }
            return values
        }
    }
}

extension BodyTexts {
    /// A field taken apart; from its bytes, since quotes and percent signs mean nothing any more once it is decoded.
    func parameterizedValue(of field: HeaderField) -> ParameterizedValue {
        // A field that a script added stands nowhere in the message.
        guard !field.range.isEmpty, field.range.upperBound <= source.count else {
            return ParameterizedValue(parsing: Array(field.value.utf8))
        }
        let bytes = source.bytes(in: field.range)
        let value = bytes.drop { $0 != UInt8(ascii: ":") }.dropFirst()
        return ParameterizedValue(parsing: value.filter { $0 != 0x0A && $0 != 0x0D })
    }
}
