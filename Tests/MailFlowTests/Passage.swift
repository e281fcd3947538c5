// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import Doors
import DurableFiles
import Foundation
import Mail
import Reading
import Routes
import TestSupport

@testable import MailFlow

/// A message on its way through the sendmail door, up to what each kind of route would send of it.
struct Passage {
    /// The bytes that the spool has.
    let spooled: [UInt8]
    let addressing: Addressing
    private let place: Place

    /// A spool that passages can share, since making one takes longer than using it.
    struct Place {
        let folder: TemporaryFolder
        let spool: Spool

        init() throws {
            folder = try TemporaryFolder()
            spool = Spool(folder.file("spool"))
            try spool.create()
        }
    }

    static let instance = "0123456789abcdef"

    /// Submits `input` as `sendmail WORDS` does.
    init(
        _ words: [String], _ input: some Collection<UInt8>, at locality: Locality = Locality(instance: instance),
        in shared: Place? = nil
    ) throws {
        place = try shared ?? Place()
        let (folder, spool) = (place.folder, place.spool)
        let arguments = try SendmailArguments(programName: "sendmail", words: words)
        var submission = Submission(entry: SpoolEntry(door: .sendmail, envelope: arguments.envelope))
        submission.fullName = arguments.fullName
        submission.endsAtDot = !arguments.ignoresDots
        try Data(input).write(to: URL(filePath: folder.file("input")))
        let file = try FileHandle(forReadingFrom: URL(filePath: folder.file("input")))
        // Nothing here is to outlive a power cut.
        var calls = FileCalls.kernel
        calls.fsync = { _ in 0 }
        try submission.accept(from: file.fileDescriptor, into: spool, calls: calls)
        let message = try spool.open(submission.id)
        spooled = message.bytes.bytes(in: 0..<message.bytes.count)
        addressing = Addressing(MessageReader().read(spooled), message.entry.envelope, by: .sendmail, at: locality)
    }

    /// What a route of this kind would send.
    func request(_ kind: RouteKind, to recipients: [String]) throws -> [UInt8] {
        let delivery = Delivery(
            message: addressing.message, sender: addressing.sender(for: kind), recipients: recipients,
            identifier: "5f0c7c1e-6f0e-4b7a-9d51-0e8f6c3d2a10", acceptedAt: Timestamp(seconds: 1_795_253_400),
            trace: Self.instance)
        return try route(kind).prepare(delivery).bodyBytes()
    }

    /// The whole message that a route of this kind would send, with LF line ends.
    func message(_ kind: RouteKind) throws -> String {
        let bytes = try request(kind, to: addressing.recipients)
        let text: String
        if kind == .secure {
            let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
            text = object?["message"] as? String ?? ""
        } else {
            text = String(decoding: bytes, as: UTF8.self)
        }
        return text.replacing("\r\n", with: "\n")
    }

    private func route(_ kind: RouteKind) throws -> any Route {
        let client = HTTPClient()
        let token = TokenConfiguration(
            url: "https://a.example/token", clientID: "1", clientSecret: { "s" }, cacheFile: place.folder.file("token"))
        let gateway = try Gateway(GatewayConfiguration(url: "https://a.example/b", token: token), client: client)
        switch kind {
        case .sendmail:
            return try CommandRoute(configuration: CommandConfiguration(command: ["/bin/true"], environment: [:]))
        case .smtp:
            return try SMTPRoute(
                configuration: SMTPConfiguration(host: "127.0.0.1", security: .none), client: SMTPClient())
        case .registered: return try RegisteredRoute(gateway: gateway, htmlToText: \.self)
        case .secure: return try SecureRoute(gateway: gateway)
        }
    }
}
