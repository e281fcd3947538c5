// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import MailFlow
import Settings

/// Shows every setting as it holds.
struct ShowSettings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings", abstract: "Show every setting in force, and the line it came from.")

    @OptionGroup var settings: SettingsOptions

    func run() throws {
        let assembly = try settings.assemble()
        let style = Style.standardOutput
        let width = assembly.effective.map(\.key.count).max() ?? 0
        for setting in assembly.effective {
            let key = setting.key.padding(toLength: width, withPad: " ", startingAt: 0)
            let value = setting.value.isEmpty ? "(not set)" : setting.value
            let origin = setting.line.map { "\(assembly.path):\($0)" } ?? "default"
            print("\(style.bold(key))  \(value)  \(style.dim("# \(origin)"))")
        }
    }
}
