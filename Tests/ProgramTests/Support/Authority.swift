// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// A certificate authority made for one test by openssl(1), and a certificate for this machine's loopback address.
struct Authority {
    /// The authority's own certificate, which a client may trust.
    let certificate: String
    /// The server's certificate.
    let serverCertificate: String
    /// The server's key.
    let serverKey: String

    /// What openssl said where it failed.
    struct NotMade: Error { var errors: String }

    /// Makes key and certificate of an authority called `name`, and what it issues to a server, in `folder`.
    init(_ name: String, in folder: TemporaryFolder) async throws {
        certificate = folder.file("\(name).pem")
        serverCertificate = folder.file("\(name)-server.pem")
        serverKey = folder.file("\(name)-server.key")
        let new = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
        ]
        try await Self.run(new + ["-subj", "/CN=\(name)", "-keyout", folder.file("\(name).key"), "-out", certificate])
        try await Self.run(
            new + [
                "-subj", "/CN=server", "-addext", "subjectAltName=IP:127.0.0.1", "-addext",
                "basicConstraints=critical,CA:FALSE",
                "-CA", certificate, "-CAkey", folder.file("\(name).key"), "-keyout", serverKey, "-out",
                serverCertificate,
            ])
    }

    private static func run(_ words: [String]) async throws {
        var command = try Command()
        command.words = words
        let end = try await command.run()
        guard end.status == 0 else { throw NotMade(errors: end.errors) }
    }
}
