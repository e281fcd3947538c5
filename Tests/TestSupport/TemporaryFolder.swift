// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Foundation

/// A folder that is there for one test and goes with it.
public final class TemporaryFolder: Sendable {
    /// Its path.
    public let path: String

    /// Makes the folder.
    /// - Parameter inMemory: Whether it may lie where syncing costs nothing, for tests to which it means nothing.
    public init(inMemory: Bool = false) throws {
        let memory = "/dev/shm"
        let hasMemory = inMemory && FileManager.default.isWritableFile(atPath: memory)
        let parent = hasMemory ? URL(filePath: memory) : FileManager.default.temporaryDirectory
        let url = parent.appending(path: "sealpost-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a name in the folder.
    public func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file, and the folders above it.
    @discardableResult
    public func write(_ name: String, _ text: String) throws -> String {
        let url = URL(filePath: file(name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        if !text.isEmpty { settle(url.path) }
        return url.path
    }

    /// Copies a file, making the folders above it, and gives its path.
    @discardableResult
    public func copy(_ path: String, as name: String) throws -> String {
        let url = URL(filePath: file(name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: path, toPath: url.path)
        settle(url.path)
        return url.path
    }

    /// Waits until nobody has a file open for writing.
    ///
    /// A child that another test starts at this moment holds it open until it becomes another program, and a file that is open
    /// for writing is not ready for an outbox, nor can it be run.
    private func settle(_ path: String) {
        while FileSettling(of: path, now: 0) == .unsettled { usleep(1000) }
    }

    /// The names in a folder below, sorted; none where there is no such folder.
    public func names(in folder: String = ".") -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: file(folder))) ?? []).sorted()
    }

    /// What a file holds.
    public func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: file(name))), as: UTF8.self)
    }
}
