// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Mail

/// A message as the registered service takes it: a text, and parts that go as attachments.
struct RegisteredLetter {
    let text: String
    let parts: [BodyPart]
    var remarks: [String] = []
    private let source: any MessageBytes

    /// The most HTML that is turned into text: the parser's time grows with the square of what a hostile text holds.
    private static let longestHTML = 256 << 10

    init(_ message: Message, htmlToText: (String) -> String) throws(RouteFault) {
        source = message.source
        let plain = message.parts.first { $0.role == .text }
        let html = message.parts.first { $0.role == .html }
        let isBlank = message.text?.allSatisfy(\.isWhitespace) ?? true
        // Two forms of one text: the plain one is the letter. Two texts: the first is, and the other goes along.
        let areForms = plain?.alternative != nil && plain?.alternative == html?.alternative
        let comesFirst = (html?.range.lowerBound ?? .max) < (plain?.range.lowerBound ?? .max)
        let sendsHTML = message.html != nil && (isBlank || !areForms && comesFirst)
        let other = areForms || isBlank ? nil : sendsHTML ? plain : html
        parts = message.parts.filter {
            $0.role == .attachment || $0.role == .extraText || $0.path == other?.path
        }
        if sendsHTML, let html = message.html {
            guard html.utf8.count <= Self.longestHTML else {
                throw RouteFault(
                    "the text is HTML of \(html.utf8.count) bytes, too much to make plain text of; send plain text too")
            }
            text = htmlToText(html)
            remarks.append(
                "the text was made from HTML; layout and styles are lost, and numbering and struck text may be")
        } else if let plain = message.text {
            text = plain
            if areForms, html != nil {
                remarks.append("the HTML form of the text is left out; the plain text is sent")
            }
        } else {
            text = ""
            remarks.append("there is no text, only attachments")
        }
        if parts.contains(where: { $0.role != .attachment }) {
            remarks.append("further texts of the message go as attachments")
        }
        if parts.contains(where: { !$0.contentID.isEmpty && $0.mediaType.type == "image" }) {
            remarks.append("images inside the text go as attachments")
        }
        if message.parts.contains(where: {
            $0.mediaType.subtype == "pkcs7-signature" || $0.mediaType.subtype == "pgp-signature"
        }) {
            remarks.append("the signature goes as an attachment and can't be verified any more")
        }
        if !message.addresses(in: "Cc").isEmpty || message.addresses(in: "To").count > 1 {
            remarks.append("the recipient does not see who else got the mail")
        }
        if message.value(of: "Reply-To") != nil { remarks.append("Reply-To is not sent") }
    }

    /// Adds the attachments, `[]` where there are none: the service wants the member in any case.
    func addAttachments(to json: inout JSONObject) -> [RequestSummary.Attachment] {
        var list: [RequestSummary.Attachment] = []
        json.begin("attachments")
        json.add(raw: "[")
        for (index, part) in parts.enumerated() {
            let name = AttachmentName(part)
            let passed = part.encoding == .base64 ? CleanBase64.length(part.range, of: source) : nil
            let content: SegmentedBody.Segment =
                passed != nil ? .passedBase64(part.range) : .encodedBase64(part.range, part.encoding)
            if index > 0 { json.add(raw: ",") }
            json.add(raw: "{\"attachment\":\"")
            json.add(content)
            json.add(raw: "\",\"attachment_name\":")
            json.add(string: name.name)
            json.add(raw: ",\"attachment_type\":")
            json.add(string: name.type)
            json.add(raw: "}")
            let bytes = passed ?? SegmentedBody.length(of: [content], in: source)
            list.append(RequestSummary.Attachment(name: name.name, type: name.type, encodedBytes: bytes))
        }
        json.add(raw: "]")
        return list
    }
}
