// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Etpan
import Testing

@Suite("LargeStack")
struct LargeStackTests {
    @Test("work runs with its result handed back, deeper than any other thread could")
    func deep() {
        // Each comment level is a C frame of about 80 bytes and more; this depth ends the program on 512 KiB.
        let value = String(repeating: "(", count: 20_000) + String(repeating: ")", count: 20_000) + " a@x.example"
        let found = LargeStack.run { AddressListParser.parse(Array(value.utf8)) }
        #expect(found?.count == 1)
    }

    @Test("many threads can do so at once")
    func concurrent() async {
        let sum = await withTaskGroup(of: Int.self) { group in
            for number in 0..<50 { group.addTask { LargeStack.run { number } } }
            return await group.reduce(0, +)
        }
        #expect(sum == 1225)
    }
}
