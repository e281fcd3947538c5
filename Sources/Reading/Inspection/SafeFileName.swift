// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// A file name made from what a mail says, fit for any folder.
struct SafeFileName {
    /// The name: never empty, no path, no control or formatting character, no leading dot or hyphen, at most 200 bytes.
    let text: String

    init(_ part: BodyPart) {
        // The last component in Unix's and in Windows' sense.
        let last = part.fileName.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        var name = ""
        for scalar in last.unicodeScalars {
            switch scalar.properties.generalCategory {
            // Formatting characters include the right-to-left override, by which `exe.txt` can be shown for `txt.exe`.
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: continue
            default: break
            }
            name.unicodeScalars.append(":*?\"<>|".unicodeScalars.contains(scalar) ? "_" : scalar)
        }
        name = String(name.drop { $0 == "." || $0 == "-" || $0.isWhitespace })
        while let end = name.last, end == " " || end == "." { name.removeLast() }
        if name.isEmpty { name = "part-\(part.path).\(Self.suffix(of: part.mediaType))" }
        text = Self.shortened(name, to: 200)
    }

    /// The name with a number before its suffix: `offer-2.pdf`.
    static func numbered(_ name: String, _ number: Int) -> String {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "\(name)-\(number + 1)" }
        return "\(name[..<dot])-\(number + 1)\(name[dot...])"
    }

    private static func shortened(_ name: String, to limit: Int) -> String {
        guard name.utf8.count > limit else { return name }
        let dot = name.lastIndex(of: ".")
        let suffix = dot.map { name[$0...] }.flatMap { $0.utf8.count <= 20 ? $0 : nil } ?? ""
        var stem = name.dropLast(suffix.count)
        while stem.utf8.count + suffix.utf8.count > limit { stem.removeLast() }
        return String(stem) + suffix
    }

    private static func suffix(of type: MediaType) -> String {
        switch type.essence {
        case "message/rfc822": "eml"
        case "text/plain": "txt"
        case "text/html": "html"
        case "text/calendar": "ics"
        case "application/pdf": "pdf"
        case "image/jpeg": "jpg"
        case "image/png": "png"
        case "image/gif": "gif"
        default: "bin"
        }
    }
}
