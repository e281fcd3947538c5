// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// An attachment as the registered service takes it: the schema `attachment`, of which all three fields are required.
struct RegisteredAttachment: Sendable {
    /// The file name.
    var name: String
    /// The media type.
    var type: String
    /// The decoded content.
    var content: Data
    /// The SHA-256 of the content.
    var fingerprint: Fingerprint

    /// Checks the fields; Base64 is read strictly, without line breaks (RFC 4648, section 3.3).
    init(_ json: JSON, at path: String) throws(Rejection) {
        let fields = try Fields(json, at: path, known: ["attachment", "attachment_name", "attachment_type"])
        let encoded = try fields.required("attachment")
        name = try fields.required("attachment_name")
        type = try fields.required("attachment_type")
        guard !name.isEmpty else { throw Rejection(400, "must not be empty", at: path + "attachment_name") }
        guard Self.isMediaType(type) else {
            throw Rejection(400, "must be a media type, as in application/pdf", at: path + "attachment_type")
        }
        guard let content = Data(base64Encoded: encoded) else {
            throw Rejection(400, "must be Base64 without line breaks", at: path + "attachment")
        }
        self.content = content
        fingerprint = Fingerprint(of: content)
    }

    /// The attachment without its content.
    var described: AcceptedAttachment {
        AcceptedAttachment(name: name, type: type, size: content.count, sha256: fingerprint.hexadecimal)
    }

    /// Whether the text begins with type "/" subtype (RFC 2045, section 5.1).
    private static func isMediaType(_ text: String) -> Bool {
        let essence = text.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)[0]
        let halves = essence.split(separator: "/", omittingEmptySubsequences: false)
        return halves.count == 2
            && halves.allSatisfy { half in
                !half.isEmpty
                    && half.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"()<>@,;:\\\"[]?=".utf8.contains($0) }
            }
    }
}
