// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// Content that means something to certain programs alone, so that a person may want to decide whether it goes registered.
public enum OpaqueContent: String, Sendable, CaseIterable {
    /// Outlook's own form of a mail, `winmail.dat`, which other programs can't open.
    case tnef
    /// A mail that only its recipient's key opens: S/MIME or OpenPGP (RFC 8551, RFC 3156).
    case encrypted
    /// A mail with a signature over its exact bytes: S/MIME or OpenPGP.
    case signed

    /// The kinds that a message holds, messages within it not counted.
    public static func kinds(in message: Message) -> Set<OpaqueContent> {
        var kinds = Set(message.parts.compactMap(kind))
        var index = 0
        while index < message.entities.count {
            let entity = message.entities[index]
            if entity.mediaType.essence == "multipart/encrypted" { kinds.insert(.encrypted) }
            if entity.mediaType.essence == "multipart/signed" { kinds.insert(.signed) }
            index = entity.kind == .message ? entity.end : index + 1
        }
        return kinds
    }

    private static func kind(of part: BodyPart) -> OpaqueContent? {
        switch part.mediaType.essence {
        case "application/ms-tnef", "application/vnd.ms-tnef": return .tnef
        case "application/pgp-encrypted": return .encrypted
        case "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature":
            return .signed
        case "application/pkcs7-mime", "application/x-pkcs7-mime":
            return part.mediaType.parameters["smime-type"]?.lowercased() == "signed-data" ? .signed : .encrypted
        default: return part.fileName.lowercased() == "winmail.dat" ? .tnef : nil
        }
    }

    /// What is the matter with the mail, for a person.
    var phrase: String {
        switch self {
        case .tnef: "the mail has its content in Outlook's winmail.dat (TNEF)"
        case .encrypted: "the mail is encrypted"
        case .signed: "the mail is signed"
        }
    }
}
