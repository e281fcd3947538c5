// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What an answer's body says about an error, whichever of the gateway's envelopes it came in.
///
/// The documented one is flat (`transactionId`, `status`, `name`, `message`, `info`); the same gateway also wraps its errors
/// in `errorResponse`, `error` or `fault`, and anything in front of it may answer HTML, text or nothing.
struct ErrorBody: Sendable, Hashable {
    /// The machine-readable name or code; empty if none.
    let code: String
    /// What is said, in one line; may be empty.
    let text: String

    init(_ body: [UInt8], hiding secrets: [String] = []) {
        guard let json = Self.object(JSONValue(body)) else {
            code = ""
            text = OneLine.text(Self.withoutMarkup(body), hiding: secrets)
            return
        }
        let inner = json["errorResponse"] ?? json["fault"] ?? Self.object(json["error"]) ?? json
        func first(_ names: [String]) -> String? { names.lazy.compactMap { inner[$0]?.text }.first }
        let code = inner["detail"]?["errorcode"]?.text ?? first(["code", "error_code", "ErrorCode", "name", "error"])
        let message = first(["message", "faultstring", "Error", "error_description", "title", "detail"])
        let parts = [code, message, first(["info"]), (first(["transactionId", "correlation_id"])).map { "id \($0)" }]
        self.code = OneLine.text(code ?? "", hiding: secrets)
        let known = parts.compactMap { $0 }
        self.text =
            known.isEmpty
            ? OneLine.text(body, hiding: secrets)
            : OneLine.text(known.joined(separator: "; "), hiding: secrets)
    }

    /// Whether it is the gateway that says a quota is used up, or calls come too fast.
    ///
    /// An Apigee gateway may say so with 500 where its owner has not turned 429 on. The call then never came past it.
    var isQuotaFault: Bool { code.lowercased().hasPrefix("policies.ratelimit.") }

    private static func object(_ value: JSONValue?) -> JSONValue? {
        if case .object? = value { value } else { nil }
    }

    /// The text between the tags, for the error pages of proxies.
    private static func withoutMarkup(_ body: [UInt8]) -> [UInt8] {
        guard body.first(where: { $0 > 32 }) == UInt8(ascii: "<") else { return body }
        var output: [UInt8] = []
        var isInTag = false
        for byte in body.prefix(8192) {
            switch byte {
            case UInt8(ascii: "<"): isInTag = true
            case UInt8(ascii: ">"):
                isInTag = false
                output.append(32)
            default: if !isInTag { output.append(byte) }
            }
        }
        return output
    }
}
