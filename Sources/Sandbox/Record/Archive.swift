// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Mail

/// The accepted requests, in memory and, where a folder is given, one file each.
struct Archive: Sendable {
    /// All accepted requests, in order.
    private(set) var requests: [AcceptedRequest] = []
    private var occurrences: [String: Int] = [:]
    private var keptBytes = 0
    private var firstKept = 0
    private let store: RequestStore?
    private let mostBytes: Int

    init(store: RequestStore?, keeping mostBytes: Int) {
        self.store = store
        self.mostBytes = mostBytes
    }

    /// Adds a request, on disk first: what the sandbox has answered for can be looked up.
    mutating func add(
        _ request: Request, _ submission: Submission, ticket: String?, fault: String?, at time: Timestamp
    ) throws(SandboxError) -> AcceptedRequest {
        let key = "\(submission.endpoint.rawValue) \(submission.identity)"
        let occurrence = submission.identity.isEmpty ? 1 : occurrences[key, default: 0] + 1
        let accepted = AcceptedRequest(
            sequence: requests.count + 1, time: time.rfc3339, endpoint: submission.endpoint, method: request.method,
            target: request.target, headers: request.headers.filter { $0.name.lowercased() != "authorization" },
            body: String(decoding: request.body, as: UTF8.self), bodySize: request.body.count,
            fields: submission.fields, sender: submission.sender, recipients: submission.recipients,
            identity: submission.identity, occurrence: occurrence, attachments: submission.attachments,
            ticket: ticket, fault: fault)
        try store?.write(accepted)
        occurrences[key] = occurrence
        requests.append(accepted)
        keptBytes += accepted.bodySize
        while keptBytes > mostBytes, firstKept < requests.count {
            keptBytes -= requests[firstKept].bodySize
            requests[firstKept].body = nil
            firstKept += 1
        }
        return accepted
    }

    /// A request with its body, read again from the store if need be; nil for a number not given yet.
    func request(_ sequence: Int) -> AcceptedRequest? {
        guard requests.indices.contains(sequence - 1) else { return nil }
        let request = requests[sequence - 1]
        return request.body == nil ? store?.read(request) ?? request : request
    }
}
