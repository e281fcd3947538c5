// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Doors
import Foundation
import Glibc
import Mail
import MailFlow
import Settings

/// Writes all that a mailbox needs: settings, rules, folders.
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write settings, a rule file that explains itself, and the folders.",
        discussion:
            "Asks for what is not given, where there is a terminal to ask at. Nothing that is there is overwritten.")

    @Option(help: ArgumentHelp("The settings file to write.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("The folder of your Maildirs.", valueName: "folder"))
    var mail: String?

    @Option(help: ArgumentHelp("The folder for ledger, spool and tokens.", valueName: "folder"))
    var state: String?

    @Option(help: "The language of notices: nl or en.")
    var language: String?

    @Option(help: ArgumentHelp("The client id at the API store.", valueName: "id"))
    var clientID: String?

    @Option(help: ArgumentHelp("The file that holds the client secret.", valueName: "file"))
    var clientSecretFile: String?

    @Option(help: ArgumentHelp("The address of a sandbox to use in place of the services.", valueName: "url"))
    var sandbox: String?

    @Option(help: ArgumentHelp("The command for ordinary mail; empty for none.", valueName: "path"))
    var sendmail: String?

    func run() throws {
        let environment = ProcessInfo.processInfo.environment
        let places = SettingsLocation.candidates(environment: environment)
        let path = absolute(config ?? places.first ?? "config.toml")
        let folder = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
        let rules = "\(folder)/rules.sieve"
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Failure.report("\(path) is there already: edit it, or name another with --config", .cantCreate)
        }
        let starter = StarterSettings(
            language: try ask(language, "Language of notices (nl or en)", default: "nl") { ["nl", "en"].contains($0) },
            mail: absolute(try ask(mail, "Folder of your Maildirs", default: "~/Mail")),
            state: state.map(absolute), clientID: try ask(clientID, "Client id at the API store", default: ""),
            clientSecretFile: absolute(
                try ask(clientSecretFile, "File that holds the client secret", default: "\(folder)/client-secret")),
            sandbox: sandbox.map { String($0.reversed().drop { $0 == "/" }.reversed()) },
            sendmail: sendmail ?? "/usr/sbin/sendmail")
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try write(starter.text, to: path, mode: 0o600)
            let assembly = try usable(path, environment)
            if !FileManager.default.fileExists(atPath: rules) {
                try write(String(decoding: PackageResources.rules_sieve, as: UTF8.self), to: rules, mode: 0o644)
            }
            try assembly.createFolders()
            assembly.informDoors { print("warning: \($0)") }
            // The sendmail program looks there: it does not read the settings.
            let pointer = "\(folder)/spool"
            if path == places.first, !FileManager.default.fileExists(atPath: pointer) {
                try write(assembly.settings.folders.spool + "\n", to: pointer, mode: 0o644)
            }
            print(summary(path, rules, assembly))
            if let warning = SpoolCheck.warning(assembly, environment: environment) { print("\n\(warning)") }
        } catch let code as ExitCode {
            throw code
        } catch {
            throw Failure.report(error, .cantCreate)
        }
    }

    /// What the settings that were just written describe; where they can't be used they go again, so that the next try finds
    /// none.
    private func usable(_ path: String, _ environment: [String: String]) throws -> Assembly {
        do {
            return try Assembly(path: path, environment: environment)
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw Failure.report("\(error); no settings were written", .usage)
        }
    }

    private func summary(_ path: String, _ rules: String, _ assembly: Assembly) -> String {
        let style = Style.standardOutput
        var lines = [
            "settings  \(path)", "rules     \(rules)",
            "outbox    \(assembly.outboxes.map(\.path).joined(separator: ", "))",
            "notices   \(assembly.settings.folders.notices)", "", style.bold("Next:"),
        ]
        if let secret = assembly.settings.accounts["kpn"]?.clientSecret, case .file(let file) = secret,
            !FileManager.default.fileExists(atPath: file)
        {
            lines.append("  write the client secret into \(file), and: chmod 600 \(file)")
        }
        lines += ["  edit the rules, and:  sealpost rules check", "  start delivering:     sealpost watch"]
        return lines.joined(separator: "\n")
    }

    /// What is given, or the answer of the person at the terminal, or the default where there is none.
    private func ask(
        _ given: String?, _ question: String, default standard: String, isFit: (String) -> Bool = { _ in true }
    ) throws -> String {
        if let given {
            guard isFit(given) else { throw Failure.report("\(question): not \"\(given)\"", .usage) }
            return given
        }
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return standard }
        while true {
            print("\(question)\(standard.isEmpty ? "" : " [\(standard)]"): ", terminator: "")
            fflush(nil)
            guard let line = readLine() else { return standard }
            let answer = line.isEmpty ? standard : line
            if isFit(answer) { return answer }
        }
    }

    /// Called only where there is no such file: what is there may be somebody's work.
    private func write(_ text: String, to path: String, mode: Int) throws {
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: mode])
        else { throw Failure.report("can't write \(path)", .cantCreate) }
    }

    private func absolute(_ path: String) -> String {
        if path.hasPrefix("~/") || path.hasPrefix("/") { return path }
        return "\(FileManager.default.currentDirectoryPath)/\(path)"
    }
}
