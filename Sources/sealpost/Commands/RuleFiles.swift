// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Mail
import MailFlow
import Rules
import Settings
import Sieve

/// What has to do with rule files.
struct RuleFiles: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Check rule files.", subcommands: [Check.self])

    /// Reports everything that is wrong with rule files.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Report every error in rule files, and what looks like a mistake.",
            discussion: "Exit status 0 when the files can be used, 78 when all mail would be held.")

        @OptionGroup var settings: SettingsOptions

        @Argument(help: "The files; if none, those of the settings.")
        var files: [String] = []

        func run() throws {
            let assembly = try settings.assemble()
            let names = files.isEmpty ? assembly.settings.rules : files
            let rules = RuleSet(files: names.map(RuleFile.read), profile: assembly.profile, dialect: assembly.dialect)
            for diagnostic in rules.diagnostics { print(diagnostic) }
            guard rules.isUsable, !rules.diagnostics.contains(where: { $0.severity == .error }) else {
                throw ExitCode(ExitStatus.config.rawValue)
            }
            if rules.diagnostics.isEmpty { print("\(names.joined(separator: ", ")): no errors") }
        }
    }
}
