// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Routes
import TransferEncodings

/// Reads the mails of these tests: one level of multipart, no odd input, so that the routes are tested by themselves.
func sampleMessage(_ bytes: [UInt8]) -> Message {
    let (header, bodyStart) = sampleHeader(bytes, in: 0..<bytes.count)
    var message = Message(source: bytes, header: header, bodyStart: bodyStart, parts: [])
    let boundary = message.value(of: "Content-Type").flatMap { parameter("boundary", of: $0) }
    if let boundary {
        let ranges = partRanges(bytes, from: bodyStart, boundary: boundary)
        for (index, range) in ranges.enumerated() {
            let (fields, start) = sampleHeader(bytes, in: range)
            var part = samplePart(fields, start..<range.upperBound, path: "\(index + 1)", message)
            if message.value(of: "Content-Type")?.hasPrefix("multipart/alternative") == true { part.alternative = "" }
            message.parts.append(part)
        }
    } else {
        message.parts = [samplePart(header, bodyStart..<bytes.count, path: "1", message)]
    }
    for part in message.parts where part.role == .text || part.role == .html {
        let content = bytes.withBytes(in: part.range) { ContentDecoder.content(of: $0, in: part.encoding) }
        let text = String(decoding: content.bytes, as: UTF8.self)
            .split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
        if part.role == .text { message.text = text } else { message.html = text }
    }
    return message
}

func sampleMessage(_ text: String) -> Message { sampleMessage(Array(text.utf8)) }

func sampleDelivery(_ message: Message, to recipients: [String] = ["ontvanger@example.org"]) -> Delivery {
    let from = message.addresses(in: "From").first
    func option(_ name: String) -> String? { message.value(of: "X-Sealpost-\(name)") }
    let options = RouteOptions(
        language: option("Language"), campaign: option("Campaign"), ownID: option("Own-Id"),
        mustReachBy: option("Must-Reach-By"), subject: option("Subject"))
    return Delivery(
        message: message, sender: from ?? Address(name: "Sanne de Vries", mailbox: "sanne@example.nl"),
        recipients: recipients, options: options, identifier: "5f0c7c1e-6f0e-4b7a-9d51-0e8f6c3d2a10",
        acceptedAt: Timestamp(seconds: 1_795_253_400))
}

private func samplePart(_ fields: [HeaderField], _ range: Range<Int>, path: String, _ message: Message) -> BodyPart {
    func value(_ name: String) -> String { fields.first { $0.isNamed(name) }?.value ?? "" }
    let type = value("Content-Type").split(separator: ";").first.map(String.init) ?? "text/plain"
    let names = type.lowercased().split(separator: "/").map(String.init)
    let disposition = value("Content-Disposition")
    let name = parameter("filename", of: disposition) ?? ""
    let role: BodyPart.Role =
        disposition.hasPrefix("attachment") || names[0] != "text"
        ? .attachment
        : names[1] == "html"
            ? .html : message.parts.contains { $0.role == .text } ? .extraText : .text
    return BodyPart(
        path: path, role: role, mediaType: MediaType(names[0], names[1]),
        encoding: TransferEncoding(rawValue: value("Content-Transfer-Encoding")) ?? .sevenBit, fileName: name,
        disposition: String(disposition.prefix { $0 != ";" }),
        contentID: String(value("Content-ID").drop { $0 == "<" }.prefix { $0 != ">" }), range: range)
}

private func parameter(_ name: String, of value: String) -> String? {
    guard let range = value.firstRange(of: "\(name)=") else { return nil }
    let rest = value[range.upperBound...]
    return rest.first == "\"" ? String(rest.dropFirst().prefix { $0 != "\"" }) : String(rest.prefix { $0 != ";" })
}

private func sampleHeader(_ bytes: [UInt8], in range: Range<Int>) -> ([HeaderField], Int) {
    var fields: [HeaderField] = []
    var position = range.lowerBound
    while position < range.upperBound {
        let end = lineEnd(bytes, from: position)
        let line = String(decoding: bytes[position..<end], as: UTF8.self).trimmingLine
        if line.isEmpty { return (fields, end) }
        if bytes[position] == 32 || bytes[position] == 9, let last = fields.popLast() {
            fields.append(field(last.name, last.value + line, last.range.lowerBound..<end))
        } else if let colon = line.firstIndex(of: ":") {
            fields.append(field(String(line[..<colon]), String(line[line.index(after: colon)...]), position..<end))
        }
        position = end
    }
    return (fields, position)
}

private func field(_ name: String, _ value: String, _ range: Range<Int>) -> HeaderField {
    let value = value.trimmingLine
    let isAddress = ["from", "to", "cc", "bcc", "reply-to"].contains(name.lowercased())
    let addresses = isAddress ? value.split(separator: ",").map { address(String($0)) } : []
    return HeaderField(name: name, value: value, addresses: addresses, range: range)
}

private func address(_ text: String) -> Address {
    guard let open = text.firstIndex(of: "<") else { return Address(mailbox: text.trimmingLine) }
    let mailbox = text[text.index(after: open)...].prefix { $0 != ">" }
    return Address(name: String(text[..<open]).trimmingLine, mailbox: String(mailbox))
}

private func partRanges(_ bytes: [UInt8], from start: Int, boundary: String) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var open: Int?
    var position = start
    while position < bytes.count {
        let end = lineEnd(bytes, from: position)
        let line = String(decoding: bytes[position..<end], as: UTF8.self).trimmingLine
        if line.hasPrefix("--" + boundary) {
            // The line end before a boundary belongs to it.
            let last = position >= 2 && bytes[position - 2] == 13 ? position - 2 : position - 1
            if let open { ranges.append(open..<max(open, last)) }
            open = line.hasSuffix("--") && line.count > boundary.count + 2 ? nil : end
        }
        position = end
    }
    return ranges
}

private func lineEnd(_ bytes: [UInt8], from position: Int) -> Int {
    bytes[position...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
}

extension String {
    fileprivate var trimmingLine: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        while text.first?.isWhitespace == true { text.removeFirst() }
        return String(text)
    }
}
