// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// One connection of a `RawServer`, used by one thread.
public final class RawConnection {
    private var socket: Int32
    private var buffer: [UInt8] = []

    init(_ socket: Int32) { self.socket = socket }

    /// Reads one line without its line end; nil when the peer closed.
    public func readLine() -> String? {
        while true {
            if let end = buffer.firstIndex(of: 10) {
                let line = buffer[..<end]
                buffer.removeFirst(end + 1)
                return String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
            }
            guard fill() else { return nil }
        }
    }

    /// Reads a request line and header fields, up to the empty line; nil when the peer closed.
    public func readHead() -> [String]? {
        var lines: [String] = []
        while let line = readLine() {
            if line.isEmpty { return lines }
            lines.append(line)
        }
        return nil
    }

    /// Reads the body that `head` announces; fewer bytes where the peer closed.
    public func readBody(_ head: [String]) -> [UInt8] {
        let field = head.first { $0.lowercased().hasPrefix("content-length:") }
        return read(field.flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0)
    }

    /// Reads so many bytes; fewer where the peer closed.
    public func read(_ count: Int) -> [UInt8] {
        while buffer.count < count, fill() {}
        let bytes = Array(buffer.prefix(count))
        buffer.removeFirst(bytes.count)
        return bytes
    }

    /// Reads a whole request and gives its body; nil when the peer closed.
    public func readRequest() -> (head: [String], body: [UInt8])? {
        guard let head = readHead() else { return nil }
        return (head, readBody(head))
    }

    /// Sends text as it is.
    public func write(_ text: String) { write(Array(text.utf8)) }

    /// Sends bytes as they are.
    public func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Sends a whole HTTP answer.
    public func answer(_ status: Int, _ body: String = "", fields: [String] = []) {
        let lines = ["HTTP/1.1 \(status) Reason", "Content-Length: \(body.utf8.count)"] + fields
        write(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
    }

    /// Waits until the peer closes, so that a test of silence needs no clock.
    public func waitForEnd() { while fill() {} }

    /// Closes the connection in the ordinary way.
    public func close() {
        guard socket >= 0 else { return }
        Glibc.close(socket)
        socket = -1
    }

    /// Closes the connection with a reset, as a crashed peer or a firewall does.
    public func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    private func fill() -> Bool {
        guard socket >= 0 else { return false }
        var chunk = [UInt8](repeating: 0, count: 65536)
        let count = recv(socket, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer.append(contentsOf: chunk[..<count])
        return true
    }
}
