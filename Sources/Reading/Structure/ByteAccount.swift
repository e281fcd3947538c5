// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// The look back after reading: which bytes of the message belong to nothing that was found in it.
///
/// Between fields, bodies and what stands around parts there may be empty lines and boundaries, and nothing else. Whatever
/// mistake finding the parts may ever make, no byte is lost by it without a word. RFC 2046, section 5.1.1.
struct ByteAccount {
    /// A grave doubt for each stretch that belongs to nothing.
    private(set) var doubts: [Doubt] = []

    private let source: UnsafeRawBufferPointer
    /// Up to where all bytes belong to something.
    private var position = 0
    private var boundaries: [Boundary] = []

    /// Goes through the message's own entities; those of messages within it lie in a body.
    init(_ message: Entity, source: UnsafeRawBufferPointer) {
        self.source = source
        visit(message)
        pass(to: source.count)
    }

    private mutating func visit(_ entity: Entity) {
        for field in entity.fields { take(field.range) }
        guard let prologue = entity.prologue, !entity.children.isEmpty else { return take(entity.body) }
        take(prologue)
        boundaries.append(Boundary(of: entity.type))
        for child in entity.children { visit(child) }
        if let epilogue = entity.epilogue {
            // The closing boundary is among what comes before it.
            pass(to: epilogue.lowerBound)
            take(epilogue)
        }
        boundaries.removeLast()
    }

    private mutating func take(_ range: Range<Int>) {
        // An empty body may stand before the end of the header line that it follows.
        guard !range.isEmpty else { return }
        pass(to: range.lowerBound)
        position = max(position, range.upperBound)
    }

    private mutating func pass(to place: Int) {
        guard position < place else { return }
        var lines = Lines(UnsafeRawBufferPointer(rebasing: source[..<place]))
        lines.position = position
        while let line = lines.line() {
            lines.position = line.next
            guard !isKnown(line.content) else { continue }
            doubts.append(Doubt(.grave, "a line belongs to no part", at: line.content.lowerBound))
        }
        position = place
    }

    /// Whether a line is empty, a boundary, or one that reading the header has told of.
    private func isKnown(_ content: Range<Int>) -> Bool {
        let line = UnsafeRawBufferPointer(rebasing: source[content])
        if line.allSatisfy(\.isBlank) { return true }
        if line.starts(with: "--".utf8) { return boundaries.contains { $0.match(line) != .none } }
        return boundaries.isEmpty && HeaderScanner.isStray(line)
    }
}
