// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sieve

@Suite struct VariablesTests {
    /// The value of an expression after some commands.
    private func value(_ text: String, after commands: String) throws -> String {
        let source = allExtensions + commands + "\nfileinto \"\(text)\";"
        return try compiled(source).run(on: input()).actions.last?.argument ?? "none"
    }

    @Test("variables go into strings, and what is no reference stays")
    func references() throws {
        let commands = #"set "Name" "x"; set "_n1" "y";"#
        #expect(try value("a${name}b${NAME}${_n1}", after: commands) == "axbxy")
        #expect(try value("${unset}", after: commands) == "")
        #expect(
            try value("${na-me} $name ${ name} ${} ${${name}} ${name", after: commands)
                == "${na-me} $name ${ name} ${} ${x} ${name")
        #expect(try value(#"${na\\me} \\${name} \${name}"#, after: commands) == #"${na\me} \x x"#)
    }

    @Test("a value is taken when it is set, not when it is used")
    func eager() throws {
        #expect(try value("${b}", after: #"set "a" "1"; set "b" "${a}${a}"; set "a" "2";"#) == "11")
    }

    @Test(
        "modifiers",
        arguments: [
            (":lower", "FooBAR", "foobar"), (":upper", "FooBAR", "FOOBAR"),
            (":upperfirst :lower", "juMBlEd", "Jumbled"),
            (":lower :upperfirst", "juMBlEd", "Jumbled"), (":lowerfirst", "ABC", "aBC"),
            (":lowerfirst :upper", "abc", "aBC"),
            (":length", "über", "4"), (":length", "", "0"), (":length :quotewildcard", "a*b", "4"),
            (":quotewildcard", #"R*a?ndom \\ x"#, #"R\*a\?ndom \\ x"#), (":upper", "zürich", "ZÜRICH"),
            (":upperfirst", "élan", "Élan"),
            (":lower", "", ""),
        ])
    func modifiers(_ tags: String, _ text: String, _ expected: String) throws {
        #expect(try value("${v}", after: "set \(tags) \"v\" \"\(text)\";") == expected)
    }

    @Test(
        "match variables hold what the wildcards stood for, the earlier ones as little as possible",
        arguments: [
            ("*", "abc", "[abc][abc][]"), ("a*c", "abbc", "[abbc][bb][]"), ("*-*", "a-b-c", "[a-b-c][a][b-c]"),
            ("?*", "üx", "[üx][ü][x]"), ("*.*.example", "a.b.c.example", "[a.b.c.example][a][b.c]"),
            ("**", "ab", "[ab][][ab]"),
            ("abc", "ABC", "[ABC][][]"), ("*b?", "abbbx", "[abbbx][abb][x]"),
        ])
    func captures(_ pattern: String, _ text: String, _ expected: String) throws {
        let commands = "if not string :matches \"\(text)\" \"\(pattern)\" { stop; }"
        #expect(try value("[${0}][${1}][${2}]", after: commands) == expected)
    }

    @Test("only a match that succeeds, and only one with wildcards, sets them")
    func lastMatch() throws {
        let commands = """
            if header :matches "subject" "[*] *" {}
            if header :matches "subject" "nothing*" {}
            if header :contains "subject" "huur" {}
            """
        #expect(try value("${1}/${01}/${2}/${3}", after: commands) == "registered/registered/Opzegging huur Zürich/")
    }

    @Test("tests that are not reached set nothing")
    func shortCircuit() throws {
        let commands = """
            if string :matches "first" "f*" {}
            if anyof (true, string :matches "second" "s*") {}
            """
        #expect(try value("${1}", after: commands) == "irst")
    }

    @Test("header names, keys and values may hold variables")
    func everywhere() throws {
        let commands = #"set "n" "x-tag"; set "k" "b*"; addheader "X-${k}" "v${n}";"#
        #expect(try evaluates(#"header :matches "${n}" "${k}""#, after: commands))
        #expect(try evaluates(#"header "X-b*" "vx-tag""#, after: commands))
        #expect(try evaluates(#"exists "${n}""#, after: commands))
    }

    @Test("encoded characters are decoded before variables are looked for")
    func order() throws {
        #expect(try value("${hex:24}{x}", after: #"set "x" "1";"#) == "1")
    }

    @Test("a variable that is never set is told, with the one that was probably meant")
    func neverSet() {
        let head = #"require ["variables", "include", "fileinto"]; "#
        let found = findings(head + #"set "route" "x"; fileinto "${ruote}${Ruote}"; fileinto "${other}";"#)
        #expect(found.count == 2)
        #expect(found.first?.contains(#"the variable "ruote" is never set"#) == true)
        #expect(found.first?.hasSuffix(#"did you mean "route"?"#) == true)
        for well in [
            #"fileinto "${a}"; set "A" "x";"#, #"global "a"; fileinto "${a}";"#, #"fileinto "${global.a}${1}";"#,
        ] {
            #expect(findings(head + well) == [], "\(well)")
        }
    }

    @Test("names that can't be set, and namespaces nobody has, are errors")
    func names() {
        let head = #"require "variables"; "#
        for name in ["1", "a-b", "", "a.b", "${x}"] {
            #expect(!findings(head + "set \"\(name)\" \"x\";").isEmpty, "\(name)")
        }
        #expect(!findings(head + #"set "a" "${env.name}";"#).isEmpty)
        #expect(!findings(head + #"set "a" "${33}";"#).isEmpty)
        #expect(!findings(head + #"set :lower :upper "a" "b";"#).isEmpty)
        #expect(findings(head + #"set "a" "${32}${a.}${.b}${1a}";"#).isEmpty)
    }
}
