// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Mail

/// The file name and media type under which a part is sent as an attachment.
///
/// The service wants both, and the type to fit the file; mail may lack either.
struct AttachmentName: Sendable, Hashable {
    let name: String
    let type: String

    /// The name of the mail itself, where it goes along with its letter.
    static let wholeMail = AttachmentName(name: "message.eml", type: "message/rfc822")

    private init(name: String, type: String) {
        self.name = name
        self.type = type
    }

    init(_ part: BodyPart) {
        let given = Self.clean(part.fileName)
        var type = part.mediaType.essence
        // Mail programs that don't know a file call it bytes; its name mostly knows better.
        if type == "application/octet-stream", let known = Self.types[Self.ending(given)] { type = known }
        self.type = type
        if given.isEmpty {
            let stem = type == "message/rfc822" ? "message" : type.hasPrefix("text/") ? "text" : "attachment"
            name = "\(stem)-\(part.path).\(Self.ending(ofType: type))"
        } else {
            name = given
        }
    }

    /// The last component of what may be a path, without what no file name should have.
    private static func clean(_ name: String) -> String {
        let last = name.split(omittingEmptySubsequences: true) { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        let clean = OneLine.text(last, limit: 200)
        // Dots before a name have no use but to climb out of a folder; one hides a file.
        let dots = clean.prefix { $0 == "." }.count
        let rest = dots > 1 ? String(clean.dropFirst(dots)) : clean
        return rest == "." ? "" : rest
    }

    private static func ending(_ name: String) -> String {
        name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
    }

    private static func ending(ofType type: String) -> String {
        endings.first { $0.type == type }?.ending ?? (type.hasPrefix("text/") ? "txt" : "bin")
    }

    private static let types = Dictionary(endings.map { ($0.ending, $0.type) }) { first, _ in first }

    /// Document types by ending; where a type has several endings, its usual one comes first.
    private static let endings: [(ending: String, type: String)] = [
        ("pdf", "application/pdf"), ("txt", "text/plain"), ("html", "text/html"), ("htm", "text/html"),
        ("csv", "text/csv"), ("ics", "text/calendar"), ("vcf", "text/vcard"), ("xml", "application/xml"),
        ("xml", "text/xml"), ("json", "application/json"), ("zip", "application/zip"), ("gz", "application/gzip"),
        ("eml", "message/rfc822"), ("rtf", "application/rtf"), ("rtf", "text/rtf"), ("doc", "application/msword"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("xls", "application/vnd.ms-excel"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("ppt", "application/vnd.ms-powerpoint"),
        ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("odt", "application/vnd.oasis.opendocument.text"), ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
        ("odp", "application/vnd.oasis.opendocument.presentation"), ("png", "image/png"), ("jpg", "image/jpeg"),
        ("jpeg", "image/jpeg"), ("gif", "image/gif"), ("tiff", "image/tiff"), ("tif", "image/tiff"),
        ("webp", "image/webp"), ("svg", "image/svg+xml"), ("heic", "image/heic"), ("mp3", "audio/mpeg"),
        ("wav", "audio/wav"), ("mp4", "video/mp4"), ("p7s", "application/pkcs7-signature"),
        ("p7m", "application/pkcs7-mime"), ("asc", "application/pgp-signature"),
    ]
}
