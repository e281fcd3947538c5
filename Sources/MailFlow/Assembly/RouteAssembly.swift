// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import Foundation
import MarkupReading
import Mail
import Routes
import Settings

/// Makes the routes that the settings describe: each asks for its own settings, with the defaults that it has.
struct RouteAssembly {
    let file: SettingsFile
    let settings: Settings
    let home: String

    /// Whom else a route needs to be asked for: the accounts at the services.
    var registeredAccounts: [RouteName: RegisteredAccount] = [:]
    var secureAccounts: [RouteName: SecureAccount] = [:]
    var ways: [RouteName: Mailbox.Way] = [:]

    init(_ file: SettingsFile, _ settings: Settings, home: String) throws {
        self.file = file
        self.settings = settings
        self.home = home
        for name in settings.routes { try add(RouteName(name)) }
    }

    private mutating func add(_ name: RouteName) throws {
        let table = file.top.table("route").table(name.rawValue)
        // Never guessed: a guess could send by ordinary mail what was meant to go registered.
        let named = name.rawValue == "plain" ? RouteKind.sendmail : RouteKind(rawValue: name.rawValue)
        guard let kind = try table.word("kind", default: named) else {
            let kinds = RouteKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw table.fault("kind", "is missing: say what kind of route this is: \(kinds)")
        }
        let route: any Route
        do {
            switch kind {
            case .registered:
                let gateway = try gateway(table, standardURL: RegisteredConfiguration.standardURL)
                let configuration = try registered(table)
                registeredAccounts[name] = try RegisteredAccount(gateway: gateway, configuration: configuration)
                route = try RegisteredRoute(name: name, gateway: gateway, configuration: configuration) {
                    plainText(fromHTML: $0)
                }
            case .secure:
                let gateway = try gateway(table, standardURL: SecureConfiguration.standardURL)
                let configuration = try secure(table)
                secureAccounts[name] = try SecureAccount(gateway: gateway, configuration: configuration)
                route = try SecureRoute(name: name, gateway: gateway, configuration: configuration)
            case .sendmail:
                route = try CommandRoute(name: name, configuration: try command(table))
            case .smtp:
                route = try SMTPRoute(
                    name: name, configuration: try smtp(table),
                    client: SMTPClient(ConnectionSettings(certificateFile: try certificates(table))))
            }
        } catch let fault as RouteFault {
            throw table.fault(fault.description)
        }
        let account = kind.isRecorded ? credentials(try table.text("account", default: "kpn")) : ""
        ways[name] = Mailbox.Way(
            route: route, kind: kind, account: account,
            duplicateWindow: try table.duration("duplicate_window", default: kind.isRecorded ? "10m" : "0s"),
            // A second registered mail would be a second legal act: there is no such setting for it.
            repetitions: kind == .secure ? try table.number("repeat_when_uncertain", default: 0) : 0)
    }

    /// The first account with the same credentials: whoever names them twice has one account at the service all the same.
    private func credentials(_ name: String) -> String {
        guard let own = settings.accounts[name], !own.clientID.isEmpty else { return name }
        let same = settings.accounts.filter { $0.value.clientID == own.clientID && $0.value.tokenURL == own.tokenURL }
        return same.keys.min() ?? name
    }

    private func gateway(_ table: SettingsTable, standardURL: String) throws -> Gateway {
        let name = try table.text("account", default: "kpn")
        guard let account = settings.accounts[name] else {
            throw table.fault("account", "there is no table [account.\(name)]")
        }
        let secret = Secret(
            source: account.clientSecret, setting: "account.\(name).client_secret", settingsFile: file.path)
        let token = TokenConfiguration(
            url: account.tokenURL, clientID: account.clientID, clientSecret: { try secret.fetch() },
            cacheFile: "\(settings.folders.state)/token-\(name).json")
        let configuration = GatewayConfiguration(
            url: try table.text("base_url", default: standardURL), token: token,
            apiVersion: try table.text("api_version"), limits: try limits(table))
        let certificates = account.certificateFile.isEmpty ? nil : account.certificateFile
        let client = HTTPClient(
            ConnectionSettings(certificateFile: certificates, connectionsPerHost: settings.delivery.accountConcurrency))
        return try Gateway(configuration, client: client)
    }

    private func limits(_ table: SettingsTable) throws -> TimeLimits {
        TimeLimits(
            connecting: try table.duration("connect_timeout", default: "20s"),
            silence: try table.duration("silence_timeout", default: "60s"),
            total: try table.duration("timeout", default: "15m"))
    }

    private func registered(_ table: SettingsTable) throws -> RegisteredConfiguration {
        var configuration = RegisteredConfiguration()
        configuration.sendPath = try table.text("send_path", default: configuration.sendPath)
        configuration.userPath = try table.text("user_path", default: configuration.userPath)
        configuration.language = try table.text("language", default: configuration.language)
        configuration.campaign = try table.text("campaign")
        configuration.maximumRequestBytes = try table.number(
            "maximum_request_bytes", default: configuration.maximumRequestBytes)
        let kinds = try table.list("hold_content", default: configuration.heldContent.map(\.rawValue).sorted())
        configuration.heldContent = []
        for kind in kinds {
            guard let kind = OpaqueContent(rawValue: kind) else {
                let known = OpaqueContent.allCases.map(\.rawValue).joined(separator: ", ")
                throw table.fault("hold_content", "there is no content of the kind \"\(kind)\"; known are: \(known)")
            }
            configuration.heldContent.insert(kind)
        }
        return configuration
    }

    private func secure(_ table: SettingsTable) throws -> SecureConfiguration {
        var configuration = SecureConfiguration()
        configuration.messagePath = try table.text("message_path", default: configuration.messagePath)
        configuration.accountPath = try table.text("account_path", default: configuration.accountPath)
        configuration.senderField = try table.text("sender_field", default: configuration.senderField)
        configuration.recipientsField = try table.text("recipients_field", default: configuration.recipientsField)
        configuration.messageField = try table.text("message_field", default: configuration.messageField)
        configuration.notifyField = try table.text("notify_field", default: configuration.notifyField)
        configuration.domainParameter = try table.text("domain_parameter", default: configuration.domainParameter)
        configuration.recipientForm = try table.word("recipients_as", default: configuration.recipientForm)
        configuration.messageEncoding = try table.word("message_as", default: configuration.messageEncoding)
        configuration.maximumRequestBytes = try table.number(
            "maximum_request_bytes", default: configuration.maximumRequestBytes)
        return configuration
    }

    private func command(_ table: SettingsTable) throws -> CommandConfiguration {
        var configuration = CommandConfiguration(environment: ProcessInfo.processInfo.environment)
        configuration.command = try table.list("command", default: configuration.command)
        configuration.timeLimit = try table.duration("timeout", default: "5m")
        configuration.maximumMessageBytes = try table.number(
            "maximum_message_bytes", default: configuration.maximumMessageBytes)
        configuration.ownPrograms = Self.ownPrograms
        return configuration
    }

    private func smtp(_ table: SettingsTable) throws -> SMTPConfiguration {
        var configuration = SMTPConfiguration(host: try table.text("host", default: "localhost"))
        configuration.security = try table.word("security", default: configuration.security)
        configuration.port = try table.number("port", default: configuration.port)
        configuration.user = try table.text("user")
        configuration.clientName = try table.text("client_name", default: "")
        configuration.maximumMessageBytes = try table.number(
            "maximum_message_bytes", default: configuration.maximumMessageBytes)
        let source = try password(table)
        if configuration.user != nil {
            let setting = "route.\(table.path.last ?? "").password"
            let secret = Secret(source: source, setting: setting, settingsFile: file.path)
            configuration.password = { try secret.fetch() }
        }
        return configuration
    }

    /// From where the password is taken; asked for also where there is no user, so that the key is no unknown one.
    private func password(_ table: SettingsTable) throws -> SecretSource? {
        let path = try table.text("password_file")
        let command = try table.text("password_command")
        guard path == nil || command == nil else {
            throw table.fault("password_command", "is given, and password_file too: give one of them")
        }
        return try path.map { .file(try table.absolute($0, for: "password_file", home: home)) }
            ?? command.map(SecretSource.command)
    }

    private func certificates(_ table: SettingsTable) throws -> String? {
        let path = try table.filePath("certificate_file", default: "", home: home)
        return path.isEmpty ? nil : path
    }

    /// Where our own sendmail may lie: beside this program, and on the path.
    ///
    /// Only under its own name: where it is installed as `sendmail` too that is a link to it, and else `sendmail` is the next
    /// mail system's. A copy under another name notices for itself who calls it.
    private static var ownPrograms: [String] {
        let name = "sealpost-sendmail"
        let beside = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)" }
        return ([beside?.path].compactMap(\.self) + folders).filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }
    }
}

extension RouteKind {
    /// Whether a mail by it is an act on record at a service, with a bill, that nobody wants twice.
    fileprivate var isRecorded: Bool { self == .registered || self == .secure }
}
