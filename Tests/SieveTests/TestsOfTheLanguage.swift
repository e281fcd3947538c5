// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sieve

@Suite struct TestsOfTheLanguage {
    @Test(
        "the base tests come out as RFC 5228 has them",
        arguments: [
            (#"true"#, true), (#"false"#, false), (#"not false"#, true), (#"not not false"#, false),
            (#"allof (true, true)"#, true), (#"allof (true, false)"#, false),
            (#"anyof (false, true)"#, true), (#"anyof (false, false)"#, false),
            (#"exists "subject""#, true), (#"exists ["subject", "nothing"]"#, false), (#"exists "X-Empty""#, true),
            (#"size :over 10"#, true), (#"size :under 10"#, false), (#"size :under 1K"#, true),
            (#"size :over 1M"#, false),
            (#"header "x-priority" "3""#, true), (#"header :is "X-PRIORITY" ["1", "3"]"#, true),
            (#"header "subject" "opzegging""#, false), (#"header :contains "subject" "OPZEGGING""#, true),
            (#"header :contains "subject" """#, true), (#"header :contains "nothing" """#, false),
            (#"header :is "x-empty" """#, true), (#"header :contains ["nothing", "x-tag"] "gam""#, true),
            (#"header :contains :comparator "i;octet" "subject" "opzegging""#, false),
            (#"header :contains :comparator "i;octet" "subject" "Opzegging""#, true),
            (#"address "from" "jan.devries@office.example""#, true),
            (#"address :all "from" "JAN.DEVRIES@OFFICE.EXAMPLE""#, true),
            (#"address :domain "from" "office.example""#, true), (#"address :domain "from" "office""#, false),
            (#"address :localpart "from" "jan.devries""#, true), (#"address :localpart ["to", "cc"] "archive""#, true),
            (#"address :contains "from" "Jan de""#, false), (#"header :contains "from" "Jan de""#, true),
            (#"envelope "to" "piet@client.example""#, true), (#"envelope :domain "from" "office.example""#, true),
            (#"envelope :localpart ["from", "to"] "piet""#, true),
            (#"envelope "to" "anna+contracts@partner.example""#, false),
        ])
    func base(_ test: String, _ expected: Bool) throws {
        #expect(try evaluates(test) == expected)
    }

    @Test("the null sender is the empty string, and an unknown one is nothing")
    func senders() throws {
        #expect(try evaluates(#"envelope "from" """#, on: input(from: "")))
        #expect(try evaluates(#"envelope :domain "from" """#, on: input(from: "")))
        #expect(try !evaluates(#"envelope :contains "from" """#, on: input(from: nil)))
        #expect(try evaluates(#"envelope :count "eq" :comparator "i;ascii-numeric" "from" "0""#, on: input(from: nil)))
    }

    @Test("an address field that the reader found no addresses in is split leniently")
    func lenientAddresses() throws {
        let mail =
            "Resent-Cc: a@one.example; \"x, y\" <b@two.example>, (note) c@three.example\nBcc: nobody\nErrors-To: none\n\nx"
        for domain in ["one", "two", "three"] {
            #expect(try evaluates("address :domain \"resent-cc\" \"\(domain).example\"", on: input(mail)))
        }
        #expect(try !evaluates(#"address :contains "resent-cc" "x""#, on: input(mail)) == false)
        #expect(try evaluates(#"address "bcc" "nobody""#, on: input(mail)))
        #expect(try evaluates(#"address "errors-to" "none""#, on: input(mail)))
        #expect(try !evaluates(#"address :localpart "errors-to" "none""#, on: input(mail)))
    }

    @Test(
        "wildcards fit whole values",
        arguments: [
            ("", "", true), ("*", "", true), ("?", "", false), ("*", "abc", true), ("a*c", "abc", true),
            ("a*c", "abcd", false), ("a?c", "abc", true), ("a?c", "ac", false), ("*b*", "abc", true), ("**", "x", true),
            ("*?", "", false), ("?*?", "ab", true), ("?*?", "a", false), (#"a\\*c"#, "a*c", true),
            (#"a\\*c"#, "abc", false),
            (#"\\?"#, "?", true), (#"\\?"#, "x", false), (#"\\\\"#, #"\\"#, true), (#"a\\"#, #"a\\"#, true),
            ("?", "ü", true), ("??", "ü", false), ("Z?rich", "Zürich", true), ("*ü*", "Zürich", true),
            ("*Ü*", "Zürich", false),
            ("*ab", "aab", true), ("*aab", "aaab", true), ("a*b*c", "a1b2b3c", true), ("a*b*c", "a1c2b3", false),
            ("HELLO*", "hello there", true), ("*.example", "mail.Office.EXAMPLE", true),
        ])
    func wildcards(_ pattern: String, _ value: String, _ expected: Bool) throws {
        #expect(try evaluates("string :matches \"\(value)\" \"\(pattern)\"") == expected)
    }

    @Test("a wildcard of one octet is what i;octet sees, and one character what i;ascii-casemap sees")
    func octetWildcards() throws {
        #expect(try evaluates(#"string :matches :comparator "i;octet" "ü" "??""#))
        #expect(try !evaluates(#"string :matches :comparator "i;octet" "A" "a""#))
    }

    @Test("hostile patterns take time that grows with the product of the lengths, not exponentially")
    func hostilePatterns() throws {
        let value = String(repeating: "a", count: 4000)
        let pattern = String(repeating: "*a", count: 200) + "b"
        #expect(try !evaluates("string :matches \"\(value)\" \"\(pattern)\""))
    }

    @Test(
        "relations compare by the comparator",
        arguments: [
            (#"header :value "gt" :comparator "i;ascii-numeric" "x-priority" "2""#, true),
            (#"header :value "gt" :comparator "i;ascii-numeric" "x-priority" "10""#, false),
            (#"header :value "gt" "x-priority" "10""#, true),
            (#"header :value "le" :comparator "i;ascii-numeric" "x-priority" "3""#, true),
            (#"header :value "eq" :comparator "i;ascii-numeric" "x-case" "42""#, true),
            (#"header :is :comparator "i;ascii-numeric" "x-case" "42 is it""#, true),
            (#"header :value "ne" "x-case" "42""#, true),
            (#"header :value "gt" :comparator "i;ascii-numeric" "subject" "999999999999999999999999""#, true),
            (#"header :value "eq" :comparator "i;ascii-numeric" "subject" "none""#, true),
            (#"header :count "eq" :comparator "i;ascii-numeric" "x-tag" "3""#, true),
            (#"header :count "ge" :comparator "i;ascii-numeric" ["x-tag", "x-case"] "5""#, false),
            (#"address :count "eq" :comparator "i;ascii-numeric" ["to", "cc"] "3""#, true),
            (#"header :count "eq" :comparator "i;ascii-numeric" "nothing" "0""#, true),
            (#"string :count "eq" :comparator "i;ascii-numeric" ["a", "", "b"] "2""#, true),
        ])
    func relations(_ test: String, _ expected: Bool) throws {
        #expect(try evaluates(test) == expected)
    }

    @Test(
        "a backslash in quotes or comments takes a character's meaning away",
        arguments: [#""a\"b" <x@y.example>"#, #"(a\)b, c@d) x@y.example"#, #""a\\" <x@y.example>"#])
    func quotedPairs(_ value: String) throws {
        let mail = parsedInput("X-Admin: \(value)\n\nb")
        #expect(try evaluates(#"address "x-admin" "x@y.example""#, on: mail))
        #expect(try evaluates(#"address :count "eq" "x-admin" "1""#, on: mail))
    }

    @Test(
        "parts of local parts and fields by number",
        arguments: [
            (#"address :user "to" "anna""#, true), (#"address :detail "to" "contracts""#, true),
            (#"address :user "from" "jan.devries""#, true), (#"address :detail :contains "from" """#, false),
            (#"header :index 2 "x-tag" "beta""#, true), (#"header :index 2 "x-tag" "alpha""#, false),
            (#"header :index 4 ["x-tag", "x-case"] "0042""#, true),
            (#"header :index 1 ["x-tag", "x-case"] "0042""#, false),
            (#"header :index 1 :last ["x-case", "x-tag"] "gamma""#, true),
            (#"header :index 1 :last ["x-case", "x-tag"] "0042""#, false),
            (#"header :count "eq" :index 2 ["x-tag", "x-case"] "1""#, true),
            (#"header :index 1 :last "x-tag" "gamma""#, true), (#"header :index 4 :contains "x-tag" """#, false),
        ])
    func extensions(_ test: String, _ expected: Bool) throws {
        #expect(try evaluates(test) == expected)
    }

    @Test(
        "near is equal, or a few typing errors away",
        arguments: [
            ("registered", true), ("REGISTERED", true), ("regsitered", true), ("registred", true), ("registerd", true),
            ("rgstered", true), ("regstrd", false), ("reg", false), ("", false), ("registered mail", false),
        ])
    func near(_ word: String, _ expected: Bool) throws {
        #expect(try evaluates("string :near \"\(word)\" [\"registered\", \"x\"]") == expected)
    }

    @Test("a backslash before a line end quotes nothing, whichever kind the line end is", arguments: ["\n", "\r\n"])
    func quotedLineEnd(_ lineEnd: String) throws {
        let test = "string :is \"a\\\(lineEnd)b\" text:\(lineEnd)a\(lineEnd)b\(lineEnd).\(lineEnd)"
        #expect(try !evaluates(test))
        #expect(try evaluates("string :is \"a\\\(lineEnd)b\" \"a${hex: 0d 0a}b\""))
    }
}
