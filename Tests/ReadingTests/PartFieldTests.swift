// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Reading
import Testing

@Suite("The fields of a part as programs write them")
struct PartFieldTests {
    private func read(_ text: String) -> Message { MessageReader().read(Array(text.utf8)) }

    @Test(
        "a file name of blanks is none, and the part is text",
        arguments: ["Content-Type: text/plain; name=\" \"", "Content-Disposition: inline; filename=\"=?utf-8?q?_?=\""])
    func blankName(field: String) {
        let message = read(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\(field)\n\nHello.\n--b\n\nMore.\n--b--\n")
        #expect(message.text == "Hello.")
        #expect(message.attachments.isEmpty)
    }

    @Test(
        "what is written as a type is one, with a remark where it was none",
        arguments: [
            ("X-OFFICE", "application/octet-stream"), ("x-office/", "application/octet-stream"),
            ("/pdf", "application/octet-stream"), ("TEXT", "text/plain"), ("text/", "text/plain"),
            ("<html>", "text/plain"), ("application/pdf>", "application/pdf"), ("application/pdf/x", "application/pdf"),
            ("multipart; boundary=b", "multipart/mixed"), ("text/plain/odd", "text/plain"),
        ])
    func brokenTypes(written: String, expected: String) {
        let message = read("Content-Type: \(written)\n\nx\n")
        #expect(message.entities.first?.mediaType.essence == expected)
        #expect(message.doubts.contains { $0.weight == .remark && $0.text == "a Content-Type names no media type" })
    }

    @Test(
        "a right type, and one that is left out, are no matter for a remark",
        arguments: ["text/x-a.b+c", "", "; name=a"])
    func rightTypes(written: String) {
        #expect(read("Content-Type: \(written)\n\nx\n").doubts.isEmpty)
    }
}
