// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
import Dossiers
import DurableFiles
import Foundation
import Glibc
public import Ledgers

/// Compares a dossier in a folder with its own fingerprints, and with the ledger.
///
/// sha256sum(1) reads its list with some leniency: it takes digits of either case, and passes over a line that begins with
/// a number sign. Here the list has one spelling.
public struct DossierCheck {
    private let path: String
    private let ledger: SQLiteLedger

    /// Checks the dossier in the folder at `path`.
    public init(of path: String, _ ledger: SQLiteLedger) {
        self.path = path
        self.ledger = ledger
    }

    /// What is wrong with it.
    public func findings() throws -> [LogFinding] {
        guard Folder(path).exists else { throw FileFault("read", path, code: ENOENT) }
        let outside: Set = [ChecksumList.fileName, ChecksumList.timeStampName]
        let paths = try DossierOutput.paths(in: path)
        let files = try paths.subtracting(outside).map { name in
            DossierFile(name, bytes: try contents(name))
        }
        let list = try ChecksumList(of: files)
        let written = paths.contains(ChecksumList.fileName) ? try contents(ChecksumList.fileName) : []
        var findings: [LogFinding] = []
        if written != Array(list.text.utf8) { findings += differences(written, list) }
        for line in list.lines {
            guard line.path.hasPrefix("log/"), line.path.hasSuffix(".entry"),
                let number = Int64(line.path.dropFirst(4).dropLast(6))
            else { continue }
            let head = LogHead(number: number, hash: line.digest)
            if let finding = try ledger.verify(head, of: "", keptIn: "\(path)/\(line.path)") {
                findings.append(finding)
            }
        }
        if paths.contains(ChecksumList.timeStampName) {
            let kept = try ledger.snapshot(DossierTimeStamp.snapshot(for: SHA256.digest(of: written)))
            if kept != (try contents(ChecksumList.timeStampName)) {
                findings.append(
                    finding("\(ChecksumList.timeStampName) is not the time stamp that the ledger keeps for it"))
            }
        }
        return findings
    }

    private func contents(_ name: String) throws(FileFault) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: "\(path)/\(name)") else {
            throw FileFault("read", "\(path)/\(name)", code: EIO)
        }
        return Array(data)
    }

    /// Which files differ from the list; where none does, the list itself.
    private func differences(_ written: [UInt8], _ list: ChecksumList) -> [LogFinding] {
        let lines = Set(String(decoding: written, as: UTF8.self).split(separator: "\n").map(String.init))
        let own = list.lines.map { (path: $0.path, line: "\($0.digest)  \($0.path)") }
        let differing = own.filter { !lines.contains($0.line) }.map(\.path)
        let missing = lines.filter { line in
            !own.contains { line.hasSuffix("  \($0.path)") }
        }.map { String($0.drop { $0 != " " }.drop { $0 == " " }) }
        let names = Set(differing + missing).sorted()
        guard !names.isEmpty else { return [finding("\(ChecksumList.fileName) is not written as Sealpost writes it")] }
        return names.map { finding("\($0) is not as \(ChecksumList.fileName) says") }
    }

    private func finding(_ text: String) -> LogFinding { LogFinding(.altered, number: nil, "\(path): \(text)") }
}
