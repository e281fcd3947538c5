// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import TestSupport

/// A TCP server on loopback that does what a test says, byte by byte: torn answers, dropped connections, silence.
///
/// Servers that are libraries take care never to behave as badly as tests need. Each connection runs the script on a
/// thread of its own, and the script ends when its connection is closed.
public final class RawServer: Sendable {
    /// The port that the kernel chose.
    public let port: Int
    private let listener: Int32
    private let counter = Counter()

    /// Starts serving; the script gets each connection and its number, from 0.
    public init(_ script: @escaping @Sendable (RawConnection, Int) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard bound else { throw ServerError(code: errno) }
        self.listener = listener
        self.port = Int(UInt16(bigEndian: address.sin_port))
        let counter = counter
        startThread {
            while true {
                let socket = accept(listener, nil, nil)
                guard socket >= 0 else { return }
                let number = counter.next()
                startThread {
                    let connection = RawConnection(socket)
                    script(connection, number)
                    connection.close()
                }
            }
        }
    }

    /// Stops listening.
    ///
    /// Not at the end of the object's life, which Swift may put right after the server's last mention in a test.
    public func stop() {
        // Not closed: the thread that accepts might then meet another test's socket under the same number.
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// How many connections came so far.
    public var connectionCount: Int { counter.value }

    /// The address of a resource of this server.
    public func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }
}

/// Why a test server could not start.
public struct ServerError: Error {
    /// The errno value.
    public let code: Int32
}

func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    pthread_create(
        &thread, nil,
        { pointer in
            guard let pointer else { return nil }
            Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().body()
            return nil
        }, Unmanaged.passRetained(Box(body)).toOpaque())
    pthread_detach(thread)
}
