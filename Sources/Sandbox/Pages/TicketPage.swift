// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import HTMLWriting
internal import Mail

/// The page of a ticket, as its recipient sees it; works without scripts.
struct TicketPage {
    /// The ticket.
    let ticket: RegisteredTicket
    /// What the mail holds, once it has been accepted; nil if the sandbox has let go of it.
    let mail: RegisteredMail?
    /// The words.
    let wording: Wording

    /// The address of the page, or of one of its actions, relative to the server.
    static func path(_ token: String, action: String, language: String, more: String = "") -> String {
        "/webservice/dashboard/?ticket_token=\(token)&action=\(action)&lang=\(language)\(more)"
    }

    /// The page as an answer.
    var reply: Reply {
        PageFrame.reply(
            language: wording.code, title: title, banner: wording.simulation,
            content: [heading, summary, choice, outcome, content, files, history].joined(separator: "\n"))
    }

    /// A choice leads back to the same address, so the title is what tells a screen reader that something has changed.
    private var title: String {
        let title = "\(wording.title): \(ticket.subject)"
        return ticket.state.isFinal ? "\(wording.states[ticket.state] ?? ""). \(title)" : title
    }

    private func link(_ action: String, language: String? = nil, more: String = "") -> String {
        Markup.escaped(Self.path(ticket.token, action: action, language: language ?? wording.code, more: more))
    }

    private var heading: String {
        """
        <header><h1>\(wording.title)</h1>
        <a href="\(link("ticket_html", language: wording.otherCode))" lang="\(wording.otherCode)" \
        hreflang="\(wording.otherCode)">\(wording.otherName)</a></header>
        """
    }

    /// Nobody who refuses can read the message later, so that takes a second press.
    private var choice: String {
        guard ticket.isOpen else { return "" }
        return """
            <section class="choice" aria-labelledby="choice"><h2 id="choice">\(wording.question)</h2>
            <p>\(wording.consequences)</p>
            <div class="buttons">
            <form method="post" action="\(link("accept"))"><button class="primary">\(wording.accept)</button></form>
            <details><summary>\(wording.refuse)</summary>
            <p>\(wording.refusal)</p>
            <form method="post" action="\(link("refuse"))"><button class="bad">\(wording.confirmRefusal)</button></form>
            </details>
            </div></section>
            """
    }

    /// What it came to, in the place where the choice was.
    private var outcome: String {
        guard ticket.state.isFinal, let last = ticket.history.last else { return "" }
        return """
            <section class="outcome \(last.kind.rawValue)"><h2>\(wording.states[last.kind] ?? "")</h2>
            <p>\(Self.time(last))</p>
            <p class="note">\(wording.meanings[last.kind] ?? "")</p></section>
            """
    }

    private var summary: String {
        let sender =
            ticket.senderName.isEmpty
            ? Markup.escaped(ticket.sender)
            : "\(Markup.escaped(ticket.senderName)) &lt;\(Markup.escaped(ticket.sender))&gt;"
        var (state, meaning) = ("", "")
        if !ticket.state.isFinal {
            state =
                "<dt>\(wording.status)</dt><dd><span class=\"state\">\(wording.states[ticket.state] ?? "")</span></dd>"
            meaning = "\n<p class=\"note\">\(wording.meanings[ticket.state] ?? "")</p>"
        }
        return """
            <section><dl>
            <dt>\(wording.subject)</dt><dd class="subject"><bdi>\(Markup.escaped(ticket.subject))</bdi></dd>
            <dt>\(wording.from)</dt><dd><bdi>\(sender)</bdi></dd>
            <dt>\(wording.to)</dt><dd><bdi>\(Markup.escaped(ticket.recipient))</bdi></dd>
            \(state)
            </dl>\(meaning)</section>
            """
    }

    private var content: String {
        let inner: String
        if !ticket.isAccepted {
            inner = "<p class=\"note\">\(ticket.state.isFinal ? wording.closed : wording.hidden)</p>"
        } else if let mail {
            inner = Self.letter(mail.body, title: wording.message)
        } else {
            inner = "<p class=\"note\">\(wording.gone)</p>"
        }
        return "<section><h2>\(wording.message)</h2>\n\(inner)</section>"
    }

    /// The text; HTML goes into a frame in which nothing can run, since nobody documents which of both the service takes.
    private static func letter(_ body: String, title: String) -> String {
        let start = body.drop { $0.isWhitespace }.prefix(15).lowercased()
        guard ["<!doctype html", "<html", "<body", "<p>", "<div"].contains(where: { start.hasPrefix($0) }) else {
            return "<p class=\"letter\"><bdi>\(Markup.escaped(body))</bdi></p>"
        }
        return "<iframe sandbox title=\"\(title)\" srcdoc=\"\(Markup.escaped(body))\"></iframe>"
    }

    private var files: String {
        guard !ticket.attachments.isEmpty else {
            return "<section><h2>\(wording.attachments)</h2>\n<p class=\"note\">\(wording.noAttachments)</p></section>"
        }
        var items = ""
        for (index, file) in ticket.attachments.enumerated() {
            let download =
                ticket.isAccepted && mail != nil
                ? "<a class=\"button\" href=\"\(link("attachment", more: "&number=\(index)"))\" "
                    + "aria-describedby=\"file-\(index)\">\(wording.download)</a>" : ""
            items += """
                <li><p class="file"><span><span class="name" id="file-\(index)"><bdi>\(Markup.escaped(file.name))</bdi></span> \
                <span class="size">(\(file.size) \(wording.bytes))</span></span>\(download)</p>
                <span class="size">\(wording.fingerprint):</span> <code>\(file.sha256)</code></li>

                """
        }
        return """
            <section><h2>\(wording.attachments)</h2>
            <ul class="files">
            \(items)</ul>
            <p class="note">\(wording.fingerprintHelp)</p></section>
            """
    }

    private var history: String {
        var items = ""
        for event in ticket.history {
            let detail = event.detail.isEmpty ? "" : ": \(Markup.escaped(event.detail))"
            items += """
                <li class="\(event.kind.rawValue)">\(wording.states[event.kind] ?? "")\(detail)<br>
                \(Self.time(event))</li>

                """
        }
        return """
            <section><h2>\(wording.history)</h2>
            <ol class="history">
            \(items)</ol>
            <p class="note">\(wording.historyHelp)</p></section>
            """
    }

    private static func time(_ event: TicketEvent) -> String {
        let moment = Timestamp(milliseconds: event.milliseconds)
        let text = moment.formatted("%Y-%m-%d %H:%M:%S UTC", inUTC: true)
        return "<time datetime=\"\(moment.rfc3339)\">\(text)</time>"
    }
}
