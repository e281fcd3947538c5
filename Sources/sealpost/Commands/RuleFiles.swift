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
            let style = Style.standardOutput
            for finding in findings { print(shown(finding, style)) }
            let counts = [Diagnostic.Severity.error, .warning, .remark].compactMap { severity in
                let count = findings.count { $0.severity == severity }
                return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
            }.joined(separator: ", ")
            guard rules.isUsable, !findings.contains(where: { $0.severity == .error }) else {
                print(style.bold("\(counts): mail is held until the errors are mended"))
                throw ExitCode(ExitStatus.config.rawValue)
            }
            print(
                findings.isEmpty
                    ? "\(rules.names.joined(separator: ", ")): no errors"
                    : style.bold("no errors, \(counts): the rules can be used"))
        }

        private func shown(_ finding: Diagnostic, _ style: Style) -> String {
            let text = finding.description
            let headline = finding.headline
            let mark = " \(finding.severity.rawValue): "
            guard style.isColoured, let range = headline.firstRange(of: mark) else { return text }
            let word = finding.severity == .error ? style.red(mark) : style.yellow(mark)
            return style.bold(String(headline[..<range.lowerBound])) + word + headline[range.upperBound...]
                + text.dropFirst(headline.count)
        }
    }
}
