// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Doors
public import DurableFiles
import Foundation
import Glibc
public import Ledgers
public import Mail
import Maildirs
import Reading
public import Routes
public import Rules
public import Settings
public import Sieve

/// Everything that a settings file describes, put together.
public struct Assembly: Sendable {
    /// The settings.
    public let settings: Settings
    /// All settings in force, with the lines that they came from.
    public let effective: [SettingsFile.Effective]
    /// The settings file.
    public let path: String
    /// The routes by name.
    public let ways: [RouteName: Mailbox.Way]
    /// How it is learned what became of sent mails.
    public let statuses: StatusPlan
    /// The accounts for registered mail, by the route that uses them.
    public let registeredAccounts: [RouteName: RegisteredAccount]
    /// The accounts for secure mail, by the route that uses them.
    public let secureAccounts: [RouteName: SecureAccount]

    /// Reads a settings file, and refuses it as a whole where anything in it is wrong.
    public init(path given: String, environment: [String: String]) throws {
        // Paths in the file count from its folder, and must mean the same to every process.
        let path = URL(filePath: given).standardizedFileURL.path
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw SettingsFault(file: path, "can't read the settings; run: sealpost init")
        }
        let home = environment["HOME"] ?? ""
        let file = try SettingsFile(path: path, text: text)
        settings = try Settings(file, home: home, state: SettingsLocation.state(environment: environment))
        let routes = try RouteAssembly(file, settings, home: home)
        statuses = try StatusAssembly(file, settings, ways: routes.ways, home: home).plan
        try file.refuseUnknownKeys()
        try FolderPlan(settings).check(file: path)
        ways = routes.ways
        registeredAccounts = routes.registeredAccounts
        secureAccounts = routes.secureAccounts
        effective = file.effective
        self.path = path
    }

    /// What the settings let rules do.
    public var profile: Profile {
        Profile(
            routes: settings.routes.map { RouteName($0) }, defaultRoute: settings.defaultRoute.map { RouteName($0) },
            allowsDiscard: settings.allowsDiscard, redirectAddresses: settings.allowsRedirectTo,
            writerOptions: settings.honoursHeaderFields ? Set(OptionName.allCases) : [])
    }

    /// The rule files as they are now.
    public func loadRules() -> RuleSet {
        rules(settings.rules)
    }

    /// The rule files at these paths, with all that the settings say about rules.
    public func rules(_ paths: [String]) -> RuleSet {
        RuleSet(files: paths.map(RuleFile.read), lists: lists, profile: profile, dialect: dialect)
    }

    /// The lists that rules look things up in, as they are now.
    public var lists: [ListFile] {
        settings.lists.sorted { $0.key < $1.key }.map { ListFile.read(name: $0.key, path: $0.value) }
    }

    /// What rule files are compiled with.
    public var dialect: Dialect {
        Dialect(library: RuleLibrary(siteFolder: settings.rulesLibrary.isEmpty ? nil : settings.rulesLibrary))
    }

    /// Every file that can have a part in the rules.
    ///
    /// Which of them are included is known only to who compiles them; that a file too many is looked at costs nothing.
    private var rulesSources: [String] {
        let folders = Set(settings.rules.map { Folder(parentOf: $0).path } + [settings.rulesLibrary]).subtracting([""])
        let includable = folders.sorted().flatMap { folder in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return names.filter { $0.hasSuffix(RuleLibrary.ending) }.sorted().map { "\(folder)/\($0)" }
        }
        return settings.rules + includable + settings.lists.values.sorted()
    }

    /// The rule files by inode, size and time of change: what differs where somebody has worked on them.
    private func rulesVersion() -> String {
        rulesSources.map { path in
            var status = stat()
            guard stat(path, &status) == 0 else { return "\(path) none" }
            return
                "\(path) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec) \(status.st_ctim.tv_sec) \(status.st_ctim.tv_nsec)"
        }.joined(separator: ",")
    }

    /// The spool.
    public var spool: Spool { Spool(settings.folders.spool) }

    /// Makes the folders that are missing.
    public func createFolders() throws(FileFault) {
        try Folder(settings.folders.state).create()
        try spool.create()
        for outbox in outboxes { try outbox.create() }
        try Maildir(settings.folders.notices).create()
        for maildir in copies.values { try maildir.create() }
    }

    /// The ledger.
    public func ledger() throws -> SQLiteLedger {
        try SQLiteLedger(path: "\(settings.folders.state)/ledger.sqlite")
    }

    /// The ledger for looking something up; nil where there is none yet, and none is made.
    @Sendable public func existingLedger() throws -> (any Ledger)? {
        guard FileManager.default.fileExists(atPath: "\(settings.folders.state)/ledger.sqlite") else { return nil }
        return try ledger()
    }

    /// Writes what `sealpost-sendmail` must know of the settings to where it reads it, if that differs.
    ///
    /// A full disk must not keep mail from being delivered, so `complain` hears of a fault and the caller goes on.
    public func informDoors(orElse complain: (FileFault) -> Void) {
        do throws(FileFault) {
            var doors = DoorSettings()
            doors.maximumMessageBytes = settings.doors.maximumMessageBytes
            doors.startsPass = settings.doors.startsPass
            doors.wait = Int(settings.doors.wait.rounded(.up))
            doors.qualifyDomain = settings.qualifyDomain
            try doors.write(to: spool)
        } catch {
            complain(error)
        }
    }

    /// What of this place has a say in whom mail is for, and in whether it may go on.
    func place() throws(FileFault) -> Locality {
        Locality(instance: try spool.instance(), qualifyDomain: settings.qualifyDomain)
    }

    /// The same for who only looks: a mark that can't be read is one that no message is known to bear.
    var visiblePlace: Locality { (try? place()) ?? Locality(qualifyDomain: settings.qualifyDomain) }

    /// The mailbox, ready to work.
    public func mailbox(log: FlowLog) throws -> Mailbox {
        try createFolders()
        informDoors { log.failed("the doors' settings", $0) }
        let ledger = try ledger()
        try ledger.checkAge()
        var known = try KnownOutboxes(of: spool)
        let outboxes = try outboxes + known.renew(outboxes, in: spool)
        let delivery = settings.delivery
        var retry = RetrySchedule(
            firstPause: delivery.firstPause, longestPause: delivery.longestPause, patience: delivery.patience,
            delayNotice: delivery.delayNotice)
        retry.repetitions = ways.mapValues(\.repetitions)
        return Mailbox(
            outboxes: outboxes, origins: origins, spool: spool, ledger: ledger,
            reader: MessageReader(), loadRules: loadRules, rulesVersion: rulesVersion, ways: ways, copies: copies,
            notices: Maildir(settings.folders.notices), language: settings.language.rawValue,
            hasHTMLNotices: settings.hasHTMLNotices, retry: retry,
            places: Places(
                overall: delivery.concurrency, perAccount: delivery.accountConcurrency,
                accounts: ways.compactMapValues { $0.account.isEmpty ? nil : $0.account }),
            keepContent: delivery.keepContent, poll: delivery.poll,
            attentionLock: "\(settings.folders.state)/notices.lock", log: log, readings: Readings(spool),
            place: try place(), statuses: statuses, statusLedger: statuses.isEmpty ? nil : ledger,
            deadlines: DeadlinePlan(ledger: ledger, terms: deadlineTerms))
    }

    /// The outboxes.
    public var outboxes: [Outbox] {
        settings.outboxes.map { settings in
            var outbox = Outbox(
                settings.path,
                kind: settings.kind.flatMap { Outbox.Kind(rawValue: $0.rawValue) } ?? Outbox.Kind(of: settings.path))
            outbox.watching = settings.watching.flatMap { Outbox.Watching(rawValue: $0.rawValue) }
            outbox.poll = settings.poll ?? self.settings.delivery.poll
            outbox.holdFor = settings.holdFor
            return outbox
        }
    }

    /// What it means to come from an outbox, by its path.
    public var origins: [String: OutboxOrigin] {
        let named = settings.outboxes.map { outbox in
            let route = outbox.route.map { $0 == "hold" ? nil : $0 } ?? settings.defaultRoute
            return (outbox.path, OutboxOrigin(name: outbox.name, defaultRoute: route.map { RouteName($0) }))
        }
        return Dictionary(named, uniquingKeysWith: { first, _ in first })
    }

    /// The outbox of a name; without a name the only one there is.
    public func origin(named name: String?) -> OutboxOrigin? {
        guard let name else { return origins.count == 1 ? origins.values.first : nil }
        return origins.values.first { $0.name == name }
    }

    /// A watch on the folders in which something shows first that there is something to do.
    public func watch() throws(FileFault) -> FolderWatch {
        let watched = outboxes.filter { !$0.isPolled }
        return try FolderWatch(
            ["\(settings.folders.spool)/new"] + watched.flatMap(\.places), parents: watched.flatMap(\.parents))
    }

    /// Where copies go; an empty path switches one off.
    private var copies: [Filing: Maildir] {
        let folders = settings.folders
        let paths: [Filing: String] = [.sent: folders.sent, .failed: folders.failed, .held: folders.held]
        return paths.filter { !$0.value.isEmpty }.mapValues(Maildir.init(_:))
    }
}
