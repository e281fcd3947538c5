// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// The pages of the registered service itself, which lie beside its API: a ticket as HTML and as XML.
struct Dashboard: Sendable {
    let exchange: Exchange
    let settings: RegisteredSettings

    /// Answers a request for `/webservice/dashboard/`.
    func answer(_ request: Request) async -> Reply {
        let token = request.query["ticket_token"] ?? ""
        let action = request.query["action"] ?? "ticket_html"
        let wording = Wording.of(request.query["lang"] ?? "nl")
        if action == "ticket_xml" { return await status(request, token) }
        guard let ticket = await exchange.ticket(token) else {
            return message(404, wording, "There is no such ticket.", "Dit biljet bestaat niet.")
        }
        switch (request.method, action) {
        case ("GET", "ticket_html"), ("HEAD", "ticket_html"):
            return TicketPage(ticket: ticket, mail: await mail(of: ticket), wording: wording).reply
        case ("GET", "attachment"):
            return await download(ticket, request, wording)
        case ("POST", "accept"):
            return await choose(.accepted, ticket, wording)
        case ("POST", "refuse"):
            return await choose(.refused, ticket, wording)
        case (_, "ticket_html"), (_, "attachment"), (_, "accept"), (_, "refuse"):
            return .text(405, "the method does not fit the action\n")
        default:
            return .text(400, "there is no such action\n")
        }
    }

    /// The recipient's choice; back to the page in either case, which shows what became of it.
    private func choose(_ kind: TicketEvent.Kind, _ ticket: RegisteredTicket, _ wording: Wording) async -> Reply {
        do {
            _ = try await exchange.advance(ticket.token, kind, detail: "", forced: false)
        } catch {
            return message(
                409, wording, "This can no longer be chosen. Go back and reload the page to see what happened.",
                "Deze keuze kan niet meer. Ga terug en laad de pagina opnieuw om te zien wat er gebeurde.")
        }
        // 303 makes the browser fetch the page, so that reloading it does not choose again (RFC 9110, section 15.4.4).
        return Reply(
            303,
            [HeaderPair("Location", TicketPage.path(ticket.token, action: "ticket_html", language: wording.code))])
    }

    private func download(_ ticket: RegisteredTicket, _ request: Request, _ wording: Wording) async -> Reply {
        guard ticket.isAccepted else { return message(403, wording, Wording.english.hidden, Wording.dutch.hidden) }
        guard let mail = await mail(of: ticket) else {
            return message(410, wording, Wording.english.gone, Wording.dutch.gone)
        }
        guard let number = Int(request.query["number"] ?? ""), mail.attachments.indices.contains(number) else {
            return message(404, wording, "There is no such attachment.", "Deze bijlage bestaat niet.")
        }
        return Download.reply(mail.attachments[number])
    }

    /// The content, read again from the request as it arrived: nothing is kept of it but that.
    private func mail(of ticket: RegisteredTicket) async -> RegisteredMail? {
        guard ticket.isAccepted, let body = await exchange.request(ticket.request)?.body,
            let json = try? JSONDecoder().decode(JSON.self, from: Data(body.utf8))
        else { return nil }
        return try? RegisteredMail(json)
    }

    /// The status for programs, by user name and password (RFC 7617).
    private func status(_ request: Request, _ token: String) async -> Reply {
        let credentials = Data("\(settings.webUser):\(settings.webPassword)".utf8).base64EncodedString()
        let words = (request.header("Authorization") ?? "").split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "basic", words[1] == credentials else {
            return .text(
                401, "the status needs the user name and password of a web service user\n",
                [HeaderPair("WWW-Authenticate", "Basic realm=\"sealpost-sandbox\", charset=\"UTF-8\"")])
        }
        guard request.method == "GET" else { return .text(405, "the method must be GET\n") }
        guard let ticket = await exchange.ticket(token) else { return .text(404, "there is no such ticket\n") }
        return Reply(
            200, [HeaderPair("Content-Type", "application/xml; charset=utf-8")],
            body: Data(StatusXML.document([ticket], settings).utf8))
    }

    private func message(_ status: Int, _ wording: Wording, _ english: String, _ dutch: String) -> Reply {
        PageFrame.reply(
            status, language: wording.code, title: wording.title, banner: wording.simulation,
            content: "<h1>\(wording.title)</h1>\n<section><p>\(wording.code == "nl" ? dutch : english)</p></section>")
    }
}
