// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Ledgers
import Mail

/// What `benchmarks/ledger.sh` measures: the ledger without mail and services.
///
///     ledger-bench deliver FILE MESSAGES     enters, claims, begins and settles so many messages of one recipient each
///     ledger-bench fill FILE MESSAGES COUNT  the same with so many recipients each, in requests that they share
///     ledger-bench verify FILE               checks the whole log
@main
struct LedgerBench {
    static func main() {
        let words = CommandLine.arguments
        guard words.count > 2 else { fail("deliver|fill|verify FILE [MESSAGES [COUNT]]") }
        let numbers = words.dropFirst(3).map { Int($0) ?? 0 }
        do {
            let ledger = try SQLiteLedger(path: words[2])
            switch (words[1], numbers.count) {
            case ("deliver", 1): try measure("deliver") { try deliver(ledger, numbers[0], recipients: 1) }
            case ("fill", 2): try measure("fill") { try deliver(ledger, numbers[0], recipients: numbers[1]) }
            case ("verify", 0):
                try measure("verify") {
                    let summary = try ledger.verifyLog { print($0) }
                    print(summary.entries, summary.messages, summary.findings)
                }
            default: fail("deliver FILE MESSAGES, fill FILE MESSAGES COUNT, or verify FILE")
            }
        } catch {
            fail("\(error)")
        }
    }

    /// All steps of messages that are sent at the first attempt.
    private static func deliver(_ ledger: SQLiteLedger, _ messages: Int, recipients: Int) throws {
        let route = RouteName("registered")
        let options = RouteOptions(language: "nl", campaign: "autumn")
        let decision = Decision(.route(route, options), places: [.init(file: "/etc/sealpost/rules.sieve", line: 17)])
        let fingerprint = String(repeating: "0f", count: 32)
        let answer = Answer(host: "api.example.org", code: 200, status: "2.0.0", text: "OK")
        let ticket = Ticket(token: "K.SF1mAbCdEfGh-w", url: "https://example.org/ticket?t=K.SF1mAbCdEfGh-w")
        let outcomes = [Outcome](repeating: .sent(Receipt(answer: answer, ticket: ticket)), count: recipients)
        for number in 0..<messages {
            let record = MessageRecord(
                id: "m\(10_000_000 + number)", door: .sendmail, arrived: .now(),
                sender: Address(name: "Jan", mailbox: "jan@office.example"), messageID: "\(number)@office.example",
                subject: "Notice of termination \(number)", size: 10_000)
            let decisions = (0..<recipients).map { ("person\($0)@example.org", decision) }
            try ledger.enter(record, decisions: decisions, windows: [:], at: .now())
            let claims = try ledger.claim(
                Places(overall: .max), limit: 1, owner: "bench", together: { _ in true }, at: .now())
            for claim in claims {
                try ledger.begin(claim, fingerprint: fingerprint, recipe: nil, at: .now())
                try ledger.settle(claim, Settlement(outcomes), retry: RetrySchedule(), at: .now())
            }
        }
    }

    private static func measure(_ name: String, _ work: () throws -> Void) throws {
        let start = seconds()
        try work()
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let time = Int((seconds() - start) * 1000)
        print("\(name): \(time) ms, \(usage.ru_maxrss / 1024) MB at most")
    }

    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func fail(_ reason: String) -> Never {
        let line = Array("ledger-bench: \(reason)\n".utf8)
        _ = write(STDERR_FILENO, line, line.count)
        exit(ExitStatus.usage.rawValue)
    }
}
