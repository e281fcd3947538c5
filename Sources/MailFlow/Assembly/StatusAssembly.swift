// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import DKIM
import Digests
import Foundation
import Ledgers
import Mail
import Maildirs
import Notices
import RegularExpressions
import Settings
import Statuses

/// Makes what the settings say of following sent mails.
struct StatusAssembly {
    private let file: SettingsFile
    private let ways: [RouteName: Mailbox.Way]
    private let home: String
    var plan = StatusPlan()

    init(_ file: SettingsFile, _ settings: Settings, ways: [RouteName: Mailbox.Way], home: String) throws {
        self.file = file
        self.ways = ways
        self.home = home
        try readTiming(file.top.table("statuses"))
        for (name, way) in ways.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where way.kind == .registered {
            plan.sources[name] = try source(file.top.table("route").table(name.rawValue))
        }
        for name in file.top.names(in: "status_mail") {
            plan.inboxes.append(try inbox(file.top.table("status_mail").table(name), name))
        }
    }

    private mutating func readTiming(_ table: SettingsTable) throws {
        plan.schedule = RetrySchedule(
            firstPause: try table.duration("first_pause", default: "15m"),
            longestPause: try table.duration("longest_pause", default: "6h"),
            patience: try table.duration("give_up_after", default: "90d"))
        guard plan.schedule.firstPause >= 60 else {
            throw table.fault("first_pause", "must be at least \"1m\"")
        }
        plan.ticketsPerHour = try table.number("tickets_per_hour", default: 60)
        let words = try table.list("notices", default: Happening.reports.map(\.rawValue))
        plan.told = Set(
            try words.map { word in
                guard let happening = Happening(rawValue: word), Happening.reports.contains(happening) else {
                    let known = Happening.reports.map(\.rawValue).joined(separator: ", ")
                    throw table.fault("notices", "\"\(word)\" is none of \(known)")
                }
                return happening
            })
    }

    // MARK: Asking

    /// The source of a route for registered mail; nil where no address is set.
    private func source(_ table: SettingsTable) throws -> (any StatusSource)? {
        let address = try table.text("status_url")
        let user = try table.text("status_user", default: "")
        let password = try password(table)
        let codes = table.table("status_codes")
        var meanings: [String: DeliveryEvent] = [:]
        for code in table.names(in: "status_codes") {
            let event: DeliveryEvent = try codes.word(code, default: .reminded)
            meanings[code] = event
        }
        guard let address else { return nil }
        do throws(StatusFault) {
            return XMLStatusSource(
                client: HTTPClient(), address: try StatusAddress(address), user: user,
                password: { try password.fetch() },
                meanings: StatusMeanings(meanings.merging(["95": .reminded]) { own, _ in own }))
        } catch {
            throw table.fault("status_url", error.description)
        }
    }

    private func password(_ table: SettingsTable) throws -> Secret {
        let sources: [SecretSource?] = [
            try table.text("status_password_file").map {
                .file(try table.absolute($0, for: "status_password_file", home: home))
            },
            try table.text("status_password_command").map { .command($0) },
            try table.text("status_password_credential").map { .credential($0) },
        ]
        let given = sources.compactMap(\.self)
        guard given.count < 2 else { throw table.fault("status_password_file", "is given, and another way too") }
        let setting = table.path.joined(separator: ".") + ".status_password"
        return Secret(source: given.first, setting: setting, settingsFile: file.path)
    }

    // MARK: Mails

    private func inbox(_ table: SettingsTable, _ name: String) throws -> StatusInbox {
        guard let kind = try table.word("kind", default: RouteKind(rawValue: name)),
            [.registered, .secure].contains(kind)
        else { throw table.fault("kind", "must be registered or secure") }
        let maildirs = try table.paths("maildirs", default: [], home: home)
        guard !maildirs.isEmpty, !maildirs.contains("") else {
            throw table.fault("maildirs", "must name the Maildirs in which these mails arrive")
        }
        let domain = try table.text("domain", default: "")
        guard domain.contains("."), !domain.contains(where: { $0 == "@" || $0.isWhitespace }), !domain.hasPrefix(".")
        else { throw table.fault("domain", "must be the domain that signs these mails, as \"mail.example\"") }
        let standard = kind == .registered ? StatusMailForm.usualToken : ""
        let token = try table.text("token", default: standard)
        let server = try table.text("authserv_id")
        var keys: any DKIMKeySource = DNSKeys()
        let keyFile = try table.filePath("dkim_keys", default: "", home: home)
        if !keyFile.isEmpty {
            keys = PinnedKeys(
                { () throws(DKIMKeyFault) in
                    guard let text = try? String(contentsOfFile: keyFile, encoding: .utf8) else {
                        throw DKIMKeyFault("can't read \(keyFile)")
                    }
                    return text
                }, else: keys)
        }
        var version = [domain, token, server ?? ""]
        let events = table.table("event")
        let meanings = try table.names(in: "event").map { word in
            guard let event = DeliveryEvent(rawValue: word) else {
                let known = DeliveryEvent.allCases.map(\.rawValue).joined(separator: ", ")
                throw events.fault(word, "is no event: \(known)")
            }
            let patterns = events.table(word)
            version += [word, try patterns.text("subject") ?? "", try patterns.text("body") ?? ""]
            return StatusMailForm.Meaning(
                event: event, subject: try pattern(patterns, "subject"), body: try pattern(patterns, "body"))
        }
        let form = StatusMailForm(
            domain: domain, token: token.isEmpty ? nil : try pattern(table, "token", token), meanings: meanings,
            authenticator: server)
        return StatusInbox(
            name: name, kind: kind, routes: Set(ways.filter { $0.value.kind == kind }.keys),
            maildirs: maildirs.map(Maildir.init(_:)), form: form, check: GenuinenessCheck(keys: keys),
            version: String(SHA256.digest(of: Array(version.joined(separator: "\n").utf8)).hexadecimal.prefix(12)))
    }

    private func pattern(
        _ table: SettingsTable, _ key: String, _ text: String? = nil
    ) throws -> RegularExpression? {
        guard let text = try text ?? table.text(key) else { return nil }
        do {
            return try RegularExpression(Array(text.utf8), case: .ignored)
        } catch {
            throw table.fault(key, "is no regular expression: \(error)")
        }
    }
}
