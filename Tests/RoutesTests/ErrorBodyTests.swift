// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Routes

@Suite("error bodies")
struct ErrorBodyTests {
    @Test(
        "every envelope is understood",
        arguments: [
            (
                #"{"transactionId":"t-1","status":"400","name":"BadRequest","message":"no such sender","info":"see docs"}"#,
                "BadRequest; no such sender; see docs; id t-1"
            ),
            (#"{"errorResponse":{"code":42,"message":"m","info":"i"}}"#, "42; m; i"),
            (#"{"error":{"code":"E1","message":"m"}}"#, "E1; m"),
            (#"{"error_code":"E1","message":"m","correlation_id":"c"}"#, "E1; m; id c"),
            (#"{"error":"invalid_client","error_description":"d"}"#, "invalid_client; d"),
            (#"{"ErrorCode":"invalid_client","Error":"ClientId is Invalid"}"#, "invalid_client; ClientId is Invalid"),
            (
                #"{"fault":{"faultstring":"Rate limit","detail":{"errorcode":"policies.ratelimit.QuotaViolation"}}}"#,
                "policies.ratelimit.QuotaViolation; Rate limit"
            ),
            ("<html><head><title>502 Bad\nGateway</title></head>", "502 Bad Gateway"), ("", ""),
            ("  plain \n text ", "plain text"),
            ("{\"message\":", "{\"message\":"), ("[1,2]", "[1,2]"), (#"{"odd":true}"#, #"{"odd":true}"#),
            (#"{"message":{"nested":1},"name":null,"info":"i"}"#, "i"), ("a\u{1B}[31mb\u{202E}c", "a[31mbc"),
        ])
    func envelopes(body: String, text: String) {
        #expect(ErrorBody(Array(body.utf8)).text == text)
    }

    @Test("a quota fault is known by its code alone")
    func quotaFault() {
        let fault = #"{"fault":{"faultstring":"x","detail":{"errorcode":"policies.ratelimit.SpikeArrestViolation"}}}"#
        #expect(ErrorBody(Array(fault.utf8)).isQuotaFault)
        #expect(!ErrorBody(Array(#"{"message":"policies.ratelimit. in words"}"#.utf8)).isQuotaFault)
    }

    @Test("a secret that a body repeats is hidden, and a long body is cut")
    func secrets() {
        let body = #"{"message":"token abc.DEF-1 has expired, abc.DEF-1"}"#
        #expect(ErrorBody(Array(body.utf8), hiding: ["abc.DEF-1"]).text == "token (hidden) has expired, (hidden)")
        #expect(ErrorBody([UInt8](repeating: 65, count: 100_000)).text.count < 300)
        let deep = String(repeating: "[", count: 100_000)
        #expect(ErrorBody(Array(deep.utf8)).text.count < 300)
    }

    @Test("a secret that would be cut by the limit is hidden first")
    func cutSecret() {
        let text = String(repeating: "x", count: 195) + "abc.DEF-1"
        #expect(!OneLine.text(text, limit: 200, hiding: ["abc.DEF-1"]).contains("abc"))
        #expect(OneLine.text("abcd", limit: 3) == "abc..." && OneLine.text("abc \n", limit: 3) == "abc")
    }

    @Test("a secret is hidden though what is left out of a line stood in the midst of it")
    func scatteredSecret() {
        #expect(OneLine.text("is abc\0.DE\u{200E}F-1 it", hiding: ["abc.DEF-1"]) == "is (hidden) it")
    }
}
