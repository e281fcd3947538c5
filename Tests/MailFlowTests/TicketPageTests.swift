// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import MailFlow
import Testing

@Suite("the page of a ticket") struct TicketPageTests {
    @Test(
        "https is opened, and http on this machine",
        arguments: [
            "https://tickets.example/webservice/dashboard/?ticket_token=K.tZ-v_9&action=ticket_html&lang=en",
            "http://127.0.0.1:8025/webservice/dashboard/?ticket_token=K.1", "http://localhost/", "http://[::1]:80/x",
        ])
    func good(_ url: String) throws { #expect(try TicketPage(Ticket(token: "K.1", url: url)).url == url) }

    @Test(
        "nothing else is, whatever came with the ticket",
        arguments: [
            "", "http://tickets.example/", "http://127.0.0.1.tickets.example/", "file:///etc/passwd",
            "javascript:alert(1)",
            "ftp://127.0.0.1/", "tickets.example", "--help", "/etc/passwd", "https://jan:secret@tickets.example/",
            "https://tickets.example/\u{1B}[2J", "https://tickets.example/a b", "https://tickets.example/`id`",
            "https://tickets.example/\"x", "https://tickets.example/\nhttps://x/", "https://例え.example/", "https:///x",
            "http://127.1/x", "http://2130706433/",
            "https://tickets.example/|x", "http://localhost@tickets.example/",
        ])
    func bad(_ url: String) {
        let fault = #expect(throws: TicketPage.Fault.self) { try TicketPage(Ticket(token: "K.1", url: url)) }
        #expect(fault?.description.isEmpty == false && fault?.description.contains("secret") == false)
    }
}
