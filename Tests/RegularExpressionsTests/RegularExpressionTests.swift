// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import RegularExpressions
import Testing

@Suite("Regular expressions")
struct RegularExpressionTests {
    @Test(
        "the leftmost match counts, and of those the longest",
        arguments: [
            ("a|ab|abc", "xabcabcd", ["abc"]), ("(a|ab)(c|bcd)", "abcd", ["abcd", "a", "bcd"]), ("x*", "aaa", [""]),
            ("(a*)(b|abc)", "abc", ["abc", "", "abc"]), ("", "abc", [""]), ("b|", "ab", [""]),
            ("()a", "ba", ["a", ""]),
            ("(a)|(b)", "b", ["b", "-", "b"]), ("a{2}", "aaa", ["aa"]), ("a{2,}", "aaa", ["aaa"]),
            ("a{,2}", "aaa", ["aa"]), ("(ab){1,2}", "ababab", ["abab", "ab"]),
            ("(a*)(ab)*(b*)", "aab", ["aab", "aa", "-", "b"]), ("(a|b)*", "xbaby", ["", "-"]),
            ("(a|ab)(c|bcd)(d*)", "abcd", ["abcd", "a", "bcd", ""]), ("a**", "aab", ["aa"]),
            ("a+?", "aab", ["aa"]), ("a{2}{3}", "aaaaaaa", ["aaaaaa"]),
        ])
    func longest(pattern: String, text: String, expected: [String]) throws {
        #expect(try found(pattern, in: text) == expected)
    }

    @Test(
        "brackets are read as POSIX has them",
        arguments: [
            ("[]a]+", "x]a]", "]a]"), ("[^]a]+", "]xy]", "xy"), ("[a-]+", "b-a-", "-a-"), ("[-a]+", "b-a", "-a"),
            (#"[\]+"#, #"a\\b"#, #"\\"#), (#"[\n]+"#, #"\n"#, #"\n"#), ("[[:alpha:]]+", "12abC3", "abC"),
            ("[^[:alpha:][:space:]]+", "ab 12 c", "12"), ("[[.-.]a]+", "b-a", "-a"), ("[[=a=]]", "ba", "a"),
            ("[[.a.]-c]+", "xabcd", "abc"), ("[%--]+", "a'-b", "'-"), ("[--/]+", "a-./", "-./"), ("[a^]+", "b^a", "^a"),
            ("[[]", "a[", "["), ("[[a]+", "b[a", "[a"), ("[.]", "a.", "."), ("[$*(){}|+?]+", "a+(|)", "+(|)"),
            ("[é-ï]+", "aéëo", "éë"),
        ])
    func brackets(pattern: String, text: String, expected: String) throws {
        #expect(try found(pattern, in: text) == [expected])
    }

    @Test(
        "a sign stands for itself behind a backslash and in brackets",
        arguments: [
            (#"\."#, "a.b", "."), (#"\$\{a\}"#, "${a}", "${a}"), (#"\("#, "()", "("), (#"a\-b"#, "a-b", "a-b"),
            (#"\@"#, "a@b", "@"), (#"\_"#, "a_b", "_"), (#"\ü"#, "ü", "ü"), ("}", "a}", "}"), ("]", "a]", "]"),
            (#"\\"#, #"a\"#, #"\"#), (#"\ "#, "a b", " "),
            ("_-!\"#%&,/:;<=>@`~'", "_-!\"#%&,/:;<=>@`~'", "_-!\"#%&,/:;<=>@`~'"),
        ])
    func literals(pattern: String, text: String, expected: String) throws {
        #expect(try found(pattern, in: text) == [expected])
    }

    @Test("lines are nothing special: the anchors are the ends of the text, and the point is every character")
    func lines() throws {
        #expect(try found("^b", in: "a\nb") == nil)
        #expect(try found("a$", in: "a\nb") == nil)
        #expect(try found("a$", in: "a\n") == nil)
        #expect(try found("a.b", in: "a\nb") == ["a\nb"])
        #expect(try found("[^x]b", in: "a\nb") == ["\nb"])
        #expect(try found("a^b|b$c", in: "a^bb$c") == nil)
        #expect(try found("(^|,)b", in: "a,b") == [",b", ","])
    }

    @Test("what POSIX leaves undefined, and what only others know, is refused with what to write instead")
    func refused() {
        let cases = [
            "a(b": "a ( is never closed", "a)b": "a ) has no ( before it", "[a": "a [ is never closed",
            "[]": "a [ is never closed", "[^]": "a [ is never closed", "[[:alpha:]": "a [ is never closed",
            "[[:alpha]": "a [ is never closed", "[[:word:]]": "unknown class [:word:]",
            "[[.space.]]": "\"space\" is not one character", "[b-a]": "a range in brackets ends before it begins",
            "[[:digit:]-z]": "a range in brackets goes from one", "[a-c-e]": "a - in brackets that is no range",
            "*a": "there is nothing before the *", "a|*": "there is nothing before the *",
            "(+a)": "there is nothing before the +", "^*": "there is nothing before the *",
            "{2}": "there is nothing before the {", "a{": "a { is never closed", "a{x}": "braces hold how often",
            "a{1,2,3}": "braces hold how often", "a{}": "braces hold how often", "a{,}": "braces hold how often",
            "a{3,2}": "{3,2} ends before it begins", "a{1001}": "nothing can be repeated more than 1000 times",
            "a{99999999999999999999}": "nothing can be repeated more than 1000 times",
            "(a{100}){100}": "its repetitions in braces multiply to more than 1000",
            #"a\"#: "it ends in a backslash", #"(a)\1"#: #"it refers back to a group by \1"#,
            #"\d+"#: #"\d has no meaning in POSIX; write [[:digit:]]"#, #"\bx"#: #"\b has no meaning in POSIX"#,
            #"\<x"#: #"\< has no meaning in POSIX"#, #"\0"#: #"\0 has no meaning"#,
            "(?:a)": "there is nothing before the ?",
            "(?i)a": "there is nothing before the ?", #"\pL"#: #"\p has no meaning"#, #"\Qa"#: #"\Q has no meaning"#,
        ]
        for (pattern, expected) in cases {
            let said = refusal(pattern)
            #expect(said?.hasPrefix(expected) == true, "\(pattern): \(said ?? "accepted")")
        }
    }

    @Test("only the letters that shall be the same are")
    func cases() throws {
        #expect(try found("jan", in: "JAN") == nil)
        #expect(try found("jaN[a-c][[:lower:]]", in: "JAnBB", case: .ignoredInASCII) == ["JAnBB"])
        #expect(try found("[^a]", in: "A", case: .ignoredInASCII) == nil)
        #expect(try found("[^A-C]", in: "b", case: .ignoredInASCII) == nil)
        #expect(try found("[W-b]+", in: "xBCZ", case: .ignoredInASCII) == ["xB"])
        #expect(try found("é", in: "É", case: .ignoredInASCII) == nil)
        // The Kelvin sign and the long s.
        #expect(try found("ks", in: "\u{212A}\u{17F}", case: .ignoredInASCII) == nil)
        #expect(try found("[k][s]", in: "\u{212A}\u{17F}", case: .ignoredInASCII) == nil)
        #expect(try found("ks", in: "\u{212A}\u{17F}", case: .ignored) == ["\u{212A}\u{17F}"])
        #expect(try found("zÜRICH [à-é]", in: "Zürich Ç", case: .ignored) == ["Zürich Ç"])
        #expect(try found("é", in: "É", reading: .octets, case: .ignored) == nil)
    }

    @Test("a character is one of UTF-8, or an octet")
    func readings() throws {
        #expect(try found("^.$", in: "ü") == ["ü"])
        #expect(try found("^..$", in: "ü", reading: .octets) == ["ü"])
        #expect(try found("^.$", in: "ü", reading: .octets) == nil)
        #expect(try found("ü+", in: "aüü") == ["üü"])
        #expect(try found("aü", in: "aü", reading: .octets) == ["aü"])
        #expect(try found("[^[:alpha:]]", in: "é") == ["é"])
    }

    @Test("a text that is no UTF-8 is searched as octets, and so is all text for a pattern that is none")
    func strayOctets() throws {
        let latin = Array("Z".utf8) + [0xFC] + Array("rich".utf8)
        #expect(try matches("^Z.rich$", latin))
        #expect(try matches("[[:alpha:]]{4}$", latin))
        #expect(try !matches("^Z..rich$", latin))
        #expect(try matches("z.r", latin, case: .ignored))
        let expression = try RegularExpression(latin)
        #expect(expression.matches(bytes: latin))
        #expect(!expression.matches(bytes: Array("Zürich".utf8)))
    }

    @Test("a NUL is an octet like any other")
    func nul() throws {
        #expect(try matches("^a.b$", [0x61, 0, 0x62]))
        #expect(try matches("a\u{0}b", [0x61, 0, 0x62]))
        #expect(try matches("[\u{0}]b$", [0x61, 0, 0x62]))
        #expect(try !matches("ab", [0x61, 0, 0x62]))
    }

    @Test("only as many groups are told as are asked for")
    func groups() throws {
        let expression = try RegularExpression(Array("(a)(b)(c)".utf8))
        let text = Array("xabc".utf8)
        #expect(expression.groupCount == 3)
        #expect(expression.firstMatch(bytes: text, groups: 1) == [1..<4, 1..<2])
        #expect(expression.firstMatch(bytes: text, groups: 0) == [1..<4])
        let many = try RegularExpression(Array(String(repeating: "(a)", count: 80).utf8))
        #expect(many.firstMatch(bytes: [UInt8](repeating: 0x61, count: 80))?.count == 64)
        #expect(many.matches(bytes: [UInt8](repeating: 0x61, count: 80)))
    }

    @Test("a pattern says what it may take, and a large one is given more")
    func memory() throws {
        func memory(_ pattern: String) throws -> Int { try RegularExpression(Array(pattern.utf8)).memory }
        #expect(try memory("a|b+") == 512 << 10)
        #expect(try memory("a{590}") == 512 << 10)
        #expect(try memory("a{610}") == 4 << 20)
        #expect(try memory(".{1000}") == 4 << 20)
        #expect(try memory("[[:alpha:]é-ï].{900}") == 4 << 20)
    }

    @Test("no pattern needs more than its memory, and no text more than its length")
    func hostile() throws {
        let long = [UInt8](repeating: UInt8(ascii: "a"), count: 100_000)
        for pattern in ["(a*)*b", "(a|a)*b", "(a+)+b", "(.*)(.*)(.*)(.*)x", "(a?){50}a{50}b", "a*a*a*a*a*a*b"] {
            let expression = try RegularExpression(Array(pattern.utf8))
            #expect(expression.programSize < 1000)
            #expect(!expression.matches(bytes: long))
            #expect(expression.firstMatch(bytes: long) == nil)
        }
        #expect(refusal("((((a{10}){10}){10}){10}){10}")?.hasPrefix("its repetitions in braces multiply") == true)
        let wide = String(repeating: "[[:alpha:]é-ï].{900}", count: 20)
        #expect(refusal(wide)?.hasPrefix("it is too complex") == true)
        #expect(refusal(".{1000}") == nil)
        #expect(refusal(String(repeating: "(", count: 5000) + String(repeating: ")", count: 5000)) == nil)
        #expect(refusal(String(repeating: "a", count: 16_385)) == "it has more than 16384 bytes")
        #expect(refusal(String(repeating: "a", count: 16_384)) == nil)
        #expect(refusal("a" + String(repeating: "*", count: 10_000)) == nil)
    }
}
