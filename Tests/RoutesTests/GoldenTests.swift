// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import Foundation
import Mail
import Routes
import Testing

/// Each `NAME.eml` of the folder `Golden`, prepared by every route: the request must be `NAME.ROUTE`, byte for byte.
///
/// A fault stands there as `fault: ...`. With SEALPOST_RECORD set the files are written anew instead.
@Suite("requests as they are sent")
struct GoldenTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".eml") }.map { String($0.dropLast(4)) }.sorted()
    }()

    @Test("the folder holds mails") func folderIsThere() { #expect(Self.names.count >= 10) }

    @Test("a mail becomes the request that is written down", arguments: names)
    func golden(name: String) throws {
        let bytes = Array(try Data(contentsOf: Self.folder.appending(path: name + ".eml")))
        let delivery = sampleDelivery(sampleMessage(bytes))
        let several = sampleDelivery(sampleMessage(bytes), to: ["a@example.org", "b@example.org"])
        let client = HTTPClient()
        let gateway = try Gateway(sampleGateway("https://api.example.net/base", tokens: "/nonexistent"), client: client)
        var encoded = SecureConfiguration(recipientForm: .commas, messageEncoding: .base64)
        encoded.senderField = "from"
        let registered = try RegisteredRoute(gateway: gateway) { "made from HTML: \($0.count) characters" }
        let secure = try SecureRoute(gateway: gateway)
        let base64 = try SecureRoute(gateway: gateway, configuration: encoded)
        let command = try CommandRoute(configuration: CommandConfiguration(environment: [:]))
        let smtp = try SMTPRoute(configuration: SMTPConfiguration(host: "mail.example"), client: SMTPClient())
        try compare(name, "registered.json", registered, delivery)
        try compare(name, "secure.json", secure, several)
        try compare(name, "secure-base64.json", base64, several)
        try compare(name, "command", command, delivery)
        try compare(name, "smtp", smtp, delivery)
    }

    private func compare(_ name: String, _ ending: String, _ route: any Route, _ delivery: Delivery) throws {
        let file = Self.folder.appending(path: "\(name).\(ending)")
        var bytes: [UInt8]
        do throws(RouteFault) {
            let request = try route.prepare(delivery)
            bytes = request.bodyBytes()
            #expect(request.summary.requestBytes == bytes.count)
            if ending.hasSuffix("json") {
                #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(bytes)) }
                bytes += Array(request.summary.remarks.map { "\nremark: \($0)" }.joined().utf8)
            }
        } catch {
            bytes = Array("fault: \(error)\n".utf8)
        }
        if ProcessInfo.processInfo.environment["SEALPOST_RECORD"] != nil {
            try Data(bytes).write(to: file)
            return
        }
        let expected = Array((try? Data(contentsOf: file)) ?? Data())
        #expect(
            String(decoding: bytes, as: UTF8.self) == String(decoding: expected, as: UTF8.self), "\(name).\(ending)")
        #expect(bytes == expected)
    }
}
