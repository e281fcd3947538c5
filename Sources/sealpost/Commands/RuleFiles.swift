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
        commandName: "rules", abstract: "Check rule files, and try them out.", subcommands: [Check.self, Test.self])

    /// Reports everything that is wrong with rule files.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Report every error in rule files, and what looks like a mistake.",
            discussion: "Exit status 0 when the files can be used, 78 when all mail would be held.")

        @OptionGroup var settings: SettingsOptions

        @OptionGroup var profile: ProfileOptions

        @Argument(help: "The files; if none, those of the settings.")
        var files: [String] = []

        func run() throws {
            let rules = try profile.ruleSet(files, settings)
            let findings = rules.diagnostics
            for finding in findings { print(finding) }
            guard rules.isUsable, !findings.contains(where: { $0.severity == .error }) else {
                throw ExitCode(ExitStatus.config.rawValue)
            }
            if findings.isEmpty { print("\(rules.names.joined(separator: ", ")): no errors") }
        }
    }
}
