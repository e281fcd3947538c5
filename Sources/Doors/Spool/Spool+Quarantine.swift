// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc
import Mail

extension Spool {
    /// The folder in which processes mark what they are reading.
    public var readings: Folder { Folder("\(path)/reading") }

    private var bad: Folder { Folder("\(path)/bad") }

    /// What ends the name of a file with a reason.
    private static let reasonEnding = ".reason"

    /// Where a file lies in quarantine.
    public func quarantinePath(_ id: SpoolID) -> String { "\(bad.path)/\(id.rawValue)" }

    /// Where an accepted file lies that the ledger doesn't know yet.
    public func acceptedPath(_ id: SpoolID) -> String { "\(accepted.path)/\(id.rawValue)" }

    /// Moves an accepted file that can't be read into quarantine, with the reason beside it.
    /// - Returns: Where it is now.
    public func setAside(_ id: SpoolID, because reason: String) throws(FileFault) -> String {
        let target = quarantinePath(id)
        let file = try DurableFile(at: "\(unfinished.path)/\(id.rawValue)\(Self.reasonEnding).\(SpoolID().rawValue)")
        try file.append(Array("\(reason)\n".utf8))
        try file.commit(to: target + Self.reasonEnding)
        guard rename(acceptedPath(id), target) == 0 || errno == ENOENT else { throw FileFault("move to", target) }
        try bad.sync()
        try accepted.sync()
        return target
    }

    /// The files in quarantine, oldest first.
    public func quarantined() throws(FileFault) -> [QuarantinedFile] {
        try bad.names().compactMap(SpoolID.init(rawValue:)).sorted { $0.rawValue < $1.rawValue }.map { id in
            QuarantinedFile(
                id: id, reason: Self.reason(at: quarantinePath(id) + Self.reasonEnding), path: quarantinePath(id),
                acceptedPath: acceptedPath(id))
        }
    }

    private static func reason(at path: String) -> String {
        guard let file = try? MappedFile(path: path) else { return "" }
        let line = file.bytes(in: 0..<min(file.count, 1000)).prefix { $0 != UInt8(ascii: "\n") }
        return String(decoding: line, as: UTF8.self)
    }
}
