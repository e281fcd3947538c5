// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TransferEncodings

@Suite("ParameterizedValue")
struct ParameterizedValueTests {
    private func parse(_ text: String) -> ParameterizedValue { ParameterizedValue(parsing: Array(text.utf8)) }

    @Test(
        "the head is found whatever stands around it",
        arguments: [
            ("text/plain", "text/plain"), (" Text / Plain ; charset=x", "text/plain"),
            ("text/plain charset=x", "text/plain"),
            ("(a) text/plain (b)", "text/plain"), ("multipart/mixed;; boundary=b", "multipart/mixed"), ("", ""),
            (";", ""),
            ("\"text/html\"", "text/html"), ("text/html,", "text/html"),
        ])
    func heads(value: String, head: String) {
        #expect(parse(value).head == head)
    }

    @Test(
        "a parameter is decoded from any of its forms",
        arguments: [
            ("x; name=a.txt", "a.txt"), ("x; name=\"a b.txt\"", "a b.txt"), ("x; name=a b.txt; y=z", "a b.txt"),
            ("x; name=\"a \\\"b\\\" c\"", "a \"b\" c"), ("x; name=\"C:\\dir\\a.txt\"", "C:\\dir\\a.txt"),
            ("x; name = a", "a"), ("x name=a", "a"), ("x; y=z name=a", "a"), ("x; NAME=a", "a"),
            ("x; name=\"open", "open"),
            ("x; name*=utf-8''%E2%82%AC", "€"), ("x; name*0=a; name*1=b", "ab"), ("x; name*1=b; name*0=a", "ab"),
            ("x; name*0*=utf-8'nl'%E2%82; name*1*=%AC", "€"), ("x; name*0*=utf-8''a%20; name*1=%20b", "a %20b"),
            ("x; name*1*=utf-8''a; name*2=b", "ab"), ("x; name=plain; name*=utf-8''ext", "ext"),
            ("x; name*=iso-8859-1''%E9", "é"), ("x; name*='a", "'a"), ("x; name==?utf-8?q?=C3=A9?=", "é"),
            ("x; name=\"=?utf-8?b?w6k=?=\"", "é"), ("x; name*=utf-8''%zz%4", "%zz%4"), ("x; name=a (comment)", "a"),
            ("x; ; = ; name=a", "a"), ("x; name*=utf-8''a%0D%0Ab%00", "a  b "), ("x; name*=utf-8''a%\u{5}b", "a% b"),
        ])
    func parameters(value: String, decoded: String) {
        #expect(parse(value).decoded("name")?.text == decoded)
    }

    @Test("a parameter that is not there is nil, and one without a value is empty")
    func missing() {
        #expect(parse("x; y=z").decoded("name") == nil)
        #expect(parse("x; name=").decoded("name")?.text == "")
        #expect(parse("x; name").decoded("name") == nil)
    }

    @Test("a missing section is said")
    func gap() {
        #expect(parse("x; name*0=a; name*2=c").decoded("name") == .init(text: "ac", isDamaged: true))
    }

    @Test("the number of parameters is bounded")
    func bound() {
        let value = ParameterizedValue(parsing: Array("x; a=1; b=2; c=3".utf8), limit: 2)
        #expect(value.parameters.count == 2)
        #expect(value.isCut)
    }
}
