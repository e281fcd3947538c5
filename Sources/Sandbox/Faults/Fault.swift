// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A misbehaviour that is to befall a request: what can happen to a client in the world, on command.
///
/// As JSON the fields have these same names and all but `kind` may be left out.
public struct Fault: Sendable, Hashable {
    /// What goes wrong.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Nothing but the delay.
        case none
        /// This status, in this envelope; the request is not accepted unless ``Fault/accepts`` says so.
        case status
        /// The connection ends without an answer; nothing is accepted.
        case dropBefore
        /// The request is accepted and the connection ends without an answer.
        case dropAfter
        /// The request is accepted; the answer ends in the middle, short of its announced length.
        case tornBody
        /// The request is accepted; the answer is complete by its length, but its JSON ends in the middle.
        case cutJSON
        /// The request is accepted; the answer's JSON has values of other types than documented.
        case wrongTypes
        /// The request is accepted; the answer says that it is HTML.
        case wrongContentType
        /// A 302 to another place, ``Fault/location``; nothing is accepted.
        case redirect
        /// 429, with or without ``Fault/retryAfter``; nothing is accepted.
        case throttle
        /// 401, as if the access token had ended just now; nothing is accepted.
        case tokenExpired

        /// Whether the request is accepted first, so that the fault spoils only what the client learns.
        var accepts: Bool {
            switch self {
            case .none, .dropAfter, .tornBody, .cutJSON, .wrongTypes, .wrongContentType: true
            case .status, .dropBefore, .redirect, .throttle, .tokenExpired: false
            }
        }
    }

    /// What goes wrong.
    public var kind: Kind
    /// The calls it befalls; nil for any.
    public var endpoint: Endpoint?
    /// The recipient whose mails it befalls, by address without regard to case; nil for any.
    public var recipient: String?
    /// How many requests it befalls.
    public var times = 1
    /// How long the answer is held back, in seconds; a request that is accepted is so before the wait.
    public var delay = 0.0
    /// The status code of ``Kind/status``.
    public var status = 503
    /// The form of the error of ``Kind/status``, ``Kind/throttle`` and ``Kind/tokenExpired``.
    public var envelope = ErrorEnvelope.kpn
    /// The message in the envelope; nil for one that fits the status.
    public var message: String?
    /// The value of `Retry-After`, in seconds or as a date; nil for no such field.
    public var retryAfter: String?
    /// Where ``Kind/redirect`` points to.
    public var location = "http://redirected.invalid/elsewhere"
    /// For ``Kind/status``: whether the request is accepted all the same.
    public var accepts = false

    /// Makes a fault.
    public init(_ kind: Kind, on endpoint: Endpoint? = nil, to recipient: String? = nil, times: Int = 1) {
        self.kind = kind
        self.endpoint = endpoint
        self.recipient = recipient
        self.times = times
    }

    /// A status code in one of the forms of an error.
    public static func status(
        _ status: Int, _ envelope: ErrorEnvelope = .kpn, on endpoint: Endpoint? = nil, to recipient: String? = nil,
        times: Int = 1, accepts: Bool = false
    ) -> Fault {
        var fault = Fault(.status, on: endpoint, to: recipient, times: times)
        fault.status = status
        fault.envelope = envelope
        fault.accepts = accepts
        return fault
    }

    /// An answer that is right but late.
    public static func delay(_ seconds: Double, on endpoint: Endpoint? = nil, times: Int = 1) -> Fault {
        var fault = Fault(.none, on: endpoint, times: times)
        fault.delay = seconds
        return fault
    }

    /// A 429.
    public static func throttle(
        retryAfter: String? = nil, _ envelope: ErrorEnvelope = .kpn, on endpoint: Endpoint? = nil, times: Int = 1
    ) -> Fault {
        var fault = Fault(.throttle, on: endpoint, times: times)
        fault.retryAfter = retryAfter
        fault.envelope = envelope
        return fault
    }

    /// A 302 to another place.
    public static func redirect(_ location: String, on endpoint: Endpoint? = nil, times: Int = 1) -> Fault {
        var fault = Fault(.redirect, on: endpoint, times: times)
        fault.location = location
        return fault
    }

    /// Whether the request is accepted before anything goes wrong.
    var acceptsFirst: Bool { kind == .status ? accepts : kind.accepts }

    /// Whether it befalls such a request.
    func befalls(_ endpoint: Endpoint, _ recipients: [String]) -> Bool {
        guard self.endpoint == nil || self.endpoint == endpoint else { return false }
        guard let wanted = recipient?.lowercased() else { return true }
        return recipients.contains { $0.lowercased() == wanted }
    }
}

extension Fault: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, endpoint, recipient, times, delay, status, envelope, message, retryAfter, location, accepts
    }

    /// Reads a fault in which all but `kind` may be missing; a misspelt field is an error, not a fault that never comes.
    public init(from decoder: any Decoder) throws {
        let names = try decoder.singleValueContainer().decode([String: JSON].self).keys
        if let stranger = names.sorted().first(where: { CodingKeys(stringValue: $0) == nil }) {
            throw Rejection(400, "there is no such field", at: stranger)
        }
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try fields.decode(Kind.self, forKey: .kind),
            on: try fields.decodeIfPresent(Endpoint.self, forKey: .endpoint),
            to: try fields.decodeIfPresent(String.self, forKey: .recipient),
            times: try fields.decodeIfPresent(Int.self, forKey: .times) ?? 1)
        delay = try fields.decodeIfPresent(Double.self, forKey: .delay) ?? delay
        status = try fields.decodeIfPresent(Int.self, forKey: .status) ?? status
        envelope = try fields.decodeIfPresent(ErrorEnvelope.self, forKey: .envelope) ?? envelope
        message = try fields.decodeIfPresent(String.self, forKey: .message)
        retryAfter = try fields.decodeIfPresent(String.self, forKey: .retryAfter)
        location = try fields.decodeIfPresent(String.self, forKey: .location) ?? location
        accepts = try fields.decodeIfPresent(Bool.self, forKey: .accepts) ?? accepts
        guard (200...599).contains(status), times > 0, (0...86_400).contains(delay) else {
            throw Rejection(400, "status must be 200 to 599, times at least 1, delay 0 to 86400 seconds")
        }
    }
}
