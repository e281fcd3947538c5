// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import FixtureMail
import Testing

@testable import Sieve

@Suite struct LimitsTests {
    @Test("each limit ends the run with a fault that names the line")
    func limits() throws {
        let many = String(repeating: "fileinto \"x\"; ", count: 33)
        #expect(try fault(many)?.kind == .tooManyActions(32))
        let redirects = String(repeating: "redirect \"a@b.example\"; ", count: 5)
        #expect(try fault(redirects)?.kind == .tooManyRedirects(4))
        let edits = String(repeating: "addheader \"X\" \"y\"; ", count: 65)
        #expect(try fault(edits)?.kind == .tooManyEdits(64))
        let doubling = "set \"a\" \"0123456789abcdef\";\n" + String(repeating: "set \"a\" \"${a}${a}\";\n", count: 12)
        let tooLong = try #require(try fault(doubling))
        #expect(tooLong.kind == .variableTooLong(name: "a", limit: 16_384))
        #expect(tooLong.place.line == 14)
        #expect(tooLong.description.hasPrefix("test.sieve:14: the variable a"))
        let long = "set \"a\" \"0123456789\"; fileinto \"" + String(repeating: "${a}", count: 20) + "\";"
        #expect(try fault(long, limits: Limits(stringSize: 100))?.kind == .stringTooLong(100))
        #expect(try fault("keep; keep; keep;", limits: Limits(steps: 2))?.kind == .tooManySteps(2))
    }

    @Test("long comparisons cost steps, so that a hostile message can't hold up the rest")
    func comparisonsCost() throws {
        let mail = "Subject: " + String(repeating: "a", count: 60_000) + "\n\nx"
        let pattern = String(repeating: "*a", count: 100) + "b"
        let test = "if header :matches \"subject\" \"\(pattern)\" { keep; }\n"
        #expect(try fault(test, limits: Limits(steps: 1000), on: input(mail))?.kind == .tooManySteps(1000))
    }

    @Test("many short comparisons cost steps too")
    func shortComparisonsCost() throws {
        let mail = String(repeating: "X-A: a\n", count: 1000) + "\nx"
        let keys = (0..<500).map { "\"key\($0)\"" }.joined(separator: ",")
        let test = "if header \"x-a\" [\(keys)] { keep; }\n"
        #expect(try fault(test, limits: Limits(steps: 1000), on: input(mail))?.kind == .tooManySteps(1000))
    }

    @Test("what variables make of a header field or an address is checked when it is known")
    func dynamicValues() throws {
        #expect(try fault(#"set "a" "no name"; addheader "${a}" "x";"#)?.kind == .invalidFieldName("no name"))
        for test in [#"header "${a}" "x""#, #"not address "${a}" "x""#, #"exists "${a}""#] {
            #expect(try fault("if \(test) { keep; }")?.kind == .invalidFieldName(""), "\(test)")
        }
        #expect(try fault(#"set "a" "Received"; deleteheader "${a}";"#)?.kind == .invalidFieldName("Received"))
        #expect(
            try fault(#"set "a" "x${hex: 0d 0a}Bcc: evil@b.example"; addheader "X" "${a}";"#)?.kind
                == .invalidFieldValue("X"))
        #expect(try fault(#"set "a" "nobody"; redirect "${a}";"#)?.kind == .invalidAddress("nobody"))
    }
}
