// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Mail
internal import TransferEncodings

/// A message as the registered service takes it: a text, and parts that go as attachments.
///
/// Its rules are those of `docs/letters.md`.
struct RegisteredLetter {
    let text: String
    let parts: [BodyPart]
    /// Whether the whole mail goes along, because only there a signature or an encryption means something.
    let enclosesMail: Bool
    var remarks: [String] = []
    private let source: any MessageBytes
    private let mail: OutgoingMessage

    /// The most HTML that is turned into text: the parser's time grows with the square of what a hostile text holds.
    private static let longestHTML = 256 << 10

    /// - Parameter held: the kinds of content that a person is to decide about.
    init(
        _ message: Message, holding held: Set<OpaqueContent>, htmlToText: (String) -> String
    ) throws(RouteFault) {
        source = message.source
        // Also where no field goes along: where the header may end too early, hidden recipients may stand in the text.
        mail = try OutgoingMessage(message)
        let opaque = OpaqueContent.kinds(in: message)
        if let kind = OpaqueContent.allCases.first(where: { opaque.contains($0) && held.contains($0) }) {
            throw RouteFault(
                "\(kind.phrase), and hold_content names \"\(kind.rawValue)\"; send it by another route, or without that"
            )
        }
        let isEncrypted = opaque.contains(.encrypted)
        enclosesMail = isEncrypted || opaque.contains(.signed)
        let plain = message.parts.first { $0.role == .text }
        let html = message.parts.first { $0.role == .html }
        let isBlank = message.text?.allSatisfy(\.isWhitespace) ?? true
        // Two forms of one text: the plain one is the letter. Two texts: the first is, and the other goes along.
        let areForms = plain?.alternative != nil && plain?.alternative == html?.alternative
        let comesFirst = (html?.range.lowerBound ?? .max) < (plain?.range.lowerBound ?? .max)
        let sendsHTML = message.html != nil && (isBlank || !areForms && comesFirst)
        let other = areForms || isBlank ? nil : sendsHTML ? plain : html
        // What is encrypted lies in the enclosed mail, the only place where a program can make something of it.
        parts =
            isEncrypted
            ? []
            : message.parts.filter { $0.role == .attachment || $0.role == .extraText || $0.path == other?.path }
        if sendsHTML, let html = message.html {
            guard html.utf8.count <= Self.longestHTML else {
                throw RouteFault(
                    "the text is HTML of \(html.utf8.count) bytes, too much to make plain text of; send plain text too")
            }
            text = htmlToText(html)
            remarks.append(
                "the text was made from HTML; layout and styles are lost, and numbering and struck text may be")
        } else if let plain, let written = message.text {
            let parameters = plain.mediaType.parameters
            let isFlowed = parameters["format"]?.lowercased() == "flowed"
            text =
                isFlowed
                ? FlowedText.joined(written, deletesBlanks: parameters["delsp"]?.lowercased() == "yes") : written
            if text != written { remarks.append("lines of one paragraph are joined, as the text asks (format=flowed)") }
            if areForms, html != nil {
                remarks.append("the HTML form of the text is left out; the plain text is sent")
            }
        } else {
            text = ""
            remarks.append("there is no text, only attachments")
        }
        remarks += LetterRemarks(message, text: text, parts: parts, opaque: opaque).texts
    }

    /// Adds the attachments, `[]` where there are none: the service wants the member in any case.
    func addAttachments(to json: inout JSONObject) -> [RequestSummary.Attachment] {
        var list: [RequestSummary.Attachment] = []
        json.begin("attachments")
        json.add(raw: "[")
        func add(_ name: AttachmentName, _ content: SegmentedBody.Segment, bytes: Int?) {
            if !list.isEmpty { json.add(raw: ",") }
            json.add(raw: "{\"attachment\":\"")
            json.add(content)
            json.add(raw: "\",\"attachment_name\":")
            json.add(string: name.name)
            json.add(raw: ",\"attachment_type\":")
            json.add(string: name.type)
            json.add(raw: "}")
            let bytes = bytes ?? SegmentedBody.length(of: [content], in: source)
            list.append(RequestSummary.Attachment(name: name.name, type: name.type, encodedBytes: bytes))
        }
        for part in parts {
            let passed = part.encoding == .base64 ? CleanBase64.length(part.range, of: source) : nil
            add(
                AttachmentName(part),
                passed != nil ? .passedBase64(part.range) : .encodedBase64(part.range, part.encoding), bytes: passed)
        }
        if enclosesMail { add(.wholeMail, .message(mail, .base64), bytes: nil) }
        json.add(raw: "]")
        return list
    }
}
