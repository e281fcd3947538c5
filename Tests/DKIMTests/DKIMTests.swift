// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DKIM
import Digests
import Mail
import Testing

@Suite("DKIM")
struct DKIMTests {
    private static let rsa = Sample.signer()
    private static let ed25519 = Sample.signer(Sample.ed25519)

    @Test("a signed message is good in each form, with either algorithm", arguments: DKIMSigner.Form.allCases)
    func good(form: DKIMSigner.Form) {
        for key in [Sample.rsa, Sample.ed25519] {
            let signer = Sample.signer(key, form: form)
            for text in [
                Sample.message, "From: a@mail.example\n\n", "From: a@mail.example\n\nx", "From: a@mail.example\n",
            ] {
                #expect(Sample.outcome(Sample.signed(text, signer), Sample.records(signer)) == .good, "\(text)")
            }
        }
    }

    @Test("relaxed forms bear what mail systems do to space, and simple ones don't")
    func space() {
        let changed = { (bytes: [UInt8]) in
            Array(
                String(decoding: bytes, as: UTF8.self).replacing("with space,\n\t", with: "with \t space, ")
                    .replacing("\nSubject:", with: "\nSUBJECT:").replacing("accepted:  ", with: "accepted: ").utf8)
        }
        #expect(Sample.outcome(changed(Sample.signed()), Sample.records(Self.rsa)) == .good)
        let simple = Sample.signer(form: .simple)
        #expect(Sample.outcome(changed(Sample.signed(Sample.message, simple)), Sample.records(simple)) != .good)
    }

    @Test("any byte of the signed fields and the text that is changed breaks the signature")
    func tampered() {
        let signer = Sample.signer(Sample.ed25519, form: .simple)
        let whole = Sample.signed(Sample.message, signer)
        let start = whole.count - Array(Sample.message.utf8).count
        #expect(Sample.outcome(whole, Sample.records(signer)) == .good)
        // But for the empty lines at the end, which don't count.
        for index in start..<(whole.count - 2) {
            var changed = whole
            changed[index] ^= 2
            #expect(Sample.outcome(changed, Sample.records(signer)) != .good, "byte \(index - start)")
        }
    }

    @Test("a field that was put in is told, and so is one that was never signed")
    func unsigned() throws {
        let verifier = DKIMVerifier(keys: FixedKeys(Sample.records(Self.rsa)))
        let own = try #require(verifier.verify(Sample.signed()).first)
        #expect(own.domain == "mail.example" && own.unsignedFields == ["dkim-signature"])
        // Over-signed: none can be put in.
        let second = Array("Subject: accepted\n".utf8) + Sample.signed()
        #expect(verifier.verify(second).first?.outcome != .good)
        let other = Array("X-Other: 1\n".utf8) + Sample.signed()
        #expect(verifier.verify(other).first?.unsignedFields == ["dkim-signature", "x-other"])
    }

    @Test(
        "signatures that show nothing are bad, and say why",
        arguments: [
            ("v=1;", "v=2;", "version"), ("a=rsa-sha256", "a=rsa-sha1", "algorithm"),
            (" d=", " l=10; d=", "part of the text"), ("h=From:From:", "h=", "From"), (" s=s1;", "", "selector"),
            ("bh=", "bh=!", "Base64"), ("c=relaxed/relaxed", "c=nofws", "canonicalization"),
            ("v=1;", "v=1; q=http/url;", "DNS"), ("v=1;", "v=1; i=@other.example;", "identity"),
            ("v=1;", "v=1; v=1;", "written"), ("v=1;", "v=1; x=5;", "ended"), ("v=1;", "v=1;; x", "written"),
            ("d=mail.example", "d=..\u{7}", "domain"), ("v=1;", "v=1; t=soon;", "written"),
        ])
    func unusable(from: String, to: String, word: String) {
        let text = String(decoding: Sample.signed(), as: UTF8.self)
        #expect(text.contains(from))
        let changed = text.replacingFirst(from, with: to)
        guard case .bad(let reason) = Sample.outcome(Array(changed.utf8), Sample.records(Self.rsa)) else {
            return #expect(Bool(false), "\(to) is taken")
        }
        #expect(reason.contains(word), "\(reason)")
    }

    @Test("an expired signature is bad from then on")
    func expired() {
        let message = Sample.signed(more: "x=4000000000;")
        let records = Sample.records(Self.rsa)
        #expect(Sample.outcome(message, records, at: Timestamp(seconds: 4_000_000_000)) == .good)
        #expect(
            Sample.outcome(message, records, at: Timestamp(seconds: 4_000_000_001)) == .bad(reason: "it has expired"))
    }

    @Test(
        "key records that give no key are no proof",
        arguments: [
            [], ["v=DKIM1; p="], ["v=DKIM2; p=AAAA"], ["spf"], ["v=DKIM1; k=rsa; p=AAAA"], ["v=DKIM1; k=dsa; p=AAAA"],
            ["v=DKIM1; h=sha1; KEY"], ["v=DKIM1; s=tlsrpt; KEY"], ["v=DKIM1; t=y; KEY"], ["KEY", "KEY"],
            ["v=DKIM1; k=ed25519; p=\(String(repeating: "A", count: 43))="],
        ])
    func keys(records: [String]) {
        let own = Self.rsa.record.text.replacing("v=DKIM1; ", with: "")
        let texts = records.map { $0.replacing("KEY", with: own) }
        let outcome = Sample.outcome(Sample.signed(), [Self.rsa.record.name: texts])
        guard case .bad = outcome else { return #expect(Bool(false), "\(String(describing: outcome))") }
    }

    @Test("records in other forms that the standard allows are read")
    func recordForms() {
        let key = Self.rsa.record.text.replacing("v=DKIM1; k=rsa; ", with: "")
        for text in [key, "k=rsa; \(key);", "v=DKIM1; s=*; h=sha1:sha256; t=s; n=note; \(key)"] {
            #expect(Sample.outcome(Sample.signed(), [Self.rsa.record.name: [text]]) == .good, "\(text)")
        }
        #expect(Sample.outcome(Sample.signed(), [Self.rsa.record.name: ["something else", key]]) == .good)
    }

    @Test("keys of less than 1024 bits are not trusted")
    func smallKey() {
        let small = Sample.signer(PrivateKey.rsa(bits: 768))
        guard case .bad(let reason) = Sample.outcome(Sample.signed(Sample.message, small), Sample.records(small)) else {
            return #expect(Bool(false), "a key of 768 bits")
        }
        #expect(reason.contains("768"))
        let enough = Sample.signer(PrivateKey.rsa(bits: 1024))
        #expect(Sample.outcome(Sample.signed(Sample.message, enough), Sample.records(enough)) == .good)
    }

    @Test("a key of another domain, or another key, proves nothing")
    func otherKey() {
        let forger = Sample.signer(PrivateKey.rsa(bits: 1024))
        #expect(Sample.outcome(Sample.signed(Sample.message, forger), Sample.records(Self.rsa)) != .good)
        let strict = Self.rsa.record.text.replacing("k=rsa", with: "k=rsa; t=s")
        let sub = String(decoding: Sample.signed(), as: UTF8.self).replacing("v=1;", with: "v=1; i=@sub.mail.example;")
        #expect(
            Sample.outcome(Array(sub.utf8), [Self.rsa.record.name: [strict]])
                == .bad(reason: "its key is not for subdomains"))
    }

    @Test("where nobody answers about the key, nothing is known")
    func noAnswer() {
        #expect(Sample.outcome(Sample.signed(), ["fault": []]) == .unknown(reason: "no answer"))
    }

    @Test("a message without a signature has no result, and of many signatures a few are checked")
    func number() {
        let verifier = DKIMVerifier(keys: FixedKeys([:]))
        #expect(verifier.verify(Array(Sample.message.utf8)).isEmpty)
        #expect(verifier.verify([]).isEmpty)
        let many = String(repeating: "DKIM-Signature: v=1; d=x.example\n", count: 100) + Sample.message
        let results = verifier.verify(Array(many.utf8))
        #expect(results.map(\.domain) == Array(repeating: "x.example", count: 100))
        let passedOver = results.filter { $0.outcome == .bad(reason: "there are too many before it") }
        #expect(passedOver.count == 100 - DKIMVerifier.mostSignatures)
    }

    @Test(
        "a header that others may read in another way is no ground",
        arguments: ["no field\n", "Subject : x\n", " folded\n", ": none\n", "Sub\u{E9}ject: x\n"])
    func brokenHeader(line: String) {
        let message = Array(line.utf8) + Sample.signed()
        guard case .bad = Sample.outcome(message, Sample.records(Self.rsa)) else {
            return #expect(Bool(false), "\(line)")
        }
    }

    @Test("keys that a person wrote down come first")
    func pinned() throws {
        let (name, text) = Self.rsa.record
        let lines = "# known\n\(name.uppercased())\t\(text)\nbroken\n"
        let keys = PinnedKeys({ () throws(DKIMKeyFault) in lines }, else: FixedKeys(["x": ["y"]]))
        #expect(try keys.records(at: name) == [text])
        #expect(try keys.records(at: "x") == ["y"])
        #expect(DKIMVerifier(keys: keys).verify(Sample.signed()).first?.outcome == .good)
        let gone = PinnedKeys({ () throws(DKIMKeyFault) in throw DKIMKeyFault("can't be read") }, else: keys)
        #expect(throws: DKIMKeyFault.self) { try gone.records(at: name) }
    }
}

extension String {
    fileprivate func replacingFirst(_ part: String, with other: String) -> String {
        replacing(part, with: other, maxReplacements: 1)
    }
}
