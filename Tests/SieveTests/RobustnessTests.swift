// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Sieve

@Suite struct RobustnessTests {
    private static let seed = """
        require ["fileinto", "variables", "relational", "editheader", "envelope", "encoded-character", "copy",
                 "regex", "comparator-i;unicode-casemap"];
        /* c */ set :lower "a" "X${1}${hex: 41}"; # d
        if anyof (not header :matches ["subject", "to"] "*[?]\\\\**", size :over 10K, address :domain "from" "b.example") {
            fileinto :copy "x ${a}"; addheader :last "X-A" "${0}"; deleteheader :index 1 "Subject" "a";
        } elsif header :regex "subject" ["^(\\\\[[a-z]+])? *([^ü]|x){1,9}$", "(${a}|b)*c"] { set :quoteregex "b" "${2}.";
        } elsif header :comparator "i;unicode-casemap" :matches "subject" "*É?u*" { fileinto "${2}";
        } elsif envelope :value "ge" "to" "m" { redirect text:
        a@b.example
        .
        ; } else { keep; stop; }
        """

    private func survives(_ bytes: [UInt8]) {
        let compilation = Script.compile(source: bytes, name: "noise")
        #expect((compilation.script == nil) == compilation.diagnostics.contains { $0.severity == .error })
        for diagnostic in compilation.diagnostics { _ = diagnostic.description }
        _ = try? compilation.script?.run(on: sharedInput)
    }

    private let sharedInput = input()

    @Test("no bytes crash the compiler")
    func noise() {
        var dice = SeededGenerator(seed: 20_261_121)
        let alphabet = Array("abz019:;,\"\\(){}[]#/*. \n\r\tKMG$_ü\u{0}".utf8) + [0xFF, 0xC3]
        for _ in 0..<1500 {
            let length = Int.random(in: 0...40, using: &dice)
            survives((0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &dice)] })
        }
    }

    @Test("no change to a good script crashes compiler or run")
    func mutations() {
        var dice = SeededGenerator(seed: 5228)
        let good = Array(Self.seed.utf8)
        survives(good)
        for _ in 0..<1500 {
            var bytes = good
            for _ in 0...Int.random(in: 0...3, using: &dice) {
                let at = Int.random(in: 0..<bytes.count, using: &dice)
                switch Int.random(in: 0..<4, using: &dice) {
                case 0: bytes.remove(at: at)
                case 1: bytes[at] = UInt8.random(in: 0...255, using: &dice)
                case 2: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &dice)], at: at)
                default: bytes.removeSubrange(at..<min(at + Int.random(in: 1...30, using: &dice), bytes.count))
                }
                if bytes.isEmpty { bytes = [0x20] }
            }
            survives(bytes)
        }
    }

    @Test("every prefix of a good script is answered")
    func prefixes() {
        let good = Array(Self.seed.utf8)
        for length in 0...good.count { survives(Array(good[..<length])) }
    }

    @Test(
        "deep nesting is an error, not a crash",
        arguments: ["not ", "anyof(", "if true {", "{", "[", "(", "if not allof (true, "])
    func depth(_ opening: String) {
        let deep = "if " + String(repeating: opening, count: 20_000)
        #expect(Script.compile(source: deep, name: "deep").script == nil)
    }

    @Test("nesting up to the limit works, blocks and tests together")
    func allowedDepth() throws {
        let blocks = 30
        let source = String(repeating: "if not not true {", count: 20) + "keep;" + String(repeating: "}", count: 20)
        #expect(try outcome(source) == ["keep"])
        let nots = "if " + String(repeating: "not ", count: blocks) + "true { discard; }"
        #expect(try outcome(nots) == ["discard"])
    }

    @Test("a script is refused when it is larger than any rule file")
    func size() {
        let compilation = Script.compile(source: String(repeating: " ", count: 1_100_000), name: "large")
        #expect(compilation.script == nil)
        #expect(compilation.diagnostics.count == 1)
    }
}
