// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
import Dossiers
import Foundation
import Ledgers
import Mail
import MailFlow
import Sandbox
import TestSupport
import Testing

/// Dossiers of mails that went through the flow.
@Suite("dossiers") struct DossierTests {
    private func assembly(_ office: Office) throws -> Assembly {
        try Assembly(path: office.folder.file("config.toml"), environment: ["HOME": office.folder.path])
    }

    private func files(_ office: Office, _ id: String) async throws -> [DossierFile] {
        let assembly = try assembly(office)
        return try #require(try await DossierMaking(assembly, try assembly.ledger()).files(of: id))
    }

    private func contents(_ files: [DossierFile]) throws -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        for file in files { try file.write { contents[file.path, default: []] += $0 } }
        return contents
    }

    /// Whether sha256sum alone finds a dossier whole.
    private func isWhole(_ folder: String) throws -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/sha256sum")
        process.arguments = ["--check", "--strict", "--quiet", "SHA256SUMS"]
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    private func findings(_ office: Office, _ folder: String) throws -> [LogFinding] {
        try DossierCheck(of: folder, try assembly(office).ledger()).findings()
    }

    /// A registered mail with an attachment to two people.
    private static let mail = """
        From: Jan <jan@office.example>
        To: piet@example.org, marie@example.org
        Subject: registered notice
        Message-ID: <opzegging@office.example>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="b"

        --b
        Content-Type: text/plain

        Dear Piet, goodbye.
        --b
        Content-Type: application/pdf
        Content-Disposition: attachment; filename="notice.pdf"
        Content-Transfer-Encoding: base64

        JVBERi0xLjcK
        --b--

        """

    /// An office from which it has gone.
    private func sent() async throws -> (office: Office, id: String) {
        let office = try await Office()
        try office.drop(Self.mail)
        try await office.pass()
        #expect(try office.states() == [.sent, .sent])
        return (office, try #require(try office.ids().first))
    }

    @Test("a dossier holds the mail, the requests as they arrived, the answers, the notices and the rules")
    func holdsAll() async throws {
        let (office, id) = try await sent()
        let found = try contents(try await files(office, id))
        let copy = try #require(office.folder.names(in: "sent/cur").first)
        let lines = try office.folder.text("sent/cur/\(copy)").split(separator: "\n", omittingEmptySubsequences: false)
        // The copy has what became of it on top.
        let mail = lines.drop { $0.hasPrefix("X-Sealpost-") }.joined(separator: "\n")
        #expect(found["message/message.eml"] == Array(mail.utf8) && mail.utf8.count > 100)
        let arrived = await office.arrived().compactMap(\.body).map { Array($0.utf8) }
        let requests = found.filter { $0.key.hasPrefix("requests/") }
        #expect(requests.count == 2 && Set(requests.values) == Set(arrived))
        let answers = found.filter { $0.key.hasPrefix("answers/") }.values.map { String(decoding: $0, as: UTF8.self) }
        #expect(answers.count == 2)
        #expect(answers.allSatisfy { $0.hasPrefix("HTTP/1.1 200\r\n") && $0.contains("ticket_token") })
        let notice = try #require(office.folder.names(in: "notices/new").first)
        #expect(
            found.filter { $0.key.hasPrefix("notices/") }.values.map { $0 }
                == [Array(try office.folder.text("notices/new/\(notice)").utf8)])
        #expect(found["rules/1-rules.sieve"] == Array(Office.rules.utf8))
        let deciding = String(decoding: try #require(found["rules/rules.txt"]), as: UTF8.self)
        #expect(deciding.contains("    2: if header :contains \"subject\" \"registered\""))
        let prints = String(decoding: try #require(found["fingerprints.txt"]), as: UTF8.self)
        #expect(prints.contains(SHA256.digest(of: Array("%PDF-1.7\n".utf8)).base64))
        #expect(String(decoding: try #require(found["message/envelope.txt"]), as: UTF8.self).contains("Door: outbox"))
    }

    @Test("the fingerprints that the service reports stand beside ours, for each recipient, by its last report")
    func reported() async throws {
        let office = try await StatusOffice()
        try office.office.drop(Self.mail)
        try await office.pass()
        let id = try #require(try office.office.ids().first)
        let hash = SHA256.digest(of: Array("%PDF-1.7\n".utf8)).base64
        func prints() async throws -> String {
            String(
                decoding: try #require(try contents(try await files(office.office, id))["fingerprints.txt"]),
                as: UTF8.self)
        }
        let first = try await prints()
        for address in ["piet@example.org", "marie@example.org"] {
            let line = "Reported by the service, \(address): notice.pdf\n  \(hash): the same"
            #expect(first.contains(line), "\(first)")
        }
        let dossier = try await files(office.office, id)
        let page = String(decoding: try #require(try contents(dossier)["timeline.html"]), as: UTF8.self)
        #expect(page.contains("the same, not accepted") && !page.contains("the same, accepted"))
        let token = try #require(await office.sandbox.tickets.first { $0.recipient == "piet@example.org" }?.token)
        try await office.sandbox.advance(ticket: token, to: .accepted)
        try await office.pass()
        let later = try contents(try await files(office.office, id))
        let changed = String(decoding: try #require(later["timeline.html"]), as: UTF8.self)
        #expect(changed.contains("the same, accepted") && changed.contains("the same, not accepted"))
        // Made twice, it is the same.
        #expect(try contents(try await files(office.office, id)) == later)
    }

    @Test("no secret and no token is in it")
    func noSecrets() async throws {
        let (office, id) = try await sent()
        let token = try office.folder.text("state/token-kpn.json")
        let json = try #require(try JSONSerialization.jsonObject(with: Data(token.utf8)) as? [String: Any])
        let secrets = json.values.compactMap { $0 as? String }.filter { $0.count > 12 } + ["Bearer"]
        #expect(secrets.count > 1)
        for (path, bytes) in try contents(try await files(office, id)) {
            let text = String(decoding: bytes, as: UTF8.self)
            for secret in secrets { #expect(!text.contains(secret), "\(path)") }
        }
    }

    @Test("a dossier made twice is byte-equal, as a folder and as an archive, and in another place and zone of time")
    func deterministic() async throws {
        let (office, id) = try await sent()
        let first = try await files(office, id)
        #expect(try DossierOutput(to: office.folder.file("one")).write(first))
        #expect(try DossierOutput(to: office.folder.file("one.zip")).write(first))
        let second = try await files(office, String(id.suffix(6)))
        #expect(try DossierOutput(to: office.folder.file("two.zip")).write(second))
        #expect(try contents(first) == contents(second))
        let manager = FileManager.default
        #expect(manager.contentsEqual(atPath: office.folder.file("one.zip"), andPath: office.folder.file("two.zip")))
        #expect(try DossierOutput(to: office.folder.file("one/")).write(second) == false)
        #expect(try DossierOutput(to: office.folder.file("one.zip")).write(second) == false)
        #expect(office.folder.names().filter { $0.contains(".partial") }.isEmpty)
    }

    @Test("what differs is never overwritten, be it a file changed, added or missing")
    func refuses() async throws {
        let (office, id) = try await sent()
        let files = try await files(office, id)
        let path = office.folder.file("one")
        _ = try DossierOutput(to: path).write(files)
        try office.folder.write("one/more.txt", "x")
        #expect(throws: DossierOutput.Fault.differs(path, file: "more.txt")) {
            _ = try DossierOutput(to: path).write(files)
        }
        try FileManager.default.removeItem(atPath: office.folder.file("one/more.txt"))
        try office.folder.write("one/README.txt", "changed")
        #expect(throws: DossierOutput.Fault.differs(path, file: "README.txt")) {
            _ = try DossierOutput(to: path).write(files)
        }
        try FileManager.default.removeItem(atPath: office.folder.file("one/README.txt"))
        #expect(throws: DossierOutput.Fault.differs(path, file: "README.txt")) {
            _ = try DossierOutput(to: path).write(files)
        }
        try office.folder.write("one.zip", "PK")
        #expect(throws: DossierOutput.Fault.differs(path + ".zip", file: "")) {
            _ = try DossierOutput(to: path + ".zip").write(files)
        }
        #expect(try office.folder.text("one.zip") == "PK")
        #expect(office.folder.names().filter { $0.contains(".partial") }.isEmpty)
    }

    @Test(
        "one byte changed anywhere is found by sha256sum or by comparing with the ledger; one file too few or many too")
    func tampering() async throws {
        let (office, id) = try await sent()
        let folder = office.folder.file("one")
        let files = try await files(office, id)
        _ = try DossierOutput(to: folder).write(files)
        #expect(try isWhole(folder))
        #expect(try findings(office, folder).isEmpty)
        var random = SeededGenerator(seed: 7)
        for file in files {
            let url = URL(filePath: "\(folder)/\(file.path)")
            let whole = try Data(contentsOf: url)
            let places = [0, whole.count - 1, Int.random(in: 0..<whole.count, using: &random)]
            for place in Set(places) {
                var changed = whole
                changed[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                try changed.write(to: url)
                let isFound = try !isWhole(folder) || !findings(office, folder).isEmpty
                #expect(isFound, "\(file.path), byte \(place)")
                // The list is all that sha256sum does not look at itself.
                if file.path != ChecksumList.fileName { #expect(try !isWhole(folder), "\(file.path), byte \(place)") }
            }
            try whole.write(to: url)
        }
        try office.folder.write("one/more.txt", "x")
        #expect(try findings(office, folder).map(\.kind) == [.altered])
        try FileManager.default.removeItem(atPath: "\(folder)/more.txt")
        try FileManager.default.removeItem(atPath: "\(folder)/timeline.html")
        #expect(try findings(office, folder).map(\.kind) == [.altered])
    }

    @Test("what sha256sum reads leniently is found: digits of the other case, a line turned into a comment, a mark")
    func lenience() async throws {
        let (office, id) = try await sent()
        let folder = office.folder.file("one")
        _ = try DossierOutput(to: folder).write(try await files(office, id))
        let list = try office.folder.text("one/SHA256SUMS")
        let first = try #require(list.firstIndex { $0.isLetter })
        let spellings = [
            list.replacingCharacters(in: first...first, with: list[first].uppercased()), "#" + list.dropFirst(),
            list.replacing("  log/", with: " *log/"), String(list.dropLast()),
        ]
        for spelling in spellings {
            try office.folder.write("one/SHA256SUMS", spelling)
            #expect(try !findings(office, folder).isEmpty, "\(spelling.prefix(70))")
        }
    }

    @Test("a dossier with its list computed anew is found by the ledger, where an entry was changed")
    func forged() async throws {
        let (office, id) = try await sent()
        let folder = office.folder.file("one")
        let entry = try #require(try await files(office, id).first { $0.path.hasSuffix(".entry") }?.path)
        let forged = try await files(office, id).filter { $0.path != ChecksumList.fileName }.map { file in
            file.path == entry ? DossierFile(file.path, text: "forged") : file
        }
        _ = try DossierOutput(to: folder).write(
            forged + [DossierFile(ChecksumList.fileName, text: try ChecksumList(of: forged).text)])
        #expect(try isWhole(folder))
        #expect(try findings(office, folder).map(\.kind) == [.rewritten])
    }

    @Test("rules and settings that were changed since change nothing")
    func laterChanges() async throws {
        let (office, id) = try await sent()
        let before = try contents(try await files(office, id))
        try office.folder.write("rules.sieve", "# nothing any more\n")
        try office.folder.write(
            "config.toml", try office.folder.text("config.toml") + "\n[route.other]\nkind = \"registered\"\n")
        let settings = try office.folder.text("config.toml")
            .replacing("[route.registered]", with: "[route.registered]\nlanguage = \"en\"\ncampaign = \"x\"")
        try office.folder.write("config.toml", settings)
        #expect(try contents(try await files(office, id)) == before)
    }

    @Test("once the content was removed, the dossier says so and holds what is kept")
    func forgotten() async throws {
        let (office, id) = try await sent()
        try office.folder.write(
            "config.toml",
            try office.folder.text("config.toml").replacing("[delivery]", with: "[delivery]\nkeep_content = \"0s\""))
        try await Task.sleep(for: .milliseconds(5))
        try await office.pass()
        let found = try contents(try await files(office, id))
        #expect(found["message/message.eml"] == nil)
        #expect(found.keys.allSatisfy { !$0.hasPrefix("requests/") })
        #expect(found.keys.count { $0.hasPrefix("answers/") } == 2)
        #expect(found["rules/1-rules.sieve"] != nil)
        let page = String(decoding: try #require(found["timeline.html"]), as: UTF8.self)
        #expect(page.contains("were removed after the time"))
        #expect(page.contains("the message&#39;s bytes are gone"))
        let folder = office.folder.file("one")
        _ = try DossierOutput(to: folder).write(try await files(office, id))
        #expect(try isWhole(folder) && findings(office, folder).isEmpty)
    }

    @Test("a message that the ledger does not know has none")
    func unknown() async throws {
        let office = try await Office()
        _ = try office.mailbox()
        let assembly = try assembly(office)
        #expect(try await DossierMaking(assembly, try assembly.ledger()).files(of: "nothing") == nil)
    }
}
