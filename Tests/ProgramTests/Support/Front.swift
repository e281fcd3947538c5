// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import TestSupport

/// Debian's nginx before a sandbox, speaking TLS and HTTP/2 on loopback, for one test.
///
/// The port is the kernel's choice: the socket is made here and handed to nginx as one that it inherits, so that it takes
/// connections from the beginning and nobody has to wait for the server to be ready.
final class Front: Sendable {
    /// Where it listens.
    let url: String
    private let folder: TemporaryFolder
    private let nginx: RunningProgram

    /// The socket could not be made.
    struct NoSocket: Error { var code: Int32 }

    /// Starts nginx with the certificate of `authority` before `address`.
    init(before address: String, authority: Authority) async throws {
        folder = try TemporaryFolder()
        let (descriptor, port) = try Self.listen()
        defer { close(descriptor) }
        url = "https://127.0.0.1:\(port)"
        try folder.write(
            "nginx.conf",
            """
            daemon off;
            worker_processes 1;
            pid \(folder.file("pid"));
            error_log stderr notice;
            events { worker_connections 64; }
            http {
                log_format protocols "$server_protocol $ssl_protocol $request_method $uri";
                access_log \(folder.file("access")) protocols;
                client_max_body_size 0;
                client_body_temp_path \(folder.file("body"));
                proxy_temp_path \(folder.file("proxy"));
                fastcgi_temp_path \(folder.file("fastcgi"));
                uwsgi_temp_path \(folder.file("uwsgi"));
                scgi_temp_path \(folder.file("scgi"));
                server {
                    listen 127.0.0.1:\(port) ssl http2;
                    ssl_certificate \(authority.serverCertificate);
                    ssl_certificate_key \(authority.serverKey);
                    location / { proxy_pass \(address); }
                }
            }

            """)
        var command = try Command("nginx", "-c", folder.file("nginx.conf"), "-e", "stderr", "-p", folder.path)
        command.environment["NGINX"] = "3;"
        command.descriptor = descriptor
        nginx = try command.start(in: folder)
    }

    /// The requests so far: protocol, TLS version, method and path.
    ///
    /// nginx writes a line when an answer is out, which can be a moment after the client has it.
    func requests(atLeast count: Int) async throws -> [String] {
        while nginx.isRunning {
            let lines = try folder.text("access").split(separator: "\n").map(String.init)
            if lines.count >= count { return lines }
            try await Task.sleep(nanoseconds: 2_000_000)
        }
        throw NotRunning(errors: errors)
    }

    /// nginx has ended.
    struct NotRunning: Error { var errors: String }

    /// What nginx said on standard error.
    var errors: String { nginx.errors }

    /// Has nginx end by itself, so that it takes leave of its worker too.
    func stop() async throws {
        nginx.terminate()
        _ = try await nginx.wait()
    }

    private static func listen() throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw NoSocket(code: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && Glibc.listen(descriptor, 64) == 0
                    && getsockname(descriptor, generic, &length) == 0 ? 0 : errno
            }
        }
        guard code == 0 else {
            close(descriptor)
            throw NoSocket(code: code)
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}
