// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import HTMLWriting

/// The sandbox's front page: what it accepted, newest first, each registered mail with its ticket.
enum OverviewPage {
    /// How many requests it lists.
    static let longest = 200

    /// The page; `requests` are in order of acceptance, `states` are those of the tickets by token.
    static func reply(_ requests: [AcceptedRequest], _ states: [String: TicketEvent.Kind]) -> Reply {
        let wording = Wording.english
        var rows = ""
        for request in requests.suffix(longest).reversed() {
            var cell = ""
            if let token = request.ticket, let state = states[token] {
                let path = Markup.escaped(TicketPage.path(token, action: "ticket_html", language: "en"))
                cell = "<a href=\"\(path)\">\(wording.states[state] ?? "")</a>"
            }
            let repeated = request.occurrence > 1 ? ", time \(request.occurrence)" : ""
            rows += """
                <tr><td><a href="/_sandbox/accepted/\(request.sequence)">\(request.sequence)</a></td>
                <td class="fixed">\(request.endpoint.rawValue)\(repeated)</td>
                <td class="free">\(Markup.escaped(request.recipients.joined(separator: ", ")))</td>
                <td class="free"><bdi>\(Markup.escaped(request.fields["subject"]?.string ?? ""))</bdi></td>
                <td class="fixed">\(cell)</td><td class="fixed"><time>\(request.time)</time></td></tr>

                """
        }
        let list =
            rows.isEmpty
            ? "<section><p>Nothing has been accepted yet.</p></section>"
            : """
            <section><table>
            <thead><tr><th>No.</th><th>Call</th><th>For</th><th>Subject</th><th>Ticket</th><th>Accepted</th></tr></thead>
            <tbody>
            \(rows)</tbody></table></section>
            """
        return PageFrame.reply(
            language: "en", title: "Sealpost sandbox", banner: wording.simulation,
            content: """
                <header><h1>Sealpost sandbox</h1></header>
                <p>Requests accepted: \(requests.count). Those that come a second time under the same identity say so.</p>
                \(list)
                """, isWide: true)
    }
}
