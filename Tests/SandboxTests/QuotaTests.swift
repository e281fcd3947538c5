// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import Testing

@testable import Sandbox

@Suite("the quota")
struct QuotaTests {
    @Test("calls over the limit are refused until the period ends")
    func limit() async throws {
        try await Client.with {
            $0.quota = Quota(limit: 2, interval: 1, unit: .minute)
            $0.now = { .init(milliseconds: 1_700_000_000_000) }
        } _: { client in
            #expect(await client.send().header("quota-used") == "1")
            #expect(await client.send(sampleMail(["subject": .null])).header("quota-used") == "2")
            let over = await client.send()
            #expect(over.status == 429)
            #expect(over.header("quota-used") == "2")
            #expect(over.header("quota-limit") == "2")
            #expect(over.header("quota-interval") == "1")
            #expect(over.header("quota-time-unit") == "minute")
            #expect(over.header("Retry-After") == "60")
            #expect(over.header("quota-reset-UTC") == "1700000060000")
            #expect(over.header("sunset") == "n/a")
            await client.sandbox.advance(seconds: 60)
            #expect(await client.send().status == 200)
            #expect(await client.sandbox.accepted.count == 2)
        }
    }

    @Test(
        "the end of the period is written as asked, and Retry-After left out",
        arguments: [
            (Quota.ResetFormat.seconds, "1700000060"), (.rfc3339, "2023-11-14T22:14:20Z"),
            (.http, "Tue, 14 Nov 2023 22:14:20 GMT"),
        ])
    func formats(format: Quota.ResetFormat, expected: String) async throws {
        try await Client.with {
            $0.quota = Quota(limit: 0, unit: .minute)
            $0.quota.resetFormat = format
            $0.quota.saysRetryAfter = false
            $0.now = { .init(milliseconds: 1_700_000_000_000) }
        } _: { client in
            let answer = await client.send()
            #expect(answer.status == 429)
            #expect(answer.header("quota-reset-UTC") == expected)
            #expect(answer.header("Retry-After") == nil)
        }
    }

    @Test("the version asked for is the version named")
    func version() async throws {
        try await Client.with { client in
            #expect(await client.send().header("api-version") == "1.1.1")
            let asked = await client.post(Client.sendPath, sampleMail(), headers: ["api-version": "1.0"])
            #expect(asked.header("api-version") == "1.0")
        }
    }

    @Test("a quota is read from its short form")
    func reading() {
        #expect(Quota("100/minute") == Quota(limit: 100, interval: 1, unit: .minute))
        #expect(Quota("1000/24hour") == Quota(limit: 1000, interval: 24, unit: .hour))
        for wrong in ["", "100", "100/", "/minute", "x/minute", "100/0hour", "100/year", "-1/day", "1/2/day"] {
            #expect(Quota(wrong) == nil, "\(wrong)")
        }
    }
}
