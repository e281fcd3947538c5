// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@testable import Sieve

@Suite struct ExtractTextTests {
    @Test("the text of each part goes into the variable, without encoding and markup, and of others nothing")
    func parts() throws {
        let commands = #"foreverypart { extracttext "t"; set "r" "${r}[${t}]"; }"#
        #expect(
            try result(commands)
                == "[][][Beste Zoë,\r\ntot morgen.][Beste Zoë, tot morgen.][][][Forwarded words.]")
    }

    @Test(
        "so many characters are taken, and modifiers apply to them",
        arguments: [
            (":first 4", "Één\r"), (":first 5", "Één\r\n"), (":first 0", ""), (":first 99", "Één\r\ntwee"),
            (":first 2 :lower", "éé"), (":length", "9"), (":length :first 3", "3"), (":upper :first 6", "ÉÉN\r\nT"),
        ])
    func first(_ tags: String, _ expected: String) throws {
        let mail = "Content-Type: text/plain; charset=utf-8\n\nÉén\ntwee"
        #expect(try result("foreverypart { extracttext \(tags) \"r\"; }", of: mail) == expected)
        #expect(
            try result("foreverypart { extracttext \(tags) \"r\"; }", of: mail.replacing("\n", with: "\r\n"))
                == expected)
    }

    @Test("what can't be decoded faithfully is nothing, and an undeclared charset is guessed")
    func unfaithful() throws {
        let commands = #"set "r" "old"; foreverypart { extracttext "r"; }"#
        #expect(try result(commands, of: "Content-Type: text/plain; charset=x-none\n\nabc\n") == "")
        #expect(try result(commands, of: "Content-Transfer-Encoding: x-none\n\nabc\n") == "")
        #expect(
            try result(
                commands, of: "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n/w==\n")
                == "")
        #expect(try result(commands, of: "Subject: x\n\nZoë\n") == "Zoë\r\n")
    }

    @Test("a text longer than a variable holds is a fault, unless less is asked for")
    func long() throws {
        let mail = "Subject: x\n\n" + String(repeating: "é", count: 20_000)
        #expect(
            try result(#"foreverypart { extracttext :first 10 "r"; }"#, of: mail) == String(repeating: "é", count: 10))
        let script = try compiled(mimeExtensions + #"foreverypart { extracttext "r"; }"#)
        var kind: ScriptFault.Kind?
        do throws(ScriptFault) { _ = try script.run(on: parsedInput(mail)) } catch { kind = error.kind }
        #expect(kind == .variableTooLong(name: "r", limit: 16_384))
    }

    @Test(
        "wrong uses are errors",
        arguments: [
            (#"extracttext "a";"#, 1), ("foreverypart { extracttext; }", 1), ("foreverypart { extracttext 1; }", 1),
            (#"foreverypart { extracttext ["a", "b"]; }"#, 1), (#"foreverypart { extracttext :x "a"; }"#, 1),
            (#"foreverypart { extracttext "0"; }"#, 1), (#"foreverypart { extracttext "${a}"; }"#, 1),
            (#"foreverypart { extracttext :first "a"; }"#, 2),
            (#"foreverypart { extracttext :first 3 :lower "a"; }"#, 0),
        ])
    func errors(_ commands: String, _ count: Int) {
        #expect(findings(#"require ["extracttext", "foreverypart", "variables"]; "# + commands).count == count)
    }

    @Test("without variables there is nothing to extract into")
    func needsVariables() {
        #expect(findings(#"require ["extracttext", "foreverypart"]; foreverypart { extracttext "a"; }"#).count == 1)
    }
}
