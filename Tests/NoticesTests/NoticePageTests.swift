// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MarkupReading
import Mail
import Testing

@testable import Notices

/// A notice as HTML.
@Suite struct NoticePageTests {
    private func contents(_ language: String) -> [(name: String, content: NoticeContent)] {
        let wording: any Wording = language == "nl" ? DutchWording() : EnglishWording()
        return SampleNotices.all.map { ($0.name, NoticeContent($0.notice, wording)) }
            + SampleNotices.quarantine.map { ("\($0.cause)", $0.content(wording)) }
    }

    /// The words of a page's body as a reader sees them; the colons behind labels are the text's own, and capitals the page's.
    private func words(_ html: String) -> [String] {
        let body = html.replacing(/(?s)^.*<body[^>]*>/, with: "").replacing(/<[^>]*>/, with: " ")
        let entities = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&amp;": "&"]
        let text = body.replacing(/&(lt|gt|quot|#39|amp);/) { entities[String($0.output.0)] ?? "" }
        return words(text: text)
    }

    private func words(text: String) -> [String] {
        text.lowercased().split(whereSeparator: \.isWhitespace).map { String($0.hasSuffix(":") ? $0.dropLast() : $0) }
    }

    @Test("the HTML says what the text says, in the same order", arguments: ["nl", "en"])
    func saysTheSame(language: String) {
        for (name, content) in contents(language) {
            #expect(
                words(NoticePage(content: content).html) == words(text: NoticeText(content: content).text), "\(name)")
        }
    }

    @Test("the HTML is well-formed, and holds no element or attribute that fetches, runs or sends anything")
    func isHarmless() throws {
        let elements: Set = [
            "html", "head", "meta", "title", "body", "table", "tr", "td", "th", "p", "div", "h2", "code", "a",
        ]
        let attributes: Set = [
            "lang", "charset", "name", "content", "style", "role", "scope", "align", "valign", "cellpadding",
            "cellspacing", "border", "href",
        ]
        for (name, content) in contents("nl") {
            let html = NoticePage(content: content).html
            #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"nl\">"))
            let found = try XMLWalk.elements(of: Array(html.utf8.drop { $0 != UInt8(ascii: "\n") }))
            #expect(Set(found.map(\.name)).isSubset(of: elements), "\(name)")
            #expect(Set(found.flatMap(\.attributes.keys)).isSubset(of: attributes), "\(name)")
            #expect(!found.contains { $0.attributes["style"]?.contains("url(") ?? false }, "\(name)")
            #expect(found.compactMap { $0.attributes["href"] }.allSatisfy { $0 == SampleNotices.ticket.url })
        }
    }

    @Test(
        "no text from elsewhere becomes markup, or a link to anything but a page",
        arguments: [
            "</td></table><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)",
            "data:text/html,<b>x", "' style='x", "&lt;b&gt;", "]]><!--", "\u{0}\u{1B}[31m\u{202E}x", "a\u{FFFE}b",
        ])
    func escapes(text: String) throws {
        var recipient = SampleNotices.recipient(.refused, by: .registered, address: text)
        recipient.reason = text
        recipient.insteadOf = text
        recipient.routeName = text
        var sent = SampleNotices.recipient(.sent, by: .registered)
        sent.ticket = Ticket(token: text, url: text)
        func page(_ text: String) -> String {
            NoticePage(
                content: NoticeContent(SampleNotices.notice([recipient, sent], subject: text), EnglishWording())
            ).html
        }
        let found = try XMLWalk.elements(of: Array(page(text).utf8.drop { $0 != UInt8(ascii: "\n") }))
        let harmless = SampleNotices.recipient(.refused, by: .registered)
        let plain = try XMLWalk.elements(
            of: Array(
                NoticePage(
                    content: NoticeContent(
                        SampleNotices.notice([harmless, SampleNotices.recipient(.sent, by: .registered)]),
                        EnglishWording())
                ).html.utf8.drop { $0 != UInt8(ascii: "\n") }))
        #expect(found.map(\.name) == plain.map(\.name).filter { $0 != "a" })
        #expect(found.map { $0.attributes["style"] } == plain.filter { $0.name != "a" }.map { $0.attributes["style"] })
    }

    @Test("what happened is marked by a shape for each tone, beside its colour")
    func hasShapes() {
        let marks = Tone.allCases.map { tone -> String in
            var content = NoticeContent(
                SampleNotices.notice([SampleNotices.recipient(.sent, by: .smtp)]), EnglishWording())
            content.sections[0].accounts[0].tone = tone
            let html = NoticePage(content: content).html
            return html.firstMatch(of: /border-left:(\d+px \w+)/).map { String($0.output.1) } ?? ""
        }
        #expect(Set(marks).count == Tone.allCases.count && !marks.contains(""))
    }

    @Test("the first part has the text first and the HTML behind it, or the text alone", arguments: [true, false])
    func canBeLeftOut(hasHTML: Bool) {
        let notices =
            SampleNotices.all.map {
                NoticeMail($0.notice, language: "nl", hasHTML: hasHTML).bytes(at: SampleNotices.time)
            }
            + SampleNotices.quarantine.map { $0.bytes(language: "nl", hasHTML: hasHTML, at: SampleNotices.time) }
        for bytes in notices {
            let types = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
                line.hasPrefix("Content-Type: ") ? line.dropFirst(14).prefix { $0 != ";" } : nil
            }
            let first = hasHTML ? ["multipart/alternative", "text/plain", "text/html"] : ["text/plain"]
            let forms = [
                ["multipart/report"] + first + ["message/delivery-status", "text/rfc822-headers"],
                ["multipart/mixed"] + first + ["application/octet-stream"], first,
            ]
            #expect(forms.contains(types.map(String.init)))
        }
    }
}
