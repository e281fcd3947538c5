// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import TestSupport
import Testing

@testable import MailFlow

/// What somebody signed, and anything else below the header, arrives as it was given.
@Suite("signed and odd bytes")
struct SignedPassageTests {
    static let samples: [(name: String, message: String)] = [
        (
            "PGP/MIME",
            """
            From: me@x.nl
            To: a@x.nl
            Subject: =?utf-8?q?s?=
            Date: Sat, 21 Nov 2026 09:30:00 +0000
            Message-ID: <1@x.nl>
            MIME-Version: 1.0
            Content-Type: multipart/signed; micalg=pgp-sha512;
            \tprotocol="application/pgp-signature"; boundary="b"

            This is an OpenPGP/MIME signed message.
            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            From the top=20
            .
            -- =20
            Jan

            --b
            Content-Type: application/pgp-signature; name="signature.asc"

            -----BEGIN PGP SIGNATURE-----

            iHUEARYKAB0WIQ
            -----END PGP SIGNATURE-----

            --b--

            """
        ),
        (
            "S/MIME",
            """
            From: me@x.nl
            To: a@x.nl
            Subject: s
            Date: Sat, 21 Nov 2026 09:30:00 +0000
            Message-ID: <1@x.nl>
            MIME-Version: 1.0
            Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m
            Content-Transfer-Encoding: base64

            MIIBzwYJKoZIhvcNAQcCoIIBwDCCAbwCAQExDTALBglghkgBZQMEAgEwCwYJKoZI
            hvcNAQcB

            """
        ),
        (
            "inline PGP",
            """
            From: me@x.nl
            To: a@x.nl
            Subject: s
            Date: Sat, 21 Nov 2026 09:30:00 +0000
            Message-ID: <1@x.nl>

            -----BEGIN PGP SIGNED MESSAGE-----
            Hash: SHA256

            - -- trailing blanks: \u{20}\u{20}
            - From here
            ..
            -----BEGIN PGP SIGNATURE-----
            =abcd
            -----END PGP SIGNATURE-----
            """
        ),
        (
            "DKIM",
            """
            DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=x.nl; s=1;
             h=From:To:Subject:Date; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;
            \tb=abc
            FROM:   me@x.nl
            to : a@x.nl
            Subject:s
            Date: Sat, 21 Nov 2026 09:30:00 +0000
            Message-Id:  <1@x.nl>

            body\u{20}\u{20}


            """
        ),
    ]

    @Test("what was signed leaves byte for byte, below one field of ours", arguments: samples)
    func staysAsSigned(name: String, message: String) throws {
        let network = Array(message.replacing("\n", with: "\r\n").utf8)
        for input in [Array(message.utf8), network] {
            let passage = try Passage(["-t", "-i"], input)
            #expect(passage.spooled == input)
            let mark = "X-Sealpost-Trace: \(Passage.instance)"
            #expect(try passage.request(.sendmail, to: ["a@x.nl"]) == Array((mark + "\n" + message).utf8))
            #expect(try passage.request(.smtp, to: ["a@x.nl"]) == Array((mark + "\r\n").utf8) + network)
        }
    }

    /// Lines of a header, good and bad ones; those that hide somebody name an address at bcc.example.
    private static let lines = [
        "From: me@x.nl", "To: a@x.nl", "Cc: b@x.nl,\n c@x.nl", "Subject: s", "Date: Sat, 21 Nov 2026 09:30:00 +0000",
        "Message-ID: <1@x.nl>", "Received: by a\n\tfor b", "X-Long: \(String(repeating: "y", count: 1200))",
        "To: G: d@x.nl;",
        "Bcc: h@bcc.example", "BCC : h@bcc.example,\n i@bcc.example", "bcc:\n\th@bcc.example",
        "Resent-Bcc:h@bcc.example",
        "Resent-To: r@x.nl", "Resent-From: q@x.nl", "no field", ": no name",
        "From me Sat Nov 21",
        ">From me", "X: y\rBcc: h@bcc.example", "Bcc: \"h@bcc.example\" <i@bcc.example>", "\u{0}",
        "Bcc:\u{0} h@bcc.example",
        "X-Sealpost-Route: plain", "Content-Type: text/plain; charset=utf-8", "MIME-Version: 1.0",
    ]
    private static let pieces = [
        "text", ".", "..", "\n", "\n", "\r\n", "\r", "\u{0}", "é", " ", "From me", "\n.\n", "\n.\r\n", "--b",
        "Subject: x\n",
        String(repeating: "z", count: 1500),
    ]

    @Test("the body leaves as it was given, and nobody reads who was hidden", arguments: 0..<8)
    func anyMix(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var sent = 0
        let place = try Passage.Place()
        for round in 0..<50 {
            let isNetwork = Bool.random(using: &random)
            var header = (0..<Int.random(in: 0...8, using: &random)).compactMap { _ in
                Self.lines.randomElement(using: &random)
            }
            // Amid the fields it would be a part of the one before, and so nobody that is hidden.
            if round % 7 == 1 { header.insert(" Bcc: h@bcc.example", at: 0) }
            // A quarter of the headers have nothing odd, so that enough of them leave.
            if round % 4 == 0 {
                header = ["From: me@x.nl", "To: a@x.nl", "Subject: s"] + header.filter { $0.hasPrefix("Bcc:\n") }
            }
            let head = (header.joined(separator: "\n") + "\n\n").replacing("\n", with: isNetwork ? "\r\n" : "\n")
            let body = (0..<Int.random(in: 0...12, using: &random)).compactMap { _ in
                Self.pieces.randomElement(using: &random)
            }
            .joined()
            let passage = try Passage(["-i", "-f", "me@x.nl", "a@x.nl"], (head + body).utf8, in: place)
            #expect(passage.spooled.suffix(body.utf8.count).elementsEqual(body.utf8), "seed \(seed), round \(round)")
            for kind in RouteKind.allCases {
                guard let request = try? passage.request(kind, to: ["a@x.nl"]) else { continue }
                sent += 1
                #expect(
                    !String(decoding: request, as: UTF8.self).contains("bcc.example"),
                    "seed \(seed), round \(round), \(kind)")
                guard kind == .sendmail || kind == .smtp else { continue }
                let expected = Self.normalized(Array(body.utf8), kind == .smtp ? [13, 10] : [10])
                #expect(request.suffix(expected.count).elementsEqual(expected), "seed \(seed), round \(round), \(kind)")
            }
        }
        #expect(sent > 40)
    }

    /// Bytes whose LF and CRLF have become the line end of a route.
    private static func normalized(_ bytes: [UInt8], _ lineEnd: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for byte in bytes {
            guard byte == 10 else {
                result.append(byte)
                continue
            }
            if result.last == 13 { result.removeLast() }
            result += lineEnd
        }
        return result
    }
}
