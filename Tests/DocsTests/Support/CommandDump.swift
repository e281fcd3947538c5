// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What a program says of its commands with `--experimental-dump-help`, ArgumentParser's description for other tools.
struct CommandDump: Decodable {
    /// A command.
    struct Command: Decodable {
        var commandName: String
        var arguments: [Argument]?
        var subcommands: [Command]?
    }

    /// An option, a flag, or a positional argument.
    struct Argument: Decodable {
        /// One name: `-f`, `--sender`.
        struct Name: Decodable {
            var kind: String
            var name: String
        }

        var kind: String
        var isOptional: Bool
        var isRepeating: Bool
        var names: [Name]?
        var preferredName: Name?
        var valueName: String?
        var defaultValue: String?
        var shouldDisplay: Bool
    }

    var command: Command

    /// Asks a program, which lies beside the tests.
    init(of program: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: program)
        process.arguments = ["--experimental-dump-help"]
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        self = try JSONDecoder().decode(CommandDump.self, from: data)
    }

    /// The commands that do something, with their whole names; `help` is every program's.
    var leaves: [(path: String, arguments: [Argument])] { Self.leaves(of: command, below: "") }

    private static func leaves(of command: Command, below path: String) -> [(String, [Argument])] {
        let whole = path.isEmpty ? command.commandName : "\(path) \(command.commandName)"
        let subcommands = (command.subcommands ?? []).filter { $0.commandName != "help" }
        guard subcommands.isEmpty else { return subcommands.flatMap { leaves(of: $0, below: whole) } }
        let own = (command.arguments ?? []).filter { $0.shouldDisplay && !["help", "version"].contains($0.long) }
        return [(whole, own)]
    }
}

extension CommandDump.Argument {
    /// The long name; empty for a positional argument.
    var long: String { names?.first { $0.kind == "long" }?.name ?? "" }

    /// All names as the help shows them, with the value: `-f`, `--sender <address>`; `<id>` for a positional argument.
    var labels: [String] {
        let value = "<\(valueName ?? "")>"
        if kind == "positional" { return [value] }
        return (names ?? []).map { name in
            name.kind == "short" ? "-\(name.name)" : "--\(name.name)" + (kind == "option" ? " \(value)" : "")
        }
    }

    /// How it stands in a synopsis.
    var synopsis: String {
        let plain = (kind == "positional" ? labels[0] : labels.last { $0.hasPrefix("--\(long)") } ?? "")
        let text = plain + (isRepeating ? " ..." : "")
        return isOptional ? "[\(text)]" : text
    }
}
