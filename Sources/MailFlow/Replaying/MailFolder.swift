// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles

/// The mails of a Maildir, of an MH folder, or of a folder of `.eml` files and the folders in it.
public struct MailFolder: Sendable {
    private let path: String

    /// Names the folder at `path`.
    public init(_ path: String) { self.path = path }

    /// Calls `body` with the path of each mail, in the order of their names; one folder's names are held at a time.
    ///
    /// A folder further down that can't be read is passed on too: reading it as a mail says why it can't be.
    public func forEach(_ body: (String) throws -> Void) throws {
        for folder in try folders() {
            let parent = Folder(parentOf: folder).path
            let isMaildir =
                folder.hasSuffix("/cur") || folder.hasSuffix("/new") && Folder("\(parent)/cur").existsWithoutLink
            let names: [String]
            do throws(FileFault) {
                names = try Folder(folder).names().sorted()
            } catch {
                guard folder != path else { throw error }
                try body(folder)
                continue
            }
            for name in names {
                guard isMaildir || name.hasSuffix(".eml") || name.allSatisfy(\.isWholeNumber) else { continue }
                let file = "\(folder)/\(name)"
                if !Folder(file).existsWithoutLink { try body(file) }
            }
        }
    }

    /// The folders that mails are looked for in: a Maildir's two, or all there are; links are not followed, which could
    /// lead in circles.
    private func folders() throws(FileFault) -> [String] {
        // Folders of mails are called "new" too; every Maildir has a "cur".
        if Folder("\(path)/cur").existsWithoutLink {
            return ["\(path)/cur", "\(path)/new"].filter { Folder($0).existsWithoutLink }
        }
        var found = [path]
        for name in try Folder(path).names().sorted() {
            let inner = "\(path)/\(name)"
            if Folder(inner).existsWithoutLink { found += (try? MailFolder(inner).folders()) ?? [inner] }
        }
        return found
    }
}
