// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A message after reading: values only, with the attachments left where they lie in `source`.
///
/// Made once by reading and handed to rules, routes and notices, so that all of them speak of the same message.
public struct Message: Sendable {
    /// The exact bytes.
    public var source: any MessageBytes
    /// All header fields, in order.
    public var header: [HeaderField]
    /// Where the body begins in `source`.
    public var bodyStart: Int
    /// The leaves of the MIME tree, in order.
    public var parts: [BodyPart]
    /// The whole MIME tree, messages within the message too; empty where nobody took it apart.
    public var entities: [MIMEEntity]
    /// The body as plain text, decoded, with LF line ends; nil where there is no such part.
    public var text: String?
    /// The body as HTML, decoded, with LF line ends; nil where there is no such part.
    public var html: String?
    /// When the writer says it was written, in seconds since 1970 UTC.
    public var date: Int64?
    /// What could not be read faithfully.
    public var doubts: [Doubt]

    /// Makes a message.
    public init(
        source: any MessageBytes, header: [HeaderField], bodyStart: Int, parts: [BodyPart], text: String? = nil,
        html: String? = nil, date: Int64? = nil, doubts: [Doubt] = [], entities: [MIMEEntity] = []
    ) {
        self.source = source
        self.header = header
        self.bodyStart = bodyStart
        self.parts = parts
        self.text = text
        self.html = html
        self.date = date
        self.doubts = doubts
        self.entities = entities
    }

    /// The fields of this name, in order.
    public func fields(named name: String) -> [HeaderField] { header.filter { $0.isNamed(name) } }

    /// The value of the first field of this name.
    public func value(of name: String) -> String? { header.first { $0.isNamed(name) }?.value }

    /// The mailboxes of all fields of this name.
    public func addresses(in name: String) -> [Address] { fields(named: name).flatMap(\.addresses) }

    /// The decoded subject; empty where there is none.
    public var subject: String { value(of: "Subject") ?? "" }

    /// The Message-ID without angle brackets (RFC 5322, section 3.6.4); nil where there is none.
    public var messageID: String? {
        guard let value = value(of: "Message-ID") else { return nil }
        guard let open = value.firstIndex(of: "<") else { return value.isEmpty ? nil : value }
        let inner = value[value.index(after: open)...].prefix { $0 != ">" }
        return inner.isEmpty ? nil : String(inner)
    }

    /// The parts that are neither the text nor the HTML of the body.
    public var attachments: [BodyPart] { parts.filter { $0.role == .attachment } }

    /// What a person has to know of the grave doubts, in one line: the first few, and how many more there are.
    public var graveDoubts: String {
        var texts: [String] = []
        for doubt in doubts where doubt.weight == .grave && !texts.contains(doubt.text) {
            texts.append(doubt.text)
            if texts.count == 5 { break }
        }
        let count = doubts.count { $0.weight == .grave }
        return texts.joined(separator: "; ") + (count > texts.count ? " (\(count) places in all)" : "")
    }

    /// Whether content may be missing or changed in what was read.
    public var isDoubtful: Bool { doubts.contains { $0.weight == .grave } }
}
