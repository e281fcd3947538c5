// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Glibc

/// The folder that gets one JSON file for each accepted request: `000001-send.json`, numbered in order of acceptance.
struct RequestStore: Sendable {
    private let folder: URL

    /// Makes the folder if it is missing; refuses one that holds requests, whose numbers would come twice.
    init(_ path: String) throws(SandboxError) {
        folder = URL(fileURLWithPath: path, isDirectory: true)
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let names = try FileManager.default.contentsOfDirectory(atPath: path)
            if names.contains(where: { $0.hasSuffix(".json") }) {
                throw SandboxError.cannotStore(path, "it holds requests of an earlier run; empty it or name another")
            }
        } catch let error as SandboxError {
            throw error
        } catch {
            throw .cannotStore(path, error.localizedDescription)
        }
    }

    /// Writes a request to a file of its own; who sees the file sees all of it.
    ///
    /// It is not synced: what a simulation got need not outlive a power cut, and syncing takes longer than all the rest.
    func write(_ request: AcceptedRequest) throws(SandboxError) {
        let final = file(of: request)
        let temporary = final.appendingPathExtension("part")
        do {
            try JSONCoding.encoder(pretty: true).encode(request).write(to: temporary)
        } catch {
            throw .cannotStore(folder.path, error.localizedDescription)
        }
        guard rename(temporary.path, final.path) == 0 else {
            throw .cannotStore(folder.path, String(cString: strerror(errno)))
        }
    }

    /// Reads a request again; nil if its file is gone or was changed beyond reading.
    func read(_ request: AcceptedRequest) -> AcceptedRequest? {
        guard let data = try? Data(contentsOf: file(of: request)) else { return nil }
        return try? JSONDecoder().decode(AcceptedRequest.self, from: data)
    }

    private func file(of request: AcceptedRequest) -> URL {
        let digits = String(request.sequence)
        let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        return folder.appendingPathComponent("\(padded)-\(request.endpoint.rawValue).json")
    }
}
