// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import MarkupReading
import Testing

@Suite("Elements of XML")
struct XMLWalkTests {
    private func elements(_ text: String) throws(XMLFault) -> [XMLElement] {
        try XMLWalk.elements(of: Array(text.utf8))
    }

    @Test("elements come in document order, each with its attributes and its depth")
    func order() throws {
        let found = try elements("<?xml version='1.0'?><a x='1'><b y=\"2 &amp; 3\"/>text<c><d/></c></a>")
        #expect(found.map(\.name) == ["a", "b", "c", "d"])
        #expect(found.map(\.depth) == [0, 1, 1, 2])
        #expect(found[1].attributes == ["y": "2 & 3"])
    }

    @Test("other encodings are read, and prefixes have no meaning")
    func encodings() throws {
        let latin = Array("<?xml version='1.0' encoding='ISO-8859-1'?><a x='".utf8) + [0xE9] + Array("'/>".utf8)
        #expect(try XMLWalk.elements(of: latin).first?.attributes == ["x": "é"])
        #expect(try elements("<p:a xmlns:p='urn:x' p:x='1'/>").first?.attributes["x"] == "1")
    }

    @Test(
        "what is not well-formed to its end gives nothing",
        arguments: [
            "", "no XML", "<a>", "<a><b></a>", "<a x='1' x='2'/>", "<a/><b/>", "<a x='1", "<html><p>one<p>two</html>",
            "<a x='&undeclared;'/>",
        ])
    func malformed(text: String) {
        #expect(throws: XMLFault.malformed) { try elements(text) }
    }

    @Test(
        "a document type is refused, with whatever it declares",
        arguments: [
            "<!DOCTYPE a><a/>", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
            "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a x='1'>&e;</a>",
            "<!DOCTYPE a [<!ENTITY % e SYSTEM 'http://127.0.0.1:1/x'> %e;]><a/>",
            """
            <!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
            <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><a x="&d;">&d;</a>
            """, "<!DOCTYPE html><html><body/></html>",
        ])
    func documentType(text: String) {
        #expect(throws: XMLFault.documentType) { try elements(text) }
        var wide: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { wide += [UInt8(unit & 255), UInt8(unit >> 8)] }
        #expect(throws: XMLFault.documentType) { try XMLWalk.elements(of: wide) }
    }

    @Test("there is a limit to bytes, elements, attributes and depth")
    func limits() throws {
        #expect(throws: XMLFault.tooLarge) { try elements("<a>\(String(repeating: " ", count: 1 << 20))</a>") }
        #expect(throws: XMLFault.tooLarge) { try elements("<a>\(String(repeating: "<b/>", count: 10_000))</a>") }
        let attributes = (0..<100).map { "x\($0)=''" }.joined(separator: " ")
        #expect(throws: XMLFault.tooLarge) {
            try elements("<a>\(String(repeating: "<b \(attributes)/>", count: 501))</a>")
        }
        #expect(throws: XMLFault.malformed) {
            try elements(String(repeating: "<a>", count: 300) + String(repeating: "</a>", count: 300))
        }
    }
}
