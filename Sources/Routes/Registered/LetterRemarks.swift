// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Mail

/// What of a message has no place in a registered letter, or changes on the way, in a person's words.
struct LetterRemarks {
    private(set) var texts: [String] = []

    /// Looks at a message of which `text` is sent and `parts` go as attachments.
    init(_ message: Message, text: String, parts: [BodyPart], opaque: Set<OpaqueContent>) {
        say(
            "what is encrypted goes as the attachment \(AttachmentName.wholeMail.name), which only the owner of the key can read",
            if: opaque.contains(.encrypted))
        say(
            "the signature is good only for the whole mail, which goes along as \(AttachmentName.wholeMail.name)",
            if: opaque.contains(.signed) && !opaque.contains(.encrypted))
        say("winmail.dat goes as it is, and only Outlook shows what it holds", if: opaque.contains(.tnef))
        say(
            "a file inside the text (uuencode or yEnc) stays there as letters, and is not unpacked",
            if: Self.hasEncodedFile(text))
        say("further texts of the message go as attachments", if: parts.contains { $0.role != .attachment })
        say(
            "images inside the text go as attachments",
            if: parts.contains { !$0.contentID.isEmpty && $0.mediaType.type == "image" })
        say(
            "a mail within the mail goes as an attachment",
            if: parts.contains { $0.mediaType.essence == "message/rfc822" })
        say(
            "an invitation goes as an attachment, and can't be answered with a button",
            if: parts.contains { $0.mediaType.essence == "text/calendar" })
        say(
            "a part of a text lies elsewhere (message/external-body or message/partial) and is not fetched",
            if: parts.contains { ["message/external-body", "message/partial"].contains($0.mediaType.essence) })
        say("the charset of a text that goes as an attachment is not told", if: parts.contains(where: Self.hasCharset))
        say("text before the first part or behind the last one is not sent", if: Self.hasTextOutside(message))
        say(
            "the recipient does not see who else got the mail",
            if: !message.addresses(in: "Cc").isEmpty || message.addresses(in: "To").count > 1)
        say("Reply-To is not sent", if: message.value(of: "Reply-To") != nil)
        say(
            "the wish for a receipt is not sent; the service has its own",
            if: message.value(of: "Disposition-Notification-To") != nil)
        for part in parts where !part.fileName.isEmpty {
            let name = AttachmentName(part).name
            say("the file \"\(OneLine.text(part.fileName))\" is sent as \"\(name)\"", if: name != part.fileName)
        }
    }

    private mutating func say(_ text: String, if condition: Bool) {
        if condition { texts.append(text) }
    }

    private static func hasCharset(_ part: BodyPart) -> Bool {
        let charset = part.mediaType.parameters["charset"]?.lowercased() ?? "us-ascii"
        return part.mediaType.type == "text" && !["us-ascii", "utf-8", "ascii"].contains(charset)
    }

    /// Whether a text holds the first line of a file as it was sent before MIME: POSIX.1-2017, uuencode, or yEnc.
    private static func hasEncodedFile(_ text: String) -> Bool {
        var rest = text.utf8[...]
        while !rest.isEmpty {
            let line = rest.prefix { $0 != 0x0A }
            if line.starts(with: "=ybegin ".utf8) { return true }
            if line.starts(with: "begin".utf8) {
                let words = line.split(separator: 0x20, maxSplits: 2)
                let isMode = words.count == 3 && (3...4).contains(words[1].count)
                let isBegin = ["begin", "begin-base64"].contains { words[0].elementsEqual($0.utf8) }
                if isMode, isBegin, words[1].allSatisfy({ (0x30...0x37).contains($0) }) { return true }
            }
            rest = rest[line.endIndex...].dropFirst()
        }
        return false
    }

    /// Whether more than what mail programs write for those that know no MIME stands around the parts.
    private static func hasTextOutside(_ message: Message) -> Bool {
        message.entities.prefix { $0.kind != .message }.contains { entity in
            guard case .multipart(let prologue, let epilogue) = entity.kind, entity.end > 1 else { return false }
            let texts = [prologue, epilogue].compactMap(\.self).map { range in
                String(decoding: message.source.bytes(in: range.prefix(4096)), as: UTF8.self).lowercased()
            }
            return texts.contains { !$0.allSatisfy(\.isWhitespace) && !$0.contains("mime") }
        }
    }
}

extension Range<Int> {
    /// The first `count` of the range, or all of it.
    fileprivate func prefix(_ count: Int) -> Range<Int> { lowerBound..<Swift.min(upperBound, lowerBound + count) }
}
