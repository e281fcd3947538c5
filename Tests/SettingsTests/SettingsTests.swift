// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Settings
import Testing

@Suite struct SettingsTests {
    private func load(_ text: String) throws -> (settings: Settings, file: SettingsFile) {
        let file = try SettingsFile(path: "/etc/sealpost/config.toml", text: text)
        return (try Settings(file, home: "/home/jan"), file)
    }

    @Test("an empty file means the defaults, and mail that no rule chooses for is held")
    func defaults() throws {
        let settings = try load("").settings
        #expect(settings.defaultRoute == nil)
        #expect(settings.rules == ["/etc/sealpost/rules.sieve"])
        #expect(settings.folders.outboxes == ["/home/jan/Mail/Outbox"])
        #expect(settings.folders.spool == "/home/jan/.local/state/sealpost/spool")
        #expect(settings.delivery.patience == 5 * 86_400)
        #expect(!settings.honoursHeaderFields)
        #expect(!settings.allowsDiscard)
    }

    @Test("settings are read, paths and lengths of time among them")
    func reads() throws {
        let settings = try load(
            """
            language = "en"
            rules = "/r.sieve"
            default_route = "plain"
            [folders]
            outbox = ["~/a", "b", "/c"]
            [delivery]
            first_pause = "90s"
            longest_pause = "2h"
            [account.kpn]
            client_id = "me"
            client_secret_file = "secret"
            [route.plain]
            kind = "sendmail"
            """
        ).settings
        #expect(settings.language == .en)
        #expect(settings.rules == ["/r.sieve"])
        #expect(settings.folders.outboxes == ["/home/jan/a", "/etc/sealpost/b", "/c"])
        #expect(settings.delivery.firstPause == 90)
        #expect(settings.delivery.longestPause == 7200)
        #expect(settings.accounts["kpn"]?.clientSecret == .file("/etc/sealpost/secret"))
        #expect(settings.routes == ["plain"])
    }

    @Test(
        "what is wrong is said with file, line and a way out",
        arguments: [
            ("language = nl", "/etc/sealpost/config.toml:1: "),
            ("\nlanguage = \"de\"", "/etc/sealpost/config.toml:2: language: must be one of nl, en"),
            (
                "[delivery]\nfirst_pause = \"soon\"",
                "/etc/sealpost/config.toml:2: delivery.first_pause: must be a length of time such as \"90s\", \"5m\", \"1h\" or \"5d\""
            ),
            ("[delivery]\nconcurrency = 0", "/etc/sealpost/config.toml:2: delivery.concurrency: must be at least 1"),
            (
                "default_route = \"palin\"\n[route.plain]\nkind = \"smtp\"",
                "/etc/sealpost/config.toml:1: default_route: there is no route \"palin\", did you mean \"plain\"?"
            ),
            ("rules = [1]", "/etc/sealpost/config.toml:1: rules: must be a list of texts"),
            (
                "[account.a]\nclient_secret = \"x\"\nclient_secret_file = \"y\"",
                "/etc/sealpost/config.toml:2: account.a.client_secret: is given in more than one way"
            ),
            ("rules = [\n  \"[été]\",\n]\n[été]", "/etc/sealpost/config.toml:4: the name of a table begins with"),
            ("a = [ # {\n}", "/etc/sealpost/config.toml:2: } closes nothing"),
            ("a = [{ b = 1 }, }", "/etc/sealpost/config.toml:1: } closes nothing"),
            ("\u{FEFF}[é", "/etc/sealpost/config.toml:1: the name of a table begins with"),
            ("a = 1 # and so on,\n[\n", "/etc/sealpost/config.toml:2: the name of a table begins with"),
            ("\na = 2026-11-21 9 # o'clock", "/etc/sealpost/config.toml:2: a time has two digits"),
            ("a=[8_888-é\"-__ge_ 1\t]", "/etc/sealpost/config.toml:1: a time has two digits"),
            ("a = \"\"\"\n[\n\\\"\"\"\"\n[\r\nb]", "/etc/sealpost/config.toml:4: the name of a table begins with"),
        ])
    func complains(text: String, beginning: String) {
        let fault = #expect(throws: SettingsFault.self) { try load(text) }
        #expect(fault?.description.hasPrefix(beginning) == true, "\(fault?.description ?? "")")
    }

    @Test(
        "brackets in strings, comments and arrays are no tables, and digits there no times",
        arguments: [
            "a = [\n[\n1 ],\n# x\n[ 2 ],\n[\n]\n]", "# [\na = 1", "a = '''\n[\n'''", "a = '\\' # '\n[b] # [\n",
            "a = [{ b = [1] }, { c = \"}\" }]", "a = \"\"\n[ \"[\" ]\n[[c]]\n[[ d ]]",
            "a = \"\\\\\" # \"\nb = [\"]\",\n[]\n]",
            "a = \"2026-11-21 9 \"\nb = 2026-11-21 09:30:00\nc = 2026-11-21 # 9\nd = 1",
        ])
    func brackets(text: String) {
        #expect(throws: Never.self) { _ = try load(text) }
    }

    @Test("an unknown key is an error that names the nearest known one")
    func refusesUnknownKeys() throws {
        let file = try load("\n[delivery]\nfrist_pause = \"1m\"\n").file
        let fault = #expect(throws: SettingsFault.self) { try file.refuseUnknownKeys() }
        #expect(
            fault?.description
                == "/etc/sealpost/config.toml:3: unknown setting delivery.frist_pause, did you mean delivery.first_pause?"
        )
        #expect(throws: Never.self) { try load("language = \"en\"").file.refuseUnknownKeys() }
    }

    @Test("each value in force is shown with its line, and a secret is not")
    func showsEffective() throws {
        let file = try load("language = \"en\"\n[account.a]\nclient_secret = \"hush\"\n").file
        #expect(file.effective.contains { $0.key == "language" && $0.value == "\"en\"" && $0.line == 1 })
        #expect(file.effective.contains { $0.key == "delivery.concurrency" && $0.value == "8" && $0.line == nil })
        #expect(!file.effective.contains { $0.value.contains("hush") })
    }
}

/// The tables of outboxes.
@Suite struct OutboxSettingsTests {
    private func load(_ text: String) throws -> Settings {
        try Settings(SettingsFile(path: "/etc/sealpost/config.toml", text: text), home: "/home/jan")
    }

    @Test("an outbox that only a path is said of is named like its folder")
    func simple() throws {
        let outboxes = try load("[folders]\noutbox = [\"~/Mail/Outbox\", \"/x/.Aangetekend/\"]").outboxes
        #expect(outboxes.map(\.name) == ["Outbox", "Aangetekend"])
        #expect(outboxes.map(\.path) == ["/home/jan/Mail/Outbox", "/x/.Aangetekend/"])
        #expect(outboxes.allSatisfy { $0.kind == nil && $0.watching == nil && $0.poll == nil && $0.route == nil })
        #expect(outboxes.allSatisfy { $0.holdFor == 0 })
    }

    @Test("an outbox with a table of its own stands beside those of the folders, and in place of the one by default")
    func tables() throws {
        let table = """
            [outbox.letters]
            path = "~/letters"
            kind = "mbox"
            watch = "poll"
            poll = "5s"
            hold_for = "1m"
            route = "registered"
            [route.registered]

            """
        let outbox = try #require(try load(table).outboxes.first)
        #expect(try load(table).outboxes.count == 1)
        #expect(outbox.name == "letters" && outbox.path == "/home/jan/letters")
        #expect(outbox.kind == .mbox && outbox.watching == .poll && outbox.poll == 5 && outbox.holdFor == 60)
        #expect(outbox.route == "registered")
        let both = try load(table + "[folders]\noutbox = \"/x/Outbox\"").outboxes
        #expect(both.map(\.path) == ["/x/Outbox", "/home/jan/letters"])
        #expect(try load("[outbox.a]\npath = \"/a\"\nroute = \"hold\"").outboxes.first?.route == "hold")
    }

    @Test(
        "what is wrong with an outbox is said with its line",
        arguments: [
            ("[outbox.a]\nkind = \"mbox\"", "/etc/sealpost/config.toml:1: outbox.a: names no path"),
            ("[outbox.a]\npath = \"/a\"\nkind = \"mh\"", "/etc/sealpost/config.toml:3: outbox.a.kind: must be one of"),
            (
                "[outbox.a]\npath = \"/a\"\npoll = \"0s\"",
                "/etc/sealpost/config.toml:3: outbox.a.poll: must be at least"
            ),
            (
                "[route.registered]\n[outbox.a]\npath = \"/a\"\nroute = \"registred\"",
                "/etc/sealpost/config.toml:4: outbox.a.route: there is no route \"registred\", did you mean \"registered\"?"
            ),
        ])
    func complains(text: String, beginning: String) {
        let fault = #expect(throws: SettingsFault.self) { try load(text) }
        #expect(fault?.description.hasPrefix(beginning) == true, "\(fault?.description ?? "")")
    }
}
