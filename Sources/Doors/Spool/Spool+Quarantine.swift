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

    /// Where a file is to lie in quarantine: under its id, and where one lies there already that was put back as a copy, under the
    /// id and a number, from 2.
    public func quarantinePath(_ id: SpoolID) -> String {
        let own = "\(bad.path)/\(id.rawValue)"
        var path = own
        var number = 1
        var status = stat()
        while lstat(path, &status) == 0 {
            number += 1
            path = "\(own)-\(number)"
        }
        return path
    }

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
        try bad.names().sorted().compactMap { name in
            guard let id = Self.id(ofQuarantined: name) else { return nil }
            let path = "\(bad.path)/\(name)"
            return QuarantinedFile(
                id: id, reason: Self.reason(at: path + Self.reasonEnding), path: path, acceptedPath: acceptedPath(id))
        }
    }

    /// The id in a name that ``quarantinePath(_:)`` gives; nil for a reason.
    private static func id(ofQuarantined name: String) -> SpoolID? {
        let parts = name.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count < 2 || Int(parts[1]) != nil else { return nil }
        return SpoolID(rawValue: String(parts[0]))
    }

    private static func reason(at path: String) -> String {
        guard let file = try? MappedFile(path: path) else { return "" }
        let line = file.bytes(in: 0..<min(file.count, 1000)).prefix { $0 != UInt8(ascii: "\n") }
        return String(decoding: line, as: UTF8.self)
    }
}
