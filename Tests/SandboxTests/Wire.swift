// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// A client that sees what happens on the wire, dropped and torn answers too, which libraries hide or retry.
struct Wire: Sendable {
    /// What came back.
    struct Answer: Sendable {
        var bytes: Data
        /// The status code; 0 where not even a status line came.
        var status: Int { Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0 }
        var head: String { separated.0 }
        var body: Data { separated.1 }
        var text: String { String(decoding: body, as: UTF8.self) }
        var json: [String: Any] { (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:] }

        func header(_ name: String) -> String? {
            for line in head.components(separatedBy: "\r\n").dropFirst() {
                let halves = line.split(separator: ":", maxSplits: 1)
                if halves.count == 2, halves[0].lowercased() == name.lowercased() {
                    return halves[1].trimmingCharacters(in: .whitespaces)
                }
            }
            return nil
        }

        private var separated: (String, Data) {
            guard let end = bytes.range(of: Data("\r\n\r\n".utf8)) else { return ("", Data()) }
            return (String(decoding: bytes[..<end.lowerBound], as: UTF8.self), Data(bytes[end.upperBound...]))
        }
    }

    let port: UInt16

    init(_ url: String) {
        port = UInt16(url.split(separator: ":").last ?? "") ?? 0
    }

    /// Sends one request on a connection of its own and returns all that comes until the other side closes it.
    func send(
        _ method: String, _ target: String, _ headers: [String: String] = [:], body: Data = Data()
    ) async -> Answer {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        head += "Content-Length: \(body.count)\r\n\r\n"
        return await exchange(Data(head.utf8) + body)
    }

    /// Sends these bytes, and after them the end of the connection if asked to, and returns all that comes.
    func exchange(_ bytes: Data, endsThere: Bool = false) async -> Answer {
        let port = port
        // Blocking calls belong on a thread of their own: the server under test runs in the same process.
        return await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: Answer(bytes: Self.blockingExchange(bytes, port, endsThere))) }
                .start()
        }
    }

    private static func blockingExchange(_ bytes: Data, _ port: UInt16, _ endsThere: Bool) -> Data {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { return Data() }
        bytes.withUnsafeBytes { buffer in
            var rest = UnsafeRawBufferPointer(buffer)
            while rest.count > 0 {
                let count = Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                if count <= 0 { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
        if endsThere { shutdown(descriptor, Int32(SHUT_WR)) }
        var answer = Data()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count <= 0 { return answer }
            answer.append(contentsOf: buffer[..<count])
        }
    }
}
