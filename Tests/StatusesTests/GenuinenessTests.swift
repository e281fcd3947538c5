// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DKIM
import Digests
import Mail
import Reading
import Testing

@testable import Statuses

@Suite("whether a status mail is genuine")
struct GenuinenessTests {
    private static let service = DKIMSigner(key: .ed25519(), domain: "mail.example", selector: "s1")
    private static let other = DKIMSigner(key: .ed25519(), domain: "other.example", selector: "s1")

    private struct Keys: DKIMKeySource {
        var fails = false

        func records(at name: String) throws(DKIMKeyFault) -> [String] {
            if fails { throw DKIMKeyFault("no answer") }
            return [service.record, other.record].filter { $0.name == name }.map(\.text)
        }
    }

    private func judge(_ text: String, fails: Bool = false) -> GenuinenessCheck.Finding {
        let bytes = Array(text.utf8)
        return GenuinenessCheck(keys: Keys(fails: fails)).judge(
            bytes, MessageReader().read(bytes), as: StatusMailTests.form)
    }

    private func signed(_ text: String = StatusMailTests.mail(), by signer: DKIMSigner = service) throws -> String {
        try #require(signer.field(for: Array(text.utf8))) + text
    }

    /// Why a mail is not taken for genuine; nil where it is.
    private func objection(_ text: String) -> String? {
        guard case .settled(.unverified(let reason)) = judge(text) else { return nil }
        return reason
    }

    private static let passed = "Authentication-Results: mx.office.example; dkim=pass header.d=mail.example\n"

    @Test("a good signature of the domain is proof")
    func signedByService() throws {
        #expect(judge(try signed()) == .settled(.signed(domain: "mail.example")))
    }

    @Test("forgeries are none, and the reason is said")
    func forged() throws {
        #expect(objection(StatusMailTests.mail()) == "it bears no signature")
        #expect(objection(try signed(by: Self.other))?.contains("other.example") == true)
        #expect(objection(try signed().replacing("K.SF1m-w", with: "K.other"))?.contains("changed") == true)
        #expect(objection(try signed().replacing("Uw mail is", with: "Uw mail  was"))?.contains("changed") == true)
        let key = DKIMSigner(key: .ed25519(), domain: "mail.example", selector: "s1")
        #expect(objection(try signed(by: key))?.contains("somebody else") == true)
    }

    @Test("a field that is read and not signed could be anybody's")
    func unsignedFields() throws {
        let few = DKIMSigner(
            key: .ed25519(), domain: "mail.example", selector: "s1", fields: ["From", "Date", "Message-ID"])
        #expect(objection(try signed(by: few)) == "its signature does not cover subject")
        let type = try "Content-Type: text/html\n" + signed()
        #expect(objection(type) != nil)
        #expect(objection(try "References: <1@x>\n" + signed()) == "its signature does not cover references")
    }

    @Test("where nobody answers about the key, it is judged later, unless the receiver attests it")
    func noAnswer() throws {
        #expect(judge(try signed(), fails: true) == .later(reason: "no answer"))
        #expect(judge(try Self.passed + signed(), fails: true) == .settled(.attested(by: "mx.office.example")))
    }

    @Test("the receiver's own word counts, where it is the topmost and about the domain")
    func attested() throws {
        let broken = try signed().replacing("Zie", with: "[list] Zie")
        #expect(objection(broken) != nil)
        #expect(judge(Self.passed + broken) == .settled(.attested(by: "mx.office.example")))
        for field in [
            "Authentication-Results: mx.other.example; dkim=pass header.d=mail.example\n",
            "Authentication-Results: mx.other.example; dkim=fail\n" + Self.passed,
            "Authentication-Results: mx.office.example; none\n" + Self.passed,
            "Authentication-Results: mx.office.example; dkim=pass header.d=other.example\n",
            "Authentication-Results: mx.office.example; dkim=fail header.d=mail.example\n",
        ] {
            #expect(objection(field + broken) != nil, "\(field)")
        }
        // Nobody signed it, whatever the field says.
        #expect(objection(Self.passed + StatusMailTests.mail()) != nil)
    }

    @Test(
        "a signature that covers little, and one that covers all and is none, are no proof together", arguments: 0...2)
    func borrowed(number: Int) throws {
        // What the service signed, as the receiver's server found: not the subject.
        let few = DKIMSigner(
            key: .ed25519(), domain: "mail.example", selector: "s1", fields: ["From", "Date", "Message-ID"])
        let forger = DKIMSigner(key: .ed25519(), domain: "mail.example", selector: "s1")
        let mail = StatusMailTests.mail()
        let own = try #require(few.field(for: Array(mail.utf8), more: number == 1 ? "l=5;" : ""))
        let fake = try #require(forger.field(for: Array(mail.utf8)))
        let fakes = String(repeating: fake, count: number == 2 ? DKIMVerifier.mostSignatures : 1)
        #expect(objection(Self.passed + fakes + own + mail) != nil)
        // By itself it is attested.
        #expect(judge(Self.passed + fake + mail) == .settled(.attested(by: "mx.office.example")))
    }

    @Test("a field that hides behind a return is read by nobody")
    func hiddenField() throws {
        let text = try "X-Note: a\rSubject: Uw mail is geweigerd\n" + signed()
        let message = MessageReader().read(Array(text.utf8))
        #expect(message.subject == "Uw mail is geaccepteerd" || objection(text) != nil)
    }
}
