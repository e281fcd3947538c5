// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DKIM
import Digests
import Mail

/// Messages and keys to sign them with.
enum Sample {
    static let rsa = PrivateKey.rsa(bits: 2048)
    static let ed25519 = PrivateKey.ed25519()

    static let message = """
        From: Status <status@mail.example>
        To: jan@office.example
        Subject: A letter  with space,
        \tfolded
        Date: Sat, 21 Nov 2026 09:30:00 +0100
        Message-ID: <1@mail.example>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        Dear Jan, \t
        accepted:  ticket_token=K.SF1m-w
        caf\u{E9}


        """

    static func signer(
        _ key: PrivateKey = rsa, domain: String = "mail.example", selector: String = "s1",
        form: DKIMSigner.Form = .relaxed
    ) -> DKIMSigner {
        DKIMSigner(key: key, domain: domain, selector: selector, form: form)
    }

    static func signed(_ message: String = message, _ signer: DKIMSigner = signer(), more: String = "") -> [UInt8] {
        let bytes = Array(message.utf8)
        return Array((signer.field(for: bytes, more: more) ?? "").utf8) + bytes
    }

    static func outcome(
        _ message: [UInt8], _ records: [String: [String]], at now: Timestamp = .now()
    ) -> DKIMResult.Outcome? {
        DKIMVerifier(keys: FixedKeys(records)).verify(message, at: now).first?.outcome
    }

    static func records(_ signer: DKIMSigner) -> [String: [String]] { [signer.record.name: [signer.record.text]] }
}

/// Keys that a test gives.
struct FixedKeys: DKIMKeySource {
    let known: [String: [String]]

    init(_ known: [String: [String]]) { self.known = known }

    func records(at name: String) throws(DKIMKeyFault) -> [String] {
        if known["fault"] != nil { throw DKIMKeyFault("no answer") }
        return known[name] ?? []
    }
}
