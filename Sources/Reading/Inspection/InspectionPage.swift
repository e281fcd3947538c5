// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail
import TransferEncodings

/// What reading makes of a message, as a page for a terminal: `sealpost inspect`.
///
/// Nothing from a mail reaches the terminal as a control: escape sequences could change what a person sees.
public struct InspectionPage {
    /// The page, its lines ended by LF.
    public let text: String

    /// The fields that are shown, in this order, as mutt(1) shows them.
    private static let shown = [
        "Date", "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Resent-To", "Resent-Cc", "Subject", "Message-ID",
    ]

    /// How many lines of the body are shown.
    private static let bodyLines = 20

    /// Describes a message; `files` are the extracted copies by the path of their part.
    public init(_ message: Message, files: [String: String] = [:]) {
        var lines = Self.header(of: message) + [""]
        lines += Self.body(of: message)
        lines += Self.parts(of: message, files: files)
        lines += Self.doubts(of: message)
        while lines.last == "" { lines.removeLast() }
        text = lines.map { $0 + "\n" }.joined()
    }

    private static func header(of message: Message) -> [String] {
        shown.flatMap { name in message.fields(named: name).map { "\(name): \(safe($0.value))" } }
    }

    private static func body(of message: Message) -> [String] {
        let role: BodyPart.Role = message.text != nil ? .text : .html
        guard let text = message.text ?? message.html, let part = message.parts.first(where: { $0.role == role }) else {
            return ["[ no body text ]", ""]
        }
        let charset = part.mediaType.parameters["charset"].map { ", \(safe($0))" } ?? ""
        var lines = [
            "[ \(part.path) \(safe(part.mediaType.essence))\(charset), \(part.encoding.rawValue), \(size(text.utf8.count)) ]"
        ]
        var content = text.split(separator: "\n", omittingEmptySubsequences: false)
        while content.last?.allSatisfy(\.isWhitespace) ?? false { content.removeLast() }
        lines += content.prefix(bodyLines).map { "  " + safe(String($0)) }
        if content.count > bodyLines { lines.append("  ... \(content.count - bodyLines) more lines") }
        return lines + [""]
    }

    private static func parts(of message: Message, files: [String: String]) -> [String] {
        let rows = message.parts.filter { $0.role == .attachment || $0.role == .extraText || $0.role == .html }
            .map { part -> [String] in
                var length = 0
                message.decode(part) { length += $0.count }
                let file = files[part.path].map { " -> \(safe($0))" } ?? ""
                let name = part.fileName.isEmpty ? "" : "\"\(safe(part.fileName))\""
                return [part.path, label(part.role), safe(part.mediaType.essence), size(length), name + file]
            }
        guard !rows.isEmpty else { return [] }
        let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { text, width in
                text + String(repeating: " ", count: max(0, width - text.count))
            }
            return trimmed("  " + (cells + [row[4]]).joined(separator: "  "))
        } + [""]
    }

    private static func label(_ role: BodyPart.Role) -> String {
        switch role {
        case .text, .html: "body"
        case .extraText: "extra text"
        case .attachment: "attachment"
        }
    }

    private static func doubts(of message: Message) -> [String] {
        message.doubts.map { doubt in
            let place = doubt.offset.map { " (byte \($0))" } ?? ""
            return "\(doubt.weight == .grave ? "grave doubt" : "remark"): \(safe(doubt.text))\(place)"
        }
    }

    private static func size(_ bytes: Int) -> String {
        if bytes < 1000 { return "\(bytes) B" }
        if bytes < 1_000_000 { return "\((bytes + 500) / 1000) kB" }
        return "\((bytes + 50_000) / 1_000_000).\((bytes + 50_000) % 1_000_000 / 100_000) MB"
    }

    private static func trimmed(_ text: String) -> String {
        var text = text
        while text.last == " " { text.removeLast() }
        return text
    }

    /// Text without controls and without formatting characters that change the order in which it is shown.
    private static func safe(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control: scalar == "\t" ? " " : "\u{FFFD}"
                    case .format: scalar == "\u{200D}" || scalar == "\u{AD}" ? scalar : "\u{FFFD}"
                    case .lineSeparator, .paragraphSeparator: "\u{FFFD}"
                    default: scalar
                    }
                }))
    }
}
