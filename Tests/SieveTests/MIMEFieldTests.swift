// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@testable import Sieve

@Suite struct MIMEFieldTests {
    @Test(
        "without a loop :mime is the message's own header, and :anychild all of them",
        arguments: [
            (#"header :mime "subject" "Contract""#, true), (#"header :mime "x-tag" "one""#, false),
            (#"header :mime :anychild "x-tag" "one""#, true),
            (#"header :mime :anychild "subject" "A folded subject""#, true),
            (#"header "subject" "A folded subject""#, false),
            (#"exists :mime "content-disposition""#, false), (#"exists :mime :anychild "content-disposition""#, true),
            (#"exists :mime :anychild ["from", "x-tag", "content-transfer-encoding"]"#, true),
            (#"exists :mime :anychild ["from", "x-none"]"#, false),
            (#"address :mime :domain "from" "partner.example""#, false),
            (#"address :mime :anychild :domain "from" "partner.example""#, true),
            (#"address :mime :anychild :count "eq" :comparator "i;ascii-numeric" "from" "2""#, true),
            (#"header :mime :anychild :count "eq" :comparator "i;ascii-numeric" "x-tag" "2""#, true),
            (#"header :mime :anychild :index 2 "x-tag" "two""#, true),
            (#"header :mime :anychild :index 2 "x-tag" "one""#, false),
            (#"address :mime :anychild :index 2 :domain "from" "partner.example""#, true),
            (#"address :mime :anychild :index 1 :domain "from" "partner.example""#, false),
            (#"header :mime :anychild :index 1 :last "subject" "A folded subject""#, true),
        ])
    func scopes(_ test: String, _ expected: Bool) throws { #expect(try holds(test) == expected) }

    @Test(
        "the pieces of MIME fields",
        arguments: [
            (#"header :mime :type "content-type" "multipart""#, true),
            (#"header :mime :subtype "content-type" "mixed""#, true),
            (#"header :mime :contenttype "Content-Type" "multipart/mixed""#, true),
            (#"header :mime :contenttype "content-type" "multipart""#, false),
            (#"header :mime :param "boundary" "content-type" "outer""#, true),
            (#"header :mime :param "Boundary" :contains "content-type" "out""#, true),
            (#"header :mime :param ["x", "boundary"] "content-type" "outer""#, true),
            (#"header :mime :param "charset" :contains "content-type" """#, false),
            (#"header :mime :anychild :contenttype "content-type" "application/pdf""#, true),
            (#"header :mime :anychild :param "charset" "content-type" "ISO-8859-1""#, true),
            (#"header :mime :anychild :type "content-disposition" "attachment""#, true),
            (#"header :mime :anychild :contenttype "content-disposition" "attachment""#, true),
            (#"header :mime :anychild :subtype "content-disposition" """#, true),
            (#"header :mime :type "subject" """#, true), (#"header :mime :contenttype "subject" "Contract""#, false),
            (#"header :mime :anychild :param "filename" "content-disposition" "overeenkomst één.pdf""#, true),
            (#"header :mime :anychild :param "filename" :contains "content-type" """#, false),
            (#"header :mime :anychild :param "name" :matches "content-type" "*.pdf""#, true),
            (
                #"header :mime :anychild :param "filename" :count "eq" :comparator "i;ascii-numeric" "content-disposition" "1""#,
                true
            ),
            (#"header :mime :param ["a", "b"] :count "eq" :comparator "i;ascii-numeric" "content-type" "0""#, true),
        ])
    func pieces(_ test: String, _ expected: Bool) throws { #expect(try holds(test) == expected) }

    @Test(
        "parameters are decoded from what stands in the mail",
        arguments: [
            (#"name="=?utf-8?q?a=22;b.txt?=""#, #"a\";b.txt"#), ("name*0=one; name*1=\" two\"", "one two"),
            ("name*0*=iso-8859-1''%E9; name*1=\"%20\"", "é%20"), (#"name="a\"b; x=y""#, #"a\"b; x=y"#),
            ("\n name=unquoted", "unquoted"), ("name=\"=?iso-8859-1?b?6Q==?=\"", "é"),
        ])
    func parameters(_ parameter: String, _ expected: String) throws {
        let mail = "Content-Type: application/x; \(parameter)\n\nx\n"
        #expect(try holds("header :mime :param \"name\" \"content-type\" \"\(expected)\"", of: mail))
    }

    @Test("a part without the field has nothing to compare")
    func absent() throws {
        #expect(try !holds(#"header :mime :type :contains "content-type" """#, of: "Subject: x\n\ny\n"))
    }

    @Test("edits show in the message's own header, and in no other")
    func edits() throws {
        let commands =
            #"deleteheader "Subject"; addheader "X-Tag" "new"; addheader "Content-Disposition" "inline; filename=n";"#
        #expect(try holds(#"header :mime "x-tag" "new""#, after: commands))
        #expect(try holds(#"not header :mime "subject" "Contract""#, after: commands))
        #expect(try holds(#"header :mime :anychild "subject" "A folded subject""#, after: commands))
        #expect(try holds(#"header :mime :param "filename" "content-disposition" "n""#, after: commands))
        #expect(
            try holds(#"header :mime :anychild :count "eq" :comparator "i;ascii-numeric" "x-tag" "3""#, after: commands)
        )
    }

    @Test("the trace names the part whose header it was")
    func trace() throws {
        func origin(_ test: String) throws -> String? {
            let script = try compiled(mimeExtensions + "if \(test) { keep; }")
            return try script.run(on: parsedInput(letterWithParts)).trace.last?.match?.origin
        }
        #expect(try origin(#"header :mime :contenttype "content-type" "multipart/mixed""#) == "Content-Type")
        #expect(
            try origin(#"header :mime :anychild :param "charset" "content-type" "utf-8""#) == "Content-Type of part 1.2"
        )
        #expect(
            try origin(#"address :mime :anychild :domain "from" "partner.example""#) == "From of the message in part 3")
    }

    @Test("a mail that nobody took apart is its own only part")
    func untaken() throws {
        let source =
            mimeExtensions + #"if allof (header :mime :anychild "x-tag" "beta", body :contains "Piet") { discard; }"#
        #expect(try outcome(source) == ["discard"])
    }

    @Test(
        "the options need :mime, and go together with one another as RFC 5703 has it",
        arguments: [
            (#"header :anychild "a" "b""#, 1), (#"header :type "a" "b""#, 1), (#"header :param "x" "a" "b""#, 1),
            (#"header :mime :type :subtype "a" "b""#, 1), (#"header :mime :param 13 "a" "b""#, 1),
            (#"header :mime :anychild :param ["x", "y"] :contains "a" "b""#, 0), (#"exists :anychild "a""#, 1),
            (#"exists :mime :type "a""#, 1), (#"address :mime :anychild :param "x" "from" "b""#, 1),
            (#"address :anychild :contains :mime "from" "b""#, 0),
        ])
    func errors(_ test: String, _ count: Int) {
        #expect(findings("require \"mime\"; if \(test) { keep; }").count == count)
    }
}
