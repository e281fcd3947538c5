// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailFlow
import Settings
import TestSupport
import Testing

/// `docs/settings.md` against what the program asks a settings file for.
@Suite("docs: settings")
struct SettingsTests {
    /// A documented setting.
    private struct Row {
        /// The table that it stands in, in the sample.
        var table: String
        var name: String
        var standard: String
        var example: String

        var key: String { table.isEmpty ? name : "\(table).\(name)" }
    }

    /// Settings with a route of each kind, by table and name; a route without a kind has the default one.
    private static let sample: [String: [String: String]] = [
        "": [:], "account.kpn": [:], "route.letters": ["kind": "\"registered\""], "route.safe": ["kind": "\"secure\""],
        "route.plain": [:], "route.relay": ["kind": "\"smtp\""], "statuses": [:],
        "status_mail.service": ["kind": "\"registered\"", "maildirs": "\"~/Mail\"", "domain": "\"mail.example\""],
        "status_mail.service.event.accepted": ["subject": "\"accepted\""],
    ]

    /// Which tables of the sample a section is about.
    private static let tables: [String: [String]] = [
        "Top of the file": [""], "[folders]": ["folders"], "[notices]": ["notices"],
        "[delivery]": ["delivery"], "[doors]": ["doors"], "[dossier]": ["dossier"],
        "[deadline]": ["deadline"],
        "[outbox.NAME]": ["outbox.office"],
        "[account.NAME]": ["account.kpn"],
        "[route.NAME]": ["route.letters", "route.safe", "route.plain", "route.relay"],
        "[route.NAME] of kind registered": ["route.letters"], "[route.NAME] of kind secure": ["route.safe"],
        "[route.NAME] of kind sendmail": ["route.plain"], "[route.NAME] of kind smtp": ["route.relay"],
        "[statuses]": ["statuses"], "[status_mail.NAME]": ["status_mail.service"],
        "[status_mail.NAME.event.EVENT]": ["status_mail.service.event.accepted"],
    ]

    /// An outbox with what it has to have, and a route that the examples name.
    private static let outbox = ["path": "\"~/Office\""]

    private let page: Page
    private let folder: TemporaryFolder

    init() throws {
        page = try Page("docs/settings.md")
        folder = try TemporaryFolder()
    }

    private var rows: [Row] {
        page.sections.flatMap { section in
            (Self.tables[section.title] ?? []).flatMap { table in
                section.rows("setting").map { cells in
                    Row(
                        table: table, name: cells[0].codeSpans.first ?? "",
                        standard: cells[1].codeSpans.first ?? cells[1], example: cells[2].codeSpans.first ?? "")
                }
            }
        }
    }

    /// What holds after reading these settings.
    private func effective(_ tables: [String: [String: String]]) throws -> [SettingsFile.Effective] {
        let blocks = tables.sorted { $0.key < $1.key }.map { table, values in
            ((table.isEmpty ? [] : ["[\(table)]"]) + values.sorted { $0.key < $1.key }.map { "\($0) = \($1)" })
                .joined(separator: "\n")
        }
        return try effective(blocks.joined(separator: "\n"))
    }

    private func effective(_ text: String) throws -> [SettingsFile.Effective] {
        let path = try folder.write("config.toml", text)
        return try Assembly(path: path, environment: ["HOME": folder.path]).effective
    }

    /// What the program asks for; some things only of a route that logs in.
    private func asked() throws -> [SettingsFile.Effective] {
        var loggingIn = Self.sample
        loggingIn["route.relay"]?["user"] = "\"jan\""
        // With an outbox of its own table, the default of another setting differs.
        var withOutbox = Self.sample
        withOutbox["outbox.office"] = Self.outbox
        return try effective(Self.sample) + effective(loggingIn)
            + effective(withOutbox).filter { $0.key.hasPrefix("outbox.") }
    }

    @Test("every setting that the program asks for is described, and no other")
    func keys() throws {
        #expect(Set(rows.map(\.key)) == Set(try asked().map(\.key)))
        #expect(rows.count == Set(rows.map(\.key)).count)
        for title in Self.tables.keys { #expect(!page.section(title).rows("setting").isEmpty, "\(title)") }
    }

    @Test("the defaults are the program's")
    func defaults() throws {
        let documented = Dictionary(rows.map { ($0.key, $0.standard) }, uniquingKeysWith: { first, _ in first })
        for setting in try asked() where setting.line == nil {
            let value = setting.value.isEmpty ? "not set" : setting.value.replacing(folder.path, with: "~")
            #expect(documented[setting.key] == value, "\(setting.key)")
        }
    }

    @Test("the examples can be written like that")
    func examples() throws {
        for row in rows {
            var tables = Self.sample
            if row.name.hasPrefix("password_") { tables[row.table, default: [:]]["user"] = "\"jan\"" }
            if row.name == "timestamp_url" {
                tables[row.table, default: [:]]["timestamp_certificate_file"] = "\"tsa.pem\""
            }
            if row.table == "outbox.office" {
                tables[row.table] = Self.outbox
                tables["route.registered"] = [:]
            }
            tables[row.table, default: [:]][row.name] = row.example
            let setting = try effective(tables).first { $0.key == row.key }
            #expect(setting?.line != nil, "\(row.key) = \(row.example)")
        }
    }

    @Test("the whole file can be used")
    func wholeFile() throws {
        let files = page.fenced("toml")
        #expect(files.count == 1)
        for file in files { #expect(try effective(file).contains { $0.line != nil }) }
    }
}
