// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc
import Mail

/// A mail with the decisions that are expected for it in a file beside it: `NAME.eml` and `NAME.expected`.
public struct RuleCase: Sendable, Hashable {
    /// What comparing came to.
    public enum Outcome: Sendable, Hashable {
        /// The decisions are as expected.
        case equal
        /// They aren't; the lines say where, marked with `-` and `+`.
        case different([String])
        /// Nothing is expected yet.
        case missing
        /// The expected decisions were written; the lines say what was expected before, as for ``different(_:)``.
        case recorded([String])
    }

    /// The path of both files without their endings.
    public let stem: String

    /// The mail.
    public var mail: String { stem + ".eml" }
    /// The file of expected decisions.
    public var expected: String { stem + ".expected" }

    /// The mails of a folder and the folders in it, by name; links to folders are not followed.
    ///
    /// Also those of which only the expected decisions are there: a mail that got lost must not pass for a success.
    public static func all(in folder: String) throws(FileFault) -> [RuleCase] {
        var stems: Set<String> = []
        for name in try Folder(folder).names() {
            let path = "\(folder)/\(name)"
            for ending in [".eml", ".expected"] where name.hasSuffix(ending) {
                stems.insert(String(path.dropLast(ending.count)))
            }
            if Folder(path).existsWithoutLink {
                stems.formUnion(try all(in: path).map(\.stem))
            }
        }
        return stems.sorted().map(RuleCase.init(stem:))
    }

    /// Compares what was decided with what is expected, or writes it down as expected.
    public func outcome(
        of explanation: Explanation, by rules: RuleSet, recording: Bool
    ) throws(FileFault) -> Outcome {
        let text = rules.withoutFolders(explanation.text(colour: false))
        let before: String?
        do throws(FileFault) {
            let file = try MappedFile(path: expected)
            before = String(decoding: file.bytes(in: 0..<file.count), as: UTF8.self)
        } catch {
            guard error.code == ENOENT else { throw error }
            before = nil
        }
        if before == text { return .equal }
        let difference = before.map { LineDifference.lines(from: $0, to: text) }
        if recording {
            try record(text)
            return .recorded(difference ?? [])
        }
        return difference.map(Outcome.different) ?? .missing
    }

    /// Writes over what is there: the file is somebody's, in a folder with its history, and keeps its owner and mode.
    private func record(_ text: String) throws(FileFault) {
        guard let file = fopen(expected, "we") else { throw FileFault("write", expected) }
        let bytes = Array(text.utf8)
        let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count
        guard fclose(file) == 0, isWritten else { throw FileFault("write", expected) }
    }
}
