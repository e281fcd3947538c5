// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Ledgers
import Mail
import MailFlow
import Tracking

/// Opens the page of a ticket.
struct OpenPage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open the page of a registered mail's ticket in the browser.",
        discussion: "The address is the one that came with the ticket. It is printed too.")

    @OptionGroup var settings: SettingsOptions

    @Flag(name: .customLong("print"), help: "Only print the address.")
    var printsOnly = false

    @Option(help: ArgumentHelp("The ticket of this recipient.", valueName: "address"))
    var recipient: String?

    @Argument(help: "A ticket or the address of its page, a Message-ID, an id or its end, or words of the subject.")
    var mail: [String]

    func run() throws {
        let assembly = try settings.assemble()
        let ledger = try Queue.ledger(assembly)
        let page: TicketPage
        do {
            page = try TicketPage(try ticket(in: ledger))
        } catch let fault as TicketPage.Fault {
            throw Failure.report(fault, .dataError)
        }
        print(page.url)
        guard !printsOnly else { return }
        // Before a browser that runs in the terminal itself clears it.
        fflush(nil)
        do throws(Browser.Fault) {
            try Browser().open(page)
        } catch {
            throw Failure.report("opened nothing: \(error)", .unavailable)
        }
    }

    /// The one ticket that is meant.
    private func ticket(in ledger: SQLiteLedger) throws -> Ticket {
        let (id, search) = try ChosenMail.only(mail, in: ledger)
        let wanted = recipient.map { Address(mailbox: $0).canonical }
        let all = try ledger.standing(of: id)?.recipients.compactMap { recipient in
            recipient.ticket.map { (address: recipient.address, ticket: $0) }
        }
        let recipients = (all ?? []).filter { wanted == nil || Address(mailbox: $0.address).canonical == wanted }
        let named = recipients.filter { search.names($0.ticket) }
        let meant = named.isEmpty ? recipients : named
        guard let first = meant.first else {
            throw Failure.report(
                "\(id): no ticket\(recipient.map { " of \($0.onOneLine)" } ?? ""): sealpost status \(id)", .dataError)
        }
        guard meant.count == 1 else {
            let list = meant.map { "\n  \($0.ticket.token.onOneLine)  \($0.address.onOneLine)" }
            throw Failure.report(
                "\(id) has \(meant.count) tickets; name one of them, or its recipient with --recipient:\(list.joined())",
                .usage)
        }
        return first.ticket
    }
}
