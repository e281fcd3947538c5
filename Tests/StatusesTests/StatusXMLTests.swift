// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@testable import Statuses

@Suite("the status XML, read")
struct StatusXMLTests {
    private static let status = """
        <statussen><status statusdatumtijd="2020-03-03 15:43:20" \
        statusomschrijving="Herinnering aangetekende mail verstuurd" statuscode="95" statusdetail=" "/></statussen>
        """
    private static let head = """
        <biljet id="K.SF1m-w" afzender="a@x.nl" ontvanger="b@y.nl" onderwerp="s" customer_id="123456" taal="nl" \
        handtekening_nodig="1">
        """
    private static let files =
        "<bijlagen><bijlage bijlage=\"example.pdf\" hash=\"QUJD\" geaccepteerd=\"1\"/></bijlagen>"

    private func read(
        _ text: String, token: String = "K.SF1m-w", meanings: StatusMeanings = .documented
    ) throws(StatusFault) -> TicketStatus? {
        try StatusXML.status(of: token, in: Array(text.utf8), meanings: meanings)
    }

    @Test("the definition's own example is read, whatever the order of its elements")
    func example() throws {
        for inner in [Self.files + Self.status, Self.status + Self.files] {
            let status = try #require(try read("<biljetten>\(Self.head)\(inner)</biljet></biljetten>"))
            #expect(status.sender == "a@x.nl" && status.recipient == "b@y.nl" && status.subject == "s")
            #expect(
                status.attachments == [
                    ReportedAttachment(name: "example.pdf", fingerprint: "QUJD", isAccepted: true)
                ])
            let report = try #require(status.reports.first)
            #expect(status.reports.count == 1)
            #expect(report.event == .reminded && report.code == "95" && report.detail == "")
            #expect(report.date == "2020-03-03 15:43:20" && report.time?.rfc3339 == "2020-03-03T15:43:20Z")
            #expect(report.genuineness == .fetched && report.ticket == "K.SF1m-w")
        }
    }

    @Test("elements that lie elsewhere than the names suggest are found; other tickets' are not taken")
    func odd() throws {
        let other = Self.head.replacing("K.SF1m-w", with: "other") + "<status statuscode='7'/></biljet>"
        let text =
            "<x>\(other)<biljetten>\(Self.head)<y>\(Self.status)</y></biljet>\(other)<status statuscode='8'/></biljetten></x>"
        #expect(try read(text)?.reports.map(\.code) == ["95"])
        #expect(try read("\(Self.head)\(Self.status)</biljet>")?.reports.count == 1)
        #expect(try read(text, token: "none") == nil)
    }

    @Test("what is said of attachments is kept as it came, whether they are accepted or nothing is said of that")
    func attachments() throws {
        let files = "<bijlage hash='a b' geaccepteerd='0'/><bijlage bijlage='x' hash='QUJD' geaccepteerd='ja'/>"
        let status = try #require(try read("\(Self.head)\(files)\(Self.status)</biljet>"))
        #expect(
            status.attachments == [
                ReportedAttachment(name: "", fingerprint: "a b", isAccepted: false),
                ReportedAttachment(name: "x", fingerprint: "QUJD", isAccepted: nil),
            ])
        let many = String(repeating: "<bijlage/>", count: StatusXML.mostAttachments + 1)
        #expect(throws: StatusFault.self) { try read("\(Self.head)\(many)</biljet>") }
    }

    @Test("a ticket within a ticket is nobody's surely")
    func nested() {
        let other = Self.head.replacing("K.SF1m-w", with: "other")
        for text in [
            "\(Self.head)\(other)\(Self.status)</biljet></biljet>",
            "\(other)\(Self.head)\(Self.status)</biljet></biljet>",
        ] {
            #expect(throws: StatusFault.self) { try read(text) }
        }
    }

    @Test("missing attributes are empty, and an event that says nothing is none")
    func missing() throws {
        let status = try #require(
            try read(
                "<biljet id='K.SF1m-w'><status/><status statuscode='95'/><status statusomschrijving='Iets'/></biljet>"))
        #expect(status.recipient == "" && status.reports.count == 2)
        #expect(status.reports[0].event == .reminded && status.reports[0].time == nil)
        #expect(status.reports[1].event == nil && status.reports[1].text == "Iets")
        #expect(status.begin == nil)
    }

    @Test("codes and texts have the meaning that the settings give, and unknown ones stay as they came")
    func meanings() throws {
        let text = """
            <biljet id="K.SF1m-w"><status statuscode="9003" statusomschrijving="Aangetekende mail  geaccepteerd"/>
            <status statuscode="4711" statusomschrijving="Iets nieuws" statusdetail="&lt;b&gt;" statusdatumtijd="gisteren"/></biljet>
            """
        #expect(try read(text)?.reports.map(\.event) == [nil, nil])
        #expect(try read(text, meanings: StatusMeanings(["9003": .accepted]))?.reports[0].event == .accepted)
        let byText = StatusMeanings(["aangetekende mail GEACCEPTEERD": .accepted])
        let report = try #require(try read(text, meanings: byText)?.reports.last)
        #expect(try read(text, meanings: byText)?.reports[0].event == .accepted)
        #expect(report.code == "4711" && report.text == "Iets nieuws" && report.detail == "<b>")
        #expect(report.date == "gisteren" && report.time == nil)
    }

    @Test(
        "what is no status is refused as a whole",
        arguments: [
            "", "<html><body>Log in</body></html>", "<!DOCTYPE html><html></html>", "<biljetten><biljet id='K.SF1m-w'>",
            "{\"ticket\": 1}", "<fault/>",
            "<biljetten><biljet id='K.SF1m-w'/><biljet id='K.SF1m-w'/></biljetten>",
            "<biljet id='K.SF1m-w'>" + String(repeating: "<status statuscode='1'/>", count: 1001) + "</biljet>",
        ])
    func refused(text: String) {
        #expect(throws: StatusFault.self) { try read(text) }
    }

    @Test("whatever is cut off an answer, half of it is never taken")
    func cut() throws {
        let whole = Array("<biljetten>\(Self.head)\(Self.files)\(Self.status)</biljet></biljetten>".utf8)
        for count in 0..<whole.count {
            #expect(throws: StatusFault.self) {
                try StatusXML.status(of: "K.SF1m-w", in: Array(whole.prefix(count)), meanings: .documented)
            }
        }
    }

    @Test(
        "a time without a zone is UTC, and what is no time is none",
        arguments: [
            ("2020-03-03 15:43:20", "2020-03-03T15:43:20Z"), ("2020-03-03T15:43:20Z", "2020-03-03T15:43:20Z"),
            ("2020-02-30 00:00:00", nil), ("03-03-2020 15:43:20", nil), ("", nil), ("2020-03-03", nil),
            ("2020-03-03 25:00:00", nil), ("٢٠٢٠-03-03 15:43:20", nil),
        ] as [(String, String?)])
    func times(text: String, expected: String?) {
        #expect(StatusXML.time(text)?.rfc3339 == expected)
    }
}
