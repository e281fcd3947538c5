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
    func assemble() throws -> Assembly {
        do {
            return try Assembly(path: path, environment: ProcessInfo.processInfo.environment)
        } catch {
            throw Failure.report(error, .config)
        }
    }

    /// The log, on standard error.
    var log: FlowLog {
        var logger = Logger(label: "sealpost") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = verbose ? .debug : .notice
        return FlowLog(logger)
    }
}
