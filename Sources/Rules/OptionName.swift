// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// An option of a route, and the header field by which a rule or a writer asks for it.
public enum OptionName: String, Sendable, Hashable, CaseIterable, Codable {
    /// The language in which the service writes to the recipient: `nl` or `en`.
    case language = "Language"
    /// The campaign code.
    case campaign = "Campaign"
    /// The sender's own reference.
    case ownID = "Own-Id"
    /// When the mail must have reached the recipient.
    case mustReachBy = "Must-Reach-By"
    /// The route itself; for writers only, since rules have `fileinto`.
    case route = "Route"

    /// The name of the header field: `X-Sealpost-Language`.
    public var fieldName: String { Self.prefix + rawValue }

    /// How all these fields begin.
    static let prefix = "X-Sealpost-"

    /// The option that a header field of this name asks for.
    init?(fieldName: String) {
        guard let option = Self.allCases.first(where: { $0.fieldName.lowercased() == fieldName.lowercased() }) else {
            return nil
        }
        self = option
    }

    /// Why this value can't be; nil if it can.
    func objection(to value: String) -> String? {
        if value.isEmpty { return "\(fieldName) is empty" }
        if self == .language, !["nl", "en"].contains(value.lowercased()) {
            return "\(fieldName) is \"\(value)\", and the languages are nl and en"
        }
        if self == .mustReachBy, MustReachBy(value) == nil {
            return "\(fieldName) is \"\(value)\", and has to be \(MustReachBy.forms)"
        }
        return nil
    }
}
