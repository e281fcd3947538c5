// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Spelling

/// What holds for one mailbox: its folders, its rules, its accounts, and how patiently it tries.
///
/// What a route needs stands in the table `[route.NAME]`, which the route itself reads.
public struct Settings: Sendable, Hashable {
    /// The language of notices.
    public enum Language: String, Sendable, CaseIterable {
        /// Dutch.
        case nl
        /// English.
        case en
    }

    /// Where everything lies.
    public struct Folders: Sendable, Hashable {
        /// The Maildirs in which people drop mail to be sent, apart from those with a table of their own.
        public var outboxes: [String]
        /// The Maildir for copies of what was sent.
        public var sent: String
        /// The Maildir for copies of what nobody took.
        public var failed: String
        /// The Maildir for copies of what waits for a person.
        public var held: String
        /// The Maildir for notices.
        public var notices: String
        /// The folder of the ledger and the tokens.
        public var state: String
        /// The folder of accepted messages.
        public var spool: String
    }

    /// How deliveries are tried.
    public struct Delivery: Sendable, Hashable {
        /// How many requests at once, apart from the one that each account may always have.
        public var concurrency: Int
        /// How many requests of one account at once.
        public var accountConcurrency: Int
        /// The pause after the first deferred attempt, in seconds.
        public var firstPause: Double
        /// The longest pause between attempts, in seconds.
        public var longestPause: Double
        /// How long a message is tried, in seconds.
        public var patience: Double
        /// After how long the sender is told that a message is late, in seconds; nil for never.
        public var delayNotice: Double?
        /// How long the content of a finished message is kept, in seconds.
        public var keepContent: Double
        /// How often the folders are looked at without being told of a change, in seconds.
        public var poll: Double
    }

    /// What the doors do.
    public struct Doors: Sendable, Hashable {
        /// The most bytes that a message may have which sendmail or a pipe accepts.
        public var maximumMessageBytes: Int
        /// Whether sendmail starts a delivery pass where nothing else would deliver.
        public var startsPass: Bool
        /// How long `sendmail -odi` waits for what becomes of a message, in seconds.
        public var wait: Double
    }

    /// The language of notices.
    public var language: Language
    /// Whether notices hold their text as HTML too.
    public var hasHTMLNotices: Bool
    /// The rule files, in order.
    public var rules: [String]
    /// The folder of rule files that others include with `:global`; empty where there is none.
    public var rulesLibrary: String
    /// The files of the lists that rules look things up in, by the names that rules have for them.
    public var lists: [String: String]
    /// The route of mail that no rule chooses one for; nil holds it.
    public var defaultRoute: String?
    /// The domain of addresses that are written without one; empty where they stay as they are.
    public var qualifyDomain: String
    /// Whether the writer's own `X-Sealpost-` header fields are honoured.
    public var honoursHeaderFields: Bool
    /// Whether a rule may discard mail.
    public var allowsDiscard: Bool
    /// The addresses to which a rule may redirect mail.
    public var allowsRedirectTo: [String]
    /// Where everything lies.
    public var folders: Folders
    /// The outboxes: those that the folders name, and those with a table of their own.
    public var outboxes: [OutboxSettings]
    /// How deliveries are tried.
    public var delivery: Delivery
    /// What the doors do.
    public var doors: Doors
    /// What dossiers hold.
    public var dossier: DossierSettings
    /// When a person is told that a mail has not reached its recipient.
    public var deadline: DeadlineSettings
    /// The accounts at the services' gateway, by name.
    public var accounts: [String: AccountSettings]
    /// The names of the routes.
    public var routes: [String]

    /// Reads the settings, apart from the routes' own.
    ///
    /// - Parameters:
    ///   - home: The user's home folder; empty where it is not known.
    ///   - state: The folder for state where the settings name none.
    public init(_ file: SettingsFile, home: String, state: String? = nil) throws(SettingsFault) {
        let top = file.top
        language = try top.word("language", default: Language.nl)
        hasHTMLNotices = try top.table("notices").flag("html", default: true)
        rules = try top.paths("rules", default: ["rules.sieve"], home: home)
        rulesLibrary = try top.filePath("rules_library", default: "", home: home)
        lists = [:]
        for name in top.names(in: "lists") {
            lists[name] = try top.table("lists").filePath(name, default: "", home: home)
        }
        let standard = try top.text("default_route", default: "hold")
        defaultRoute = standard == "hold" ? nil : standard
        qualifyDomain = try top.text("qualify_domain", default: "")
        guard !qualifyDomain.contains(where: { $0 == "@" || $0.isWhitespace || "<>,;:".contains($0) }) else {
            throw top.fault("qualify_domain", "must be a domain alone, as \"office.example\"")
        }
        honoursHeaderFields = try top.flag("honour_header_fields", default: false)
        allowsDiscard = try top.flag("allow_discard", default: false)
        allowsRedirectTo = try top.list("allow_redirect_to", default: [])
        let names = top.names(in: "outbox")
        folders = try Folders(
            top.table("folders"), home: home, state: state ?? "~/.local/state/sealpost",
            hasOtherOutboxes: !names.isEmpty)
        delivery = try Delivery(top.table("delivery"))
        doors = try Doors(top.table("doors"))
        dossier = try DossierSettings(top.table("dossier"), home: home)
        deadline = try DeadlineSettings(top.table("deadline"))
        outboxes = folders.outboxes.map(OutboxSettings.init(path:))
        for name in names {
            outboxes.append(try OutboxSettings(top.table("outbox").table(name), name: name, home: home))
        }
        accounts = [:]
        for name in top.names(in: "account") {
            accounts[name] = try AccountSettings(top.table("account").table(name), name: name, home: home)
        }
        routes = top.names(in: "route")
        if routes.contains("hold") {
            throw top.table("route").fault(
                "hold", "no route can have this name: in a rule it means that the mail is held")
        }
        try requireRoute(defaultRoute, top, "default_route")
        for outbox in outboxes where outbox.route != "hold" {
            try requireRoute(outbox.route, top.table("outbox").table(outbox.name), "route")
        }
    }

    private func requireRoute(_ name: String?, _ table: SettingsTable, _ key: String) throws(SettingsFault) {
        guard let name, !routes.contains(name) else { return }
        let near = NearestName.of(name, in: routes)
        throw table.fault(key, "there is no route \"\(name)\"" + (near.map { ", did you mean \"\($0)\"?" } ?? ""))
    }
}

extension Settings.Folders {
    fileprivate init(
        _ table: SettingsTable, home: String, state standardState: String, hasOtherOutboxes: Bool
    ) throws(SettingsFault) {
        outboxes = try table.paths("outbox", default: hasOtherOutboxes ? [] : ["~/Mail/Outbox"], home: home)
        if outboxes.contains("") { throw table.fault("outbox", "can't be empty: for none write []") }
        sent = try table.filePath("sent", default: "~/Mail/Sent", home: home)
        failed = try table.filePath("failed", default: "~/Mail/Failed", home: home)
        held = try table.filePath("held", default: "~/Mail/Held", home: home)
        notices = try table.filePath("notices", default: "~/Mail/Notices", home: home)
        state = try table.filePath("state", default: standardState, home: home)
        spool = try table.filePath("spool", default: state + "/spool", home: home)
        for (key, path) in [("notices", notices), ("state", state), ("spool", spool)] where path.isEmpty {
            throw table.fault(key, "can't be empty: it names a folder")
        }
    }
}

extension Settings.Delivery {
    fileprivate init(_ table: SettingsTable) throws(SettingsFault) {
        concurrency = try table.number("concurrency", default: 8)
        guard concurrency > 0 else { throw table.fault("concurrency", "must be at least 1") }
        accountConcurrency = try table.number("account_concurrency", default: 4)
        guard accountConcurrency > 0 else { throw table.fault("account_concurrency", "must be at least 1") }
        firstPause = try table.duration("first_pause", default: "1m")
        longestPause = try table.duration("longest_pause", default: "1h")
        for (key, pause) in [("first_pause", firstPause), ("longest_pause", longestPause)] where pause < 1 {
            throw table.fault(key, "must be at least \"1s\"")
        }
        patience = try table.duration("give_up_after", default: "5d")
        let delay = try table.duration("delay_notice_after", default: "4h")
        delayNotice = delay > 0 ? delay : nil
        keepContent = try table.duration("keep_content", default: "30d")
        poll = try table.duration("poll", default: "30s")
    }
}

extension Settings.Doors {
    fileprivate init(_ table: SettingsTable) throws(SettingsFault) {
        maximumMessageBytes = try table.number("maximum_message_bytes", default: 104_857_600)
        guard maximumMessageBytes > 0 else { throw table.fault("maximum_message_bytes", "must be at least 1") }
        startsPass = try table.flag("starts_pass", default: true)
        wait = try table.duration("wait", default: "60s")
        guard wait <= 3600 else { throw table.fault("wait", "must be at most \"1h\"") }
    }
}

extension AccountSettings {
    fileprivate init(_ table: SettingsTable, name: String, home: String) throws(SettingsFault) {
        self.name = name
        tokenURL = try table.text(
            "token_url",
            default: "https://api-prd.kpn.com/oauth/client_credential/accesstoken?grant_type=client_credentials")
        clientID = try table.text("client_id", default: "")
        let sources: [SecretSource?] = [
            try table.text("client_secret_file").map { path throws(SettingsFault) in
                .file(try table.absolute(path, for: "client_secret_file", home: home))
            },
            try table.text("client_secret_command").map { .command($0) },
            try table.text("client_secret_credential").map { .credential($0) },
            try table.secret("client_secret").map { .value($0) },
        ]
        let given = sources.compactMap(\.self)
        guard given.count < 2 else { throw table.fault("client_secret", "is given in more than one way") }
        clientSecret = given.first
        certificateFile = try table.filePath("certificate_file", default: "", home: home)
    }
}
