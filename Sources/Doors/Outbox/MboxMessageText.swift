// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The bytes of a message of an mbox as its writer wrote it, piece by piece.
///
/// Fields that belong to the storage go: Status, X-Status, Content-Length and Lines, which mutt adds when it files a copy.
/// Where lines are quoted, one ">" is taken off. All other bytes stay.
struct MboxMessageText {
    private let whole: UnsafeRawBufferPointer
    private let message: MboxReader.Message
    private var position: Int
    private var isInHeader = true
    private var isDropping = false

    /// How many bytes a piece has, and somewhat more.
    static let pieceSize = 64 << 10

    init(_ message: MboxReader.Message, in whole: UnsafeRawBufferPointer) {
        self.whole = whole
        self.message = message
        position = message.header.lowerBound
    }

    /// Appends the next piece.
    /// - Returns: Whether there is more.
    mutating func next(into output: inout [UInt8]) -> Bool {
        let end = output.count + Self.pieceSize
        while output.count < end, position < message.body.upperBound {
            let limit = isInHeader && position < message.header.upperBound ? message.header.upperBound : nil
            if let limit {
                headerLine(until: limit, into: &output)
            } else if isInHeader {
                // The line between header and body.
                output.append(contentsOf: whole[position..<message.body.lowerBound])
                position = message.body.lowerBound
                isInHeader = false
            } else if message.isQuoted {
                bodyLine(into: &output)
            } else {
                let end = min(position + Self.pieceSize, message.body.upperBound)
                output.append(contentsOf: whole[position..<end])
                position = end
            }
        }
        return position < message.body.upperBound
    }

    private mutating func headerLine(until limit: Int, into output: inout [UInt8]) {
        let end = lineEnd(limit)
        let line = whole[position..<end]
        let isContinued = line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t")
        if !isContinued { isDropping = Self.isStorage(line) }
        if !isDropping { output.append(contentsOf: line) }
        position = end
    }

    private mutating func bodyLine(into output: inout [UInt8]) {
        let end = lineEnd(message.body.upperBound)
        var line = whole[position..<end]
        let quotes = line.prefix { $0 == UInt8(ascii: ">") }
        if !quotes.isEmpty, line[quotes.endIndex...].starts(with: "From ".utf8) { line = line.dropFirst() }
        output.append(contentsOf: line)
        position = end
    }

    private func lineEnd(_ limit: Int) -> Int {
        whole[position..<limit].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? limit
    }

    private static func isStorage(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
        let name = String(decoding: line.prefix { $0 != UInt8(ascii: ":") }.prefix(20), as: UTF8.self).lowercased()
        return ["status", "x-status", "content-length", "lines"].contains(name)
    }
}
