// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Reading
import Testing

@Suite("The page of an inspection")
struct InspectionPageTests {
    private func page(_ name: String) throws -> String {
        InspectionPage(MessageReader().read(try Fixtures.bytes(name))).text
    }

    @Test("header, body, parts and doubts stand in this order")
    func whole() throws {
        #expect(
            try page("attachment") == """
                Date: Sat, 21 Nov 2026 09:30:00 +0100
                From: Jan Jansen <jan@sender.example>
                To: Piet <piet@receiver.example>
                Subject: Contract
                Message-ID: <1@sender.example>

                [ 1 text/plain, utf-8, 7bit, 26 B ]
                  Het contract gaat hierbij.

                  2  attachment  application/pdf  24 B  "Contract €-2026.pdf"

                """)
        #expect(try page("damaged-base64").hasSuffix(")\n"))
        #expect(try page("damaged-base64").contains("grave doubt: part 2 breaks"))
        #expect(try page("hostile-names").contains("[ no body text ]"))
    }

    @Test("nothing in a mail can steer the terminal")
    func controls() {
        let mail =
            "From: =?utf-8?b?G1sybQ==?= <a@x.example>\nSubject: a\u{202E}b\u{1B}]0;x\u{7}\n\n\u{1B}[2Jtext\n\u{9B}1m\n"
        let page = InspectionPage(MessageReader().read(Array(mail.utf8))).text
        #expect(
            !page.unicodeScalars.contains {
                $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) || $0 == "\u{202E}"
            })
        #expect(page.contains("text"))
    }

    @Test("a long body is cut and counted")
    func long() {
        let mail = "Subject: x\n\n" + (1...50).map { "line \($0)\n" }.joined()
        let page = InspectionPage(MessageReader().read(Array(mail.utf8))).text
        #expect(page.contains("line 20\n") && !page.contains("line 21\n") && page.contains("... 30 more lines"))
    }
}
