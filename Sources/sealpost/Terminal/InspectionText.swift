// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Reading

/// What reading makes of a message, for a person at a terminal.
struct InspectionText {
    let message: Message
    let files: [String: String]
    let style: Style

    init(_ message: Message, files: [String: String], style: Style) {
        self.message = message
        self.files = files
        self.style = style
    }

    /// The lines to print.
    var lines: [String] {
        var lines: [String] = []
        for name in ["From", "To", "Cc", "Bcc"] {
            let addresses = message.addresses(in: name)
            if !addresses.isEmpty { lines.append(field(name, addresses.map(Self.shown).joined(separator: ", "))) }
        }
        lines.append(field("Subject", message.subject.isEmpty ? "(none)" : message.subject))
        lines.append(field("Date", message.date.map { Timestamp(seconds: $0).rfc3339 } ?? "(none)"))
        lines.append(field("Message-ID", message.messageID ?? "(none)"))
        lines.append(field("Size", "\(message.source.count) bytes"))
        lines += ["", style.bold("Parts")]
        for part in message.parts { lines.append("  " + describe(part)) }
        if message.parts.isEmpty { lines.append("  (none)") }
        if !message.doubts.isEmpty {
            lines += ["", style.bold("Doubts")]
            for doubt in message.doubts {
                let place = doubt.offset.map { " (byte \($0))" } ?? ""
                let text = PlainText.oneLine(doubt.text) + place
                lines.append("  " + (doubt.weight == .grave ? style.red("! \(text)") : style.yellow("  \(text)")))
            }
        }
        if let text = message.text ?? message.html {
            lines += ["", style.bold(message.text == nil ? "Text (HTML)" : "Text")]
            let body = text.split(separator: "\n", omittingEmptySubsequences: false)
            lines += body.prefix(12).map { "  " + PlainText.fitted(String($0), 100) }
            if body.count > 12 { lines.append(style.dim("  … \(body.count - 12) lines more")) }
        }
        return lines
    }

    private func field(_ name: String, _ value: String) -> String {
        style.bold((name + ":").padding(12)) + PlainText.oneLine(value)
    }

    private func describe(_ part: BodyPart) -> String {
        let role = part.role == .attachment ? "attachment" : part.role == .extraText ? "more text" : part.role.rawValue
        let name = part.fileName.isEmpty ? "" : "  " + PlainText.oneLine(part.fileName)
        let file = files[part.path].map { style.dim("  -> \($0)") } ?? ""
        return part.path.padding(6) + role.padding(12) + PlainText.oneLine(part.mediaType.essence).padding(28)
            + "\(part.range.count) bytes, \(part.encoding.rawValue)" + name + file
    }

    private static func shown(_ address: Address) -> String {
        address.name.isEmpty ? address.mailbox : "\(address.name) <\(address.mailbox)>"
    }
}
