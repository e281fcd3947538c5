// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@testable import Ledgers

@Suite struct PlacesTests {
    private let letters = RouteName("letters")
    private let safe = RouteName("safe")
    private let plain = RouteName("plain")

    private func load(_ overall: Int, _ perAccount: Int) -> Places.Load {
        Places.Load(Places(overall: overall, perAccount: perAccount, accounts: [letters: "kpn", safe: "kpn"]))
    }

    @Test("routes of one account share its places, and a route without one has its own")
    func shares() {
        var load = load(10, 2)
        load.add("1", by: letters)
        load.add("2", by: safe)
        #expect(!load.hasRoom(for: letters) && !load.hasRoom(for: safe))
        #expect(load.hasRoom(for: plain))
    }

    @Test("when all places are taken, an account that has none may still have one")
    func guarantees() {
        var load = load(2, 8)
        load.add("1", by: letters)
        load.add("2", by: letters)
        #expect(!load.hasRoom(for: safe))
        #expect(load.hasRoom(for: plain))
        load.add("3", by: plain)
        #expect(!load.hasRoom(for: plain))
    }

    @Test("other processes count for the account, and not for what this one may do at once")
    func countsOthers() {
        var load = load(1, 2)
        load.add("1", by: letters, isOwn: false)
        #expect(load.hasRoom(for: letters))
        load.add("2", by: letters, isOwn: false)
        #expect(!load.hasRoom(for: letters))
        #expect(load.hasRoom(for: plain))
    }

    @Test(
        "a message leaves one place to the others, but where there is one alone",
        arguments: [(8, 4, 3), (3, 8, 2), (4, 1, 1)])
    func leavesOne(overall: Int, perAccount: Int, share: Int) {
        var load = load(overall, perAccount)
        for _ in 0..<share {
            #expect(load.hasRoom(for: "1", by: letters))
            load.add("1", by: letters)
        }
        #expect(!load.hasRoom(for: "1", by: letters))
        #expect(load.hasRoom(for: "2", by: letters) == (perAccount > 1))
    }
}
