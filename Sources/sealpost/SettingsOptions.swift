// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Logging
import Mail
import MailFlow
import Settings

/// Which settings a command works with.
struct SettingsOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The settings file.", valueName: "file"))
    var config: String?

    @Flag(name: .shortAndLong, help: "Say more on standard error.")
    var verbose = false

    /// The settings file: as told, or the first that is there.
    var path: String {
        if let config { return config }
        let places = SettingsLocation.candidates(environment: ProcessInfo.processInfo.environment)
        return places.first { FileManager.default.fileExists(atPath: $0) } ?? places.first ?? "config.toml"
    }

    /// All that the settings describe; ends the command where they are wrong.
    /// - Parameter failure: The exit code where they can't be used.
    func assemble(orFailWith failure: ExitStatus = .config) throws -> Assembly {
        let environment = ProcessInfo.processInfo.environment
        do {
            let assembly = try Assembly(path: path, environment: environment)
            // With other settings than the usual ones it is meant that the doors' mail is not looked at.
            if config == nil, let warning = SpoolCheck.warning(assembly, environment: environment) {
                StandardError.say("sealpost: \(warning)")
            }
            return assembly
        } catch {
            throw Failure.report(error, failure)
        }
    }

    /// The log, on standard error.
    var log: FlowLog {
        var logger = Logger(label: "sealpost") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = verbose ? .debug : .notice
        return FlowLog(logger)
    }
}
