// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Notices
import Testing

@Suite struct LoggedNoticeTests {
    private let hash = String(repeating: "6f3a", count: 16)

    private func notice(_ hash: String?) -> Notice {
        let time = Timestamp(seconds: 1_795_253_400)
        let recipient = Notice.Recipient(
            address: "piet@y.nl", happening: .sent, time: time, kind: .registered, routeName: "registered",
            reason: "OK", answer: nil, ticket: nil)
        return Notice(
            id: "1m7xz0mrg8sbnbpf", event: 412, sender: Address(mailbox: "jan@x.nl"), messageID: "1@x.nl",
            subject: "S", arrived: time, recipients: [recipient],
            header: Array("X-Sealpost-Log: 1 forged\n".utf8), host: "kantoor", logHash: hash)
    }

    @Test("a notice says in its header what the log's end was, and to people in one line", arguments: ["nl", "en"])
    func says(language: String) throws {
        let bytes = NoticeMail(notice(hash), language: language).bytes(at: Timestamp(seconds: 1_795_253_400))
        let read = try #require(LoggedNotice(header: bytes))
        #expect(read.log == "412 \(hash)" && read.message == "1m7xz0mrg8sbnbpf")
        let label = language == "nl" ? "Logboek:" : "Log:    "
        #expect(String(decoding: bytes, as: UTF8.self).contains("\n  \(label)      412 \(hash.prefix(32))\n"))
    }

    @Test("a notice without a log says nothing of it, whatever the message's own header says")
    func saysNothing() {
        let bytes = NoticeMail(notice(nil), language: "en").bytes(at: Timestamp(seconds: 1_795_253_400))
        #expect(LoggedNotice(header: bytes) == nil)
    }

    @Test("the field is read as mail programs may have left it, and only from the header")
    func reads() throws {
        func log(_ text: String) -> String? { LoggedNotice(header: Array(text.utf8))?.log }
        #expect(log("X-Sealpost-Log: 4 ab\n\n") == "4 ab")
        #expect(log("x-sealpost-log:4\r\n\tab\r\nTo: a@x.nl\r\n\r\n") == "4 ab")
        #expect(log("X-Sealpost-Log: 4 ab\nX-Sealpost-Log: 5 cd\n c\n\n") == "4 ab")
        #expect(log("X-Sealpost-Log: 4\nTo: a\n b\n\n") == "4")
        #expect(log("To: a@x.nl\n\nX-Sealpost-Log: 4 ab\n") == nil)
        #expect(log("X-Sealpost-Logs: 4 ab\n\n") == nil)
        #expect(log(" X-Sealpost-Log: 4 ab\n\n") == nil)
        #expect(log("") == nil)
        #expect(LoggedNotice(header: Array("X-Sealpost-Log: 4 ab".utf8))?.message == "")
    }
}
