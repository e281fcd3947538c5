// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import Testing
import Tracking

@Suite("finding the mail that is meant") struct MailSearchTests {
    private static let mails = [
        MessageIdentity(
            id: "1m7y16pzey2h20pk", messageID: "1@office.example", subject: "Report of 20 November",
            arrived: Timestamp(seconds: 1)),
        MessageIdentity(
            id: "1m7y16q0wt901neb", messageID: "2@office.example", subject: "[registered] Opzegging huur van één kamer",
            arrived: Timestamp(seconds: 2),
            tickets: [
                Ticket(
                    token: "K.tZvzEf8i9WlBE_K9", url: "https://x.example/?ticket_token=K.tZvzEf8i9WlBE_K9&action=html"),
                Ticket(token: "K.Jt73CLDUWBDX6f6r", url: ""),
            ]),
        MessageIdentity(id: "1m7y16q0wt901nek", messageID: "", subject: "", arrived: Timestamp(seconds: 3)),
        MessageIdentity(
            id: "1m7y16q0wt901nrt", messageID: "2@office.example", subject: "Huur", arrived: Timestamp(seconds: 4)),
        MessageIdentity(
            id: "1m7y16q0wt901huu", messageID: "5@office.example", subject: "契約書の解除", arrived: Timestamp(seconds: 5)),
    ]

    private func found(_ text: String) -> [String] {
        MailSearch(text)?.matches(in: Self.mails).map { String($0.id.suffix(3)) } ?? []
    }

    @Test(
        "a name that is whole means those that have it",
        arguments: [
            ("1m7y16q0wt901neb", ["neb"]), ("1M7Y16Q0WT9O1NEB", ["neb"]), ("1@office.example", ["0pk"]),
            ("<1@office.example>", ["0pk"]), ("<2@office.example>", ["neb", "nrt"]), (" <1@office.example>\n", ["0pk"]),
            ("K.tZvzEf8i9WlBE_K9", ["neb"]), ("K.Jt73CLDUWBDX6f6r", ["neb"]),
            ("https://x.example/?ticket_token=K.tZvzEf8i9WlBE_K9&action=html", ["neb"]),
            ("https://other.example/page?lang=nl&ticket_token=K.Jt73CLDUWBDX6f6r", ["neb"]),
        ])
    func whole(_ text: String, _ ids: [String]) { #expect(found(text) == ids) }

    @Test(
        "a part of an id, or words of the subject, mean all that have them",
        arguments: [
            ("1neb", ["neb"]), ("LNEB", ["neb"]), ("1m7y16p", ["0pk"]), ("1m7y", ["0pk", "neb", "nek", "nrt", "huu"]),
            ("huur", ["neb", "nrt"]), ("HUUR een", ["neb"]), ("kamer opzegging", ["neb"]), ("契約書", ["huu"]),
            ("november huur", []), ("1huu", ["huu"]), ("20 nov", ["0pk"]),
        ])
    func parts(_ text: String, _ ids: [String]) { #expect(found(text) == ids) }

    @Test(
        "what fits nothing finds nothing: no ticket by its beginning, no mail by an empty name",
        arguments: ["K.tZvz", "k.tzvzef8i9wlbe_k9", "<>", "", "  ", "https://x.example/", "office.example", "neb"])
    func nothing(_ text: String) { #expect(found(text) == []) }

    @Test("a ticket is named by its token or a page about it, and by nothing else")
    func tickets() throws {
        let ticket = Self.mails[1].tickets[0]
        for text in [ticket.token, ticket.url, "http://127.0.0.1/?a=b&ticket_token=\(ticket.token)"] {
            #expect(try #require(MailSearch(text)).names(ticket))
        }
        for text in ["1m7y16q0wt901neb", "K.", "https://x.example/?ticket_token=K.t", "x"] {
            #expect(try !#require(MailSearch(text)).names(ticket))
        }
        #expect(try !#require(MailSearch("huur")).names(Ticket(token: "K.1", url: "")))
    }
}
