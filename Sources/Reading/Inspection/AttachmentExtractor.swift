// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc
public import Mail

/// Writes the decoded attachments of a message into a folder.
///
/// A file name from a mail is never trusted: it loses every path, control and leading dot, is made only if nothing of
/// that name exists (O_EXCL, which follows no link either), and gets a number where it does.
public struct AttachmentExtractor: Sendable {
    private let folder: String

    /// Makes an extractor into an existing folder.
    public init(folder: String) { self.folder = folder }

    /// Writes all attachments and returns their files by the path of the part; throws for the first that can't be written.
    public func extract(_ message: Message) throws(FileFault) -> [String: String] {
        var files: [String: String] = [:]
        for part in message.attachments { files[part.path] = try write(part, of: message) }
        return files
    }

    private func write(_ part: BodyPart, of message: Message) throws(FileFault) -> String {
        let (path, descriptor) = try create(SafeFileName(part).text)
        do throws(FileFault) {
            try message.decode(part) { chunk throws(FileFault) in try write(chunk, to: descriptor, path: path) }
        } catch {
            close(descriptor)
            unlink(path)
            throw error
        }
        guard close(descriptor) == 0 else { throw FileFault("write", path) }
        return path
    }

    private func create(_ name: String) throws(FileFault) -> (String, Int32) {
        for number in 0..<10_000 {
            let path = "\(folder)/\(number == 0 ? name : SafeFileName.numbered(name, number))"
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
            if descriptor >= 0 { return (path, descriptor) }
            guard errno == EEXIST else { throw FileFault("open", path) }
        }
        throw FileFault("open", "\(folder)/\(name)", code: EEXIST)
    }

    private func write(_ chunk: UnsafeRawBufferPointer, to descriptor: Int32, path: String) throws(FileFault) {
        var rest = chunk
        while let base = rest.baseAddress, rest.count > 0 {
            let count = Glibc.write(descriptor, base, rest.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw FileFault("write", path) }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }
}
