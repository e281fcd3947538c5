// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
import Dossiers
import Foundation
import FoundationXML
import Mail
import Testing

@Suite("composing a dossier")
struct CompositionTests {
    private func contents(_ dossier: Dossier) throws -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        for file in dossier.files {
            var bytes: [UInt8] = []
            try file.write { bytes += $0 }
            #expect(contents.updateValue(bytes, forKey: file.path) == nil, "\(file.path) twice")
        }
        return contents
    }

    private func text(_ name: String, _ language: String = "en") throws -> String {
        String(decoding: try #require(try contents(sampleDossier(language: language))[name]), as: UTF8.self)
    }

    @Test("all that is known has its file, under a name that every system can hold")
    func files() throws {
        let paths = try contents(sampleDossier()).keys.sorted()
        #expect(
            paths
                == [
                    "README.txt", "answers/4.txt", "correspondence.json", "fingerprints.txt", "log/1.entry",
                    "log/2.entry",
                    "log/3.entry", "log/4.entry", "log/5.entry", "log/head.txt", "message/envelope.txt",
                    "message/message.eml", "notices/4-1.eml", "notices/4.eml", "requests/3.json", "rules/1-r__.sieve",
                    "rules/aa.json", "rules/rules.txt", "timeline.html", "timeline.json",
                ].sorted())
    }

    @Test("the same values are the same bytes, and each list of fingerprints one text", arguments: ["en", "nl"])
    func deterministic(language: String) throws {
        let dossier = sampleDossier(language: language)
        #expect(try contents(dossier) == contents(sampleDossier(language: language)))
        let list = try ChecksumList(of: dossier.files)
        #expect(list.text == (try ChecksumList(of: dossier.files.reversed())).text)
        let lines = list.text.split(separator: "\n")
        #expect(lines.count == dossier.files.count)
        #expect(lines.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{64}  [A-Za-z0-9._\/-]+/) != nil })
    }

    @Test("nothing that a mail holds becomes a part of the page", arguments: ["en", "nl"])
    func escaped(language: String) throws {
        let page = try text("timeline.html", language)
        let tags = Set(page.matches(of: /<([a-z0-9]+)/).map { String($0.1) })
        #expect(tags.isDisjoint(with: ["script", "img", "iframe", "object", "link", "svg", "form", "base"]))
        #expect(page.matches(of: /<style>/).count == 1 && page.matches(of: /<title>/).count == 1)
        #expect(!page.contains("\u{1B}") && !page.contains("\u{202E}"))
        // Links lead to files beside the page alone.
        let links = page.matches(of: /href="([^"]*)"/).map { String($0.1) }
        #expect(!links.isEmpty && links.allSatisfy { $0.wholeMatch(of: /[a-zA-Z0-9._\/-]+/) != nil })
        #expect(!page.contains("src=x onerror='"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    }

    @Test("the page is well-formed, as a parser of XML sees it")
    func wellFormed() throws {
        let parser = XMLParser(data: Data(try text("timeline.html").utf8))
        #expect(parser.parse(), "line \(parser.lineNumber): \(String(describing: parser.parserError))")
    }

    @Test("times are those of the zone that the settings name, winter and summer, beside UTC")
    func times() throws {
        #expect(try text("timeline.html").contains("2026-11-21 10:30:01 +01:00"))
        #expect(try text("timeline.html").contains("2026-11-21 09:30:01 UTC"))
        var summer = sampleDossier()
        summer.entries[0].time = Timestamp(seconds: 1_782_885_600)
        #expect(String(decoding: try #require(try contents(summer)["timeline.html"]), as: UTF8.self).contains("+02:00"))
        var unknown = sampleDossier()
        unknown.timeZone = "Nowhere/Land"
        let page = String(decoding: try #require(try contents(unknown)["timeline.html"]), as: UTF8.self)
        #expect(page.contains("2026-11-21 09:30:01 UTC") && !page.contains("+01:00"))
    }

    @Test("a step that has no words here is shown by its name, and what is missing is said")
    func gaps() throws {
        let page = try text("timeline.html")
        #expect(page.contains(">announce<"))
        for phrase in [
            "the message&#39;s bytes are gone", "nothing was kept of how it was made", "does not give what was sent",
            "no longer in the ledger", "another hash for its entry", "the latest 1 of 7",
            "not the same as any attachment",
        ] {
            #expect(page.contains(phrase), "\(phrase)")
        }
        var removed = sampleDossier()
        removed.message.content = .removed
        let files = try contents(removed)
        #expect(files["message/message.eml"] == nil)
        #expect(String(decoding: try #require(files["README.txt"]), as: UTF8.self).contains("were removed after"))
    }

    @Test("a report is the service's own only where it says on what grounds; a forged one is marked")
    func reports() throws {
        func page(_ genuine: String?) throws -> String {
            var dossier = sampleDossier()
            dossier.entries[4].step = "report"
            dossier.entries[4].facts = [.init(name: "event", value: "accepted"), .init(name: "origin", value: "mail")]
            if let genuine { dossier.entries[4].facts.append(.init(name: "genuine", value: genuine)) }
            return String(decoding: try #require(try contents(dossier)["timeline.html"]), as: UTF8.self)
        }
        #expect(
            try page("signed aangetekendmailen.nl").contains(">Reported by the service: the recipient accepted it<"))
        for grounds in ["unverified no signature", nil] {
            let page = try page(grounds)
            #expect(page.contains(">Unverified report, which changes nothing: the recipient accepted it<"))
            #expect(!page.contains(">Reported by the service: "))
        }
    }

    @Test("the text that explains the files names all there are, in either language", arguments: ["en", "nl"])
    func readme(language: String) throws {
        var dossier = sampleDossier(language: language)
        dossier.isTimeStamped = true
        let files = try contents(dossier)
        let readme = String(decoding: try #require(files["README.txt"]), as: UTF8.self)
        for path in files.keys where path != "README.txt" {
            let name = path.contains("/") ? path.prefix { $0 != "/" } + "/" : path[...]
            #expect(readme.contains(name), "\(path)")
        }
        #expect(readme.contains("SHA256SUMS.tsr"))
        #expect(readme.split(separator: "\n").allSatisfy { $0.count <= 78 || $0.contains("<script>") })
        #expect(!readme.contains("\u{1B}"))
    }

    @Test("the record for programs says the same as the page")
    func record() throws {
        let whole = try #require(
            try JSONSerialization.jsonObject(with: Data(try text("timeline.json").utf8)) as? [String: Any])
        let events = try #require(whole["events"] as? [[String: Any]])
        #expect(events.count == 5)
        #expect(
            events[3]["files"] as? [String] == ["log/4.entry", "answers/4.txt", "notices/4.eml", "notices/4-1.eml"])
        #expect(events[3]["text"] as? String == hostile)
        #expect((whole["message"] as? [String: Any])?["subject"] as? String == hostile)
        let reported = try #require(whole["reported"] as? [[String: Any]])
        #expect(reported.map { $0["fits"] as? Bool } == [true, false])
    }

    @Test("the SHA-256 of an entry's file is the log's hash")
    func entries() throws {
        let dossier = sampleDossier()
        let list = try ChecksumList(of: dossier.files)
        for entry in dossier.entries {
            #expect(list.lines.contains { $0.path == "log/\(entry.number).entry" && $0.digest == entry.hash })
        }
    }
}
