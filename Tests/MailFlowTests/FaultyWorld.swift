// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import LoopbackTesting
import Mail
import Sandbox
import TestSupport

/// All that mail can be handed to, each of which misbehaves at random until told to stop: both services, a mail server and
/// a sendmail command.
///
/// It keeps what it accepted, whatever it answered.
final class FaultyWorld: @unchecked Sendable {
    /// A mail that was taken for a recipient.
    struct Acceptance: Hashable {
        /// The ticket that the answer names; nil where no ticket belongs to it.
        var ticket: String?
        /// What the client calls the mail; empty where it names nothing.
        var identity = ""
    }

    let office: Office
    private var server: RawServer?
    // NSLock guards what follows it; the thread sanitizer sees it, which it does not with a Mutex.
    private let lock = NSLock()
    private var luck: SeededGenerator
    private var isCalm = false
    private var relayed: [String] = []

    /// Of each thousand requests, so many are hit.
    static let perMille = 250

    init(seed: UInt64) async throws {
        var configuration = SandboxConfiguration()
        // A 429 that names no time is heeded until the quota's end, which is at once here.
        configuration.quota = Quota(unit: .minute)
        configuration.now = { .now().advanced(bySeconds: -59.9) }
        office = try await Office(rules: Self.rules, configuration: configuration, inMemory: true)
        luck = SeededGenerator(seed: seed)
        let server = try RawServer { [weak self] connection, _ in self?.relay(connection) }
        self.server = server
        let command = try office.folder.write("sendmail", Self.command(seed))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: command)
        try FileManager.default.createDirectory(
            atPath: "\(command).calls", withIntermediateDirectories: true)
        let more = """
            timeout = "1s"
            [route.plain]
            command = ["\(command)"]
            [route.relay]
            kind = "smtp"
            host = "127.0.0.1"
            port = \(server.port)
            security = "none"
            """
        let settings = office.settings(more: more)
            .replacing("[route.registered]", with: "[route.registered]\ntimeout = \"1s\"")
            .replacing("[delivery]", with: "[delivery]\nconcurrency = 8")
        try office.folder.write("config.toml", settings)
        await office.sandbox.faultAtRandom(RandomFaults(seed: seed, perMille: Self.perMille, faults: Self.faults))
    }

    /// The first letter of an address names its route.
    private static let rules = """
        require ["fileinto", "envelope"];
        if envelope :matches "to" "r*" { fileinto "registered"; stop; }
        if envelope :matches "to" "s*" { fileinto "secure"; stop; }
        if envelope :matches "to" "p*" { fileinto "plain"; stop; }
        if envelope :matches "to" "m*" { fileinto "relay"; stop; }
        """

    /// Everything that the sandbox knows to do wrong, but for lies: a "no" to what it accepted, and a "yes" to what it
    /// did not.
    private static let faults: [Fault] = {
        var faults: [Fault] = []
        let mail: [Endpoint] = [.send, .message]
        for endpoint in mail {
            faults += [Fault.Kind.dropBefore, .dropAfter, .tornBody, .cutJSON, .redirect, .tokenExpired]
                .map { Fault($0, on: endpoint) }
            for status in [400, 401, 403, 404, 408, 413, 421, 425, 500, 501, 502, 503, 504, 599] {
                let envelope = ErrorEnvelope.allCases[status % ErrorEnvelope.allCases.count]
                faults.append(.status(status, envelope, on: endpoint))
            }
            for status in [500, 502, 503, 504] { faults.append(.status(status, .html, on: endpoint, accepts: true)) }
            for moment in ["0.2", "-1", "soon", "Sat, 21 Nov 1970 09:30:00 GMT", nil] {
                faults.append(.throttle(retryAfter: moment, .apigee, on: endpoint))
            }
            for accepts in [true, false] {
                var slow: Fault = accepts ? .delay(1.2, on: endpoint) : .status(503, on: endpoint)
                slow.delay = 1.2
                faults.append(slow)
            }
            faults.append(.delay(0.05, on: endpoint))
        }
        faults += [.wrongTypes, .wrongContentType].map { Fault($0, on: .send) }
        faults.append(.throttle(retryAfter: "1", on: .send))
        // A page with a 200 is no answer of a service, and neither has accepted the mail.
        faults += mail.map { .status(200, .html, on: $0) }
        faults += Fault.Kind.allCases.map { Fault($0, on: .token) }
        faults += ErrorEnvelope.allCases.map { .status(503, $0, on: .token) }
        return faults
    }()

    /// A sendmail that now and then says no, or is killed before or after it has taken the mail.
    private static func command(_ seed: UInt64) -> String {
        """
        #!/bin/sh
        while [ "$1" != -- ]; do shift; done
        shift
        tries=0
        [ ! -f "$0.calls/$1" ] || read -r tries <"$0.calls/$1"
        echo $((tries + 1)) >"$0.calls/$1"
        luck=99
        if [ ! -f "$0.calm" ]; then
            luck=$(echo "\(seed) $tries $*" | cksum)
            luck=$((${luck%% *} % 100))
        fi
        [ $luck -ge 4 ] || exit 75
        cat >/dev/null
        [ $luck -ge 10 ] || exit 111
        [ $luck -ge 12 ] || exit 67
        [ $luck -ge 16 ] || kill -9 $$
        echo "$*" >>"$0.accepted"
        [ $luck -ge 20 ] || kill -9 $$
        """
    }

    /// One connection of a mail server that says no, breaks off, or is silent about what it took.
    private func relay(_ connection: RawConnection) {
        func draw() -> Int { lock.withLock { isCalm ? 99 : Int.random(in: 0..<100, using: &luck) } }
        guard draw() >= 3 else { return connection.reset() }
        connection.write(draw() < 3 ? "421 not now\r\n" : "220 hello\r\n")
        var recipient = ""
        while let line = connection.readLine() {
            switch line.uppercased().prefix(4) {
            case "EHLO", "HELO", "MAIL", "RSET": connection.write("250 well\r\n")
            case "RCPT":
                recipient = String(line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
                let luck = draw()
                connection.write(luck < 4 ? "450 later\r\n" : luck < 6 ? "550 never\r\n" : "250 well\r\n")
            case "DATA":
                guard draw() >= 3 else { return connection.reset() }
                connection.write("354 go on\r\n")
                while let line = connection.readLine(), line != "." {}
                let luck = draw()
                if luck < 3 { return connection.reset() }
                if luck < 8 {
                    connection.write(luck < 6 ? "451 later\r\n" : "554 never\r\n")
                    continue
                }
                lock.withLock { relayed.append(recipient) }
                if luck < 11 { return connection.reset() }
                connection.write("250 taken\r\n")
            case "QUIT": return connection.write("221 bye\r\n")
            default: connection.write("500 what?\r\n")
            }
        }
    }

    /// Ends all access tokens, as happens at any moment.
    func revoke() async { await office.sandbox.revokeTokens() }

    /// Ends all faults.
    func calm() async throws {
        await office.sandbox.clearFaults()
        lock.withLock { isCalm = true }
        try office.folder.write("sendmail.calm", "calm")
    }

    /// Closes what listens.
    func close() async {
        server?.stop()
        await office.sandbox.stop()
    }

    /// What was taken for whom, in order.
    func acceptances() async throws -> [String: [Acceptance]] {
        var all: [String: [Acceptance]] = [:]
        for request in await office.arrived() {
            // Of a number for its text the client can only know the number.
            let ticket = request.fault == "wrongTypes" ? "42" : request.ticket
            for recipient in request.recipients {
                all[recipient, default: []].append(Acceptance(ticket: ticket, identity: request.identity))
            }
        }
        let taken = (try? office.folder.text("sendmail.accepted").split(whereSeparator: \.isWhitespace)) ?? []
        for recipient in taken.map(String.init) + lock.withLock({ relayed }) {
            all[recipient, default: []].append(Acceptance())
        }
        return all
    }
}
