// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import Digests
import Dossiers
import Foundation
public import Ledgers
public import Settings

/// The time stamp over a dossier's fingerprints, from an authority that the settings name.
///
/// Fetched once for a list of fingerprints and kept in the ledger: an authority gives another one each time it is asked, and
/// a dossier that is made again has to be the same.
public struct DossierTimeStamp {
    /// Why there is none.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// What happened, and what to do.
        public var description: String
    }

    private let settings: DossierSettings
    private let ledger: SQLiteLedger

    /// Asks by these settings.
    public init(_ settings: DossierSettings, _ ledger: SQLiteLedger) {
        self.settings = settings
        self.ledger = ledger
    }

    /// Under which name the ledger keeps it.
    static func snapshot(for digest: Digest) -> String { "time-stamp \(digest.hexadecimal)" }

    /// The answer of the authority over these fingerprints.
    func answer(over digest: Digest, of message: String) async throws -> [UInt8] {
        let name = Self.snapshot(for: digest)
        if let kept = try ledger.snapshot(name, of: message) { return kept }
        let query = TimeStampQuery(of: digest)
        let endpoint: Endpoint
        do {
            endpoint = try Endpoint(settings.timestampURL)
        } catch {
            throw Fault(description: "dossier.timestamp_url: \(error)")
        }
        let request = HTTPRequest(
            .post, endpoint, fields: [HTTPField("Content-Type", "application/timestamp-query")], body: query.bytes)
        let answer: HTTPAnswer
        do {
            answer = try await HTTPClient().send(request)
        } catch {
            throw Fault(description: "no time stamp: \(error)")
        }
        guard answer.status == 200 else {
            throw Fault(description: "no time stamp: \(answer.host) answered with status \(answer.status)")
        }
        do {
            try query.check(answer.body, trusting: settings.timestampCertificateFile)
        } catch {
            throw Fault(description: "no time stamp: what \(answer.host) sent is none for this dossier: \(error)")
        }
        return try ledger.keep(snapshot: answer.body, name, of: message)
    }
}
