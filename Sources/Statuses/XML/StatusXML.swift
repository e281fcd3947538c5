// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import MarkupReading
import Mail

/// The status document of the registered service: `biljetten`, in which every value is an attribute.
///
/// Schema `XMLresponse` of the service's definition, v.1.1.1. The nesting is not documented, so the elements are looked for
/// by their names: what lies in a `biljet` is its own. Times have no zone and are taken for UTC.
public enum StatusXML {
    /// The most statuses of one ticket that are read.
    public static let mostReports = 1000
    /// The most attachments of one ticket that are read.
    public static let mostAttachments = 1000
    /// The most characters of one value that are kept.
    static let longestValue = 1000

    /// Reads what the document says of a ticket; nil where it says nothing of it.
    public static func status(
        of token: String, in bytes: [UInt8], meanings: StatusMeanings
    ) throws(StatusFault) -> TicketStatus? {
        let elements: [XMLElement]
        do throws(XMLFault) {
            elements = try XMLWalk.elements(of: bytes)
        } catch {
            throw StatusFault("the status is \(error)")
        }
        var status: TicketStatus?
        var isWithin: Int?
        var ticketDepth = Int.max
        for element in elements {
            if let depth = isWithin, element.depth <= depth { isWithin = nil }
            if element.depth <= ticketDepth { ticketDepth = .max }
            if element.name == "biljet" {
                // Whose an event is in there nobody could say.
                guard ticketDepth == .max else { throw StatusFault("the status holds a ticket within a ticket") }
                ticketDepth = element.depth
                guard value("id", element) == token else { continue }
                guard status == nil else { throw StatusFault("the status holds the ticket twice") }
                isWithin = element.depth
                status = TicketStatus(
                    token: token, sender: value("afzender", element), recipient: value("ontvanger", element),
                    subject: value("onderwerp", element), attachments: [], reports: [])
            }
            guard isWithin != nil else { continue }
            if element.name == "bijlage" {
                status?.attachments.append(attachment(element))
                guard status?.attachments.count ?? 0 <= mostAttachments else {
                    throw StatusFault("the status holds more than \(mostAttachments) attachments")
                }
            }
            if element.name == "status", let report = report(element, token, meanings) {
                status?.reports.append(report)
                guard status?.reports.count ?? 0 <= mostReports else {
                    throw StatusFault("the status holds more than \(mostReports) events")
                }
            }
        }
        guard elements.contains(where: { $0.name == "biljetten" || $0.name == "biljet" }) else {
            throw StatusFault("the answer is XML, and no status of a ticket")
        }
        return status
    }

    private static func attachment(_ element: XMLElement) -> ReportedAttachment {
        let accepted = ["1": true, "0": false][value("geaccepteerd", element)]
        return ReportedAttachment(
            name: value("bijlage", element), fingerprint: value("hash", element), isAccepted: accepted)
    }

    /// One event; nil where it says neither what nor when.
    private static func report(_ element: XMLElement, _ token: String, _ meanings: StatusMeanings) -> StatusReport? {
        let (code, text) = (value("statuscode", element), value("statusomschrijving", element))
        let date = value("statusdatumtijd", element)
        guard !code.isEmpty || !text.isEmpty else { return nil }
        return StatusReport(
            origin: .xml, event: meanings.event(code: code, text: text), ticket: token, code: code, text: text,
            detail: value("statusdetail", element), date: date, time: time(date), genuineness: .fetched)
    }

    /// A value without the space around it: the definition's example has a space where there is no detail.
    private static func value(_ name: String, _ element: XMLElement) -> String {
        let words = (element.attributes[name] ?? "").split(whereSeparator: \.isWhitespace)
        return String(words.joined(separator: " ").onOneLine.prefix(longestValue))
    }

    /// `2020-03-03 15:43:20`, also with a `T` between and a `Z` behind; nil for anything else.
    static func time(_ text: String) -> Timestamp? {
        let digits = text.utf8.map { $0 >= 48 && $0 <= 57 ? UInt8(ascii: "0") : $0 }
        let shape = String(decoding: digits, as: UTF8.self)
        guard ["0000-00-00 00:00:00", "0000-00-00T00:00:00", "0000-00-00T00:00:00Z"].contains(shape) else { return nil }
        let numbers = text.split(whereSeparator: { !$0.isASCII || !$0.isNumber }).compactMap { Int($0) }
        guard numbers.count == 6 else { return nil }
        return CivilTime(
            year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
            second: numbers[5], offset: 0
        ).map { Timestamp(seconds: $0.seconds) }
    }
}
