// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DurableFiles
import Foundation
import Mail
import MailFlow
import Rules
import Sieve

extension RuleFiles {
    /// Compares what rules decide about mails with what is expected.
    struct Test: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test",
            abstract: "Compare what rules decide about the mails of folders with what is expected.",
            discussion: """
                Beside each mail, NAME.eml, lies what is expected for it, NAME.expected, as --record writes it. Exit \
                status 0 when all is as expected, 65 when something isn't, 78 when the rules can't be used.
                """)

        @OptionGroup var settings: SettingsOptions

        @Option(help: ArgumentHelp("A rule file; without it those of the settings.", valueName: "file"))
        var rules: [String] = []

        @OptionGroup var profile: ProfileOptions

        @Flag(help: "Write down what is decided now as expected.")
        var record = false

        @Argument(help: "The folders.")
        var folders: [String]

        func run() throws {
            let set = try profile.ruleSet(rules, settings)
            try set.requireUsable()
            var report = RuleTestReport(style: .standardOutput)
            for folder in folders {
                do {
                    let cases = try RuleCase.all(in: folder)
                    guard !cases.isEmpty else { throw Failure.report("\(folder) holds no mails (*.eml)", .noInput) }
                    for item in cases { print(report.lines(of: item, outcome(of: item, set)), terminator: "") }
                } catch let fault as FileFault {
                    throw Failure.report(fault, .noInput)
                }
            }
            print(report.summary)
            guard report.isGood else { throw ExitCode(ExitStatus.dataError.rawValue) }
        }

        private func outcome(of item: RuleCase, _ rules: RuleSet) -> Result<RuleCase.Outcome, FileFault> {
            Result { () throws(FileFault) in
                try item.outcome(
                    of: Replay(rules: rules).explanation(ofMailAt: item.mail), by: rules, recording: record)
            }
        }
    }
}
