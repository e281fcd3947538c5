// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What running one file of tests came to.
public struct TestFileReport: Sendable, Hashable, Codable {
    /// Why something failed.
    public struct Reason: Sendable, Hashable, Codable {
        /// What is the matter, in one line.
        public var text: String
        /// The line of the file.
        public var line: Int
    }

    /// One test.
    public struct Block: Sendable, Hashable, Codable {
        /// The name in the file.
        var title: String
        /// Which block of that name it is, from 1.
        var number = 1
        /// Where it begins.
        public var line: Int
        /// Why it failed; nil if it passed.
        public var failure: Reason?
        /// Why it is no loss that it failed; nil where that is not known.
        public var excuse: String?

        /// The name, with a number where the file has several of it.
        public var name: String { number == 1 ? title : "\(title) (\(number))" }
        /// Whether it counts as skipped.
        public var isSkipped: Bool { failure != nil && excuse != nil }
        /// Whether it passed although the list of skipped tests says that it can't.
        public var passesAgainstExpectation: Bool { failure == nil && excuse != nil }
        /// Whether something must be done about it.
        public var isBad: Bool { (failure == nil) != (excuse == nil) }
    }

    /// The file.
    public var path: String
    /// The tests, in the order of the file.
    public var blocks: [Block]
    /// Why the file itself failed, apart from its tests.
    public var failure: Reason?
    /// Whether something must be done about the file or one of its tests.
    public var isBad: Bool { failure != nil || blocks.contains(where: \.isBad) }
}
