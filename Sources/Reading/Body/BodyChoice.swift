// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// Chooses which leaf is the text of the letter and which are attachments.
///
/// The body is the first text/plain and the first text/html leaf that are not declared attachments and have no file name; a
/// message of one part may have one. Other such leaves are extra text; everything else is attached.
enum BodyChoice {
    /// Gives each part its role.
    static func assignRoles(_ parts: inout [BodyPart]) {
        var hasText = false
        var hasHTML = false
        let isSingle = parts.count == 1
        for index in parts.indices {
            let part = parts[index]
            let essence = part.mediaType.essence
            if part.mediaType.type == "multipart" {
                // A multipart whose parts could not be told apart: its lines are for a person's eyes.
                parts[index].role = .extraText
                continue
            }
            guard part.disposition != "attachment", part.fileName.isEmpty || isSingle,
                essence == "text/plain" || essence == "text/html"
            else { continue }
            if essence == "text/plain" && !hasText {
                parts[index].role = .text
                hasText = true
            } else if essence == "text/html" && !hasHTML {
                parts[index].role = .html
                hasHTML = true
            } else {
                parts[index].role = .extraText
            }
        }
    }
}
