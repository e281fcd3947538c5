// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Archives
public import Dossiers
import DurableFiles
import Foundation
import Glibc

/// Writes a dossier into a folder or a ZIP archive: wholly, durably, or not at all.
///
/// What is there already and is the same stays; what differs is never overwritten, since it may be the evidence that somebody
/// holds.
public struct DossierOutput {
    /// Why nothing was written.
    public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// Something else is there; the name of the first file that differs, empty for the archive as a whole.
        case differs(String, file: String)

        /// What is there, and what to do.
        public var description: String {
            switch self {
            case .differs(let path, let file):
                "\(path) is there and is not this dossier\(file.isEmpty ? "" : " (\(file) differs)"): choose another name; "
                    + "nothing was overwritten"
            }
        }
    }

    private let path: String

    /// Writes to this path: an archive if it ends in `.zip`, else a folder.
    public init(to path: String) {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        self.path = path
    }

    /// Writes the files.
    /// - Returns: Whether they were written; false where the very same is there.
    public func write(_ files: [DossierFile]) throws -> Bool {
        try path.lowercased().hasSuffix(".zip") ? writeArchive(files) : writeFolder(files)
    }

    /// A name beside the final one, for this attempt alone.
    private var temporaryPath: String { "\(path).partial-\(String(UInt32.random(in: 0 ... .max), radix: 36))" }

    // MARK: Archive

    private func writeArchive(_ files: [DossierFile]) throws -> Bool {
        let temporary = temporaryPath
        let file = try DurableFile(at: temporary)
        // The library opens the same file by its name, and writes it; this one syncs it and gives it its final name.
        var archive = try ZIPArchive(at: temporary)
        for file in files { try archive.add(file.path, file.write) }
        try archive.finish()
        if FileManager.default.fileExists(atPath: path) {
            guard FileManager.default.contentsEqual(atPath: temporary, andPath: path) else {
                throw Fault.differs(path, file: "")
            }
            return false
        }
        try file.commit(to: path, replacing: false)
        return true
    }

    // MARK: Folder

    private func writeFolder(_ files: [DossierFile]) throws -> Bool {
        if let names = try? Folder(path).names(), !names.isEmpty {
            if let name = try firstDifference(files) { throw Fault.differs(path, file: name) }
            return false
        }
        let temporary = temporaryPath
        do {
            try Folder(temporary).create()
            for folder in Set(files.compactMap { Self.folder(of: $0.path) }).sorted() {
                try Folder("\(temporary)/\(folder)").create()
            }
            for file in files {
                let final = "\(temporary)/\(file.path)"
                let durable = try DurableFile(at: final + ".partial")
                try Self.fill(durable, with: file)
                try durable.commit(to: final)
            }
            // Refused where something came there meanwhile, but for an empty folder.
            guard rename(temporary, path) == 0 else { throw FileFault("rename to", path) }
            try Folder(parentOf: path).sync()
        } catch {
            try? FileManager.default.removeItem(atPath: temporary)
            throw error
        }
        return true
    }

    private static func fill(_ durable: borrowing DurableFile, with file: DossierFile) throws {
        try file.write { try durable.append($0) }
    }

    /// The first file that is not there as it would be written, or is there and should not be.
    private func firstDifference(_ files: [DossierFile]) throws -> String? {
        for file in files {
            var expected: [UInt8] = []
            try file.write { expected += $0 }
            guard let found = FileManager.default.contents(atPath: "\(path)/\(file.path)"),
                found.elementsEqual(expected)
            else { return file.path }
        }
        return try Self.paths(in: path).subtracting(files.map(\.path)).min()
    }

    /// The paths of all that is no folder below a folder.
    static func paths(in root: String) throws -> Set<String> {
        var paths: Set<String> = []
        for name in try FileManager.default.subpathsOfDirectory(atPath: root)
        where !Folder("\(root)/\(name)").existsWithoutLink {
            paths.insert(name)
        }
        return paths
    }

    private static func folder(of path: String) -> String? {
        path.lastIndex(of: "/").map { String(path[..<$0]) }
    }
}
