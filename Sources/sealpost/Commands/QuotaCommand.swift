// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ledgers
import Mail
import MailFlow

/// What the services told of their quotas, and which accounts wait.
struct QuotaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quota",
        abstract: "Show what is known of each account's quota, and which accounts wait.",
        discussion: "Nobody is asked: it is what the services said with their last answers.")

    @OptionGroup var settings: SettingsOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let assembly = try settings.assemble()
        let conditions = try Queue.ledger(assembly).conditions(at: .now())
        let routes = assembly.ways.map { (route: $0.key, account: $0.value.account) }.sorted {
            ($0.account, $0.route.rawValue) < ($1.account, $1.route.rawValue)
        }
        if json { return print(try QuotaJSON.text(routes, conditions)) }
        print(QuotaText(routes, conditions, style: .standardOutput).lines.joined(separator: "\n"))
    }
}
