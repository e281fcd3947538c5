// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A string of a script, with the places found where variables go in.
///
/// RFC 5229, section 3. Without that extension every string is constant.
struct StringTemplate: Sendable {
    enum Segment: Sendable {
        case literal([UInt8])
        /// A variable, by its number among the variables of the script.
        case variable(Int)
        /// What the n-th wildcard of the last match stood for; the whole value for 0.
        case match(Int)
        /// What an extension provides under a namespace of its own.
        case provided(@Sendable (borrowing Run) -> [UInt8])
    }

    let segments: [Segment]
    /// The string, where nothing goes in.
    let constant: [UInt8]?

    init(segments: [Segment]) {
        self.segments = segments
        switch segments.count {
        case 0: constant = []
        case 1: if case .literal(let bytes) = segments[0] { constant = bytes } else { constant = nil }
        default: constant = nil
        }
    }

    init(constant: [UInt8]) {
        segments = [.literal(constant)]
        self.constant = constant
    }

    /// The string with the present values of its variables.
    func expanded(in run: inout Run) throws(ScriptFault) -> [UInt8] {
        if let constant { return constant }
        var result: [UInt8] = []
        for segment in segments {
            switch segment {
            case .literal(let bytes): result += bytes
            case .variable(let slot): result += run.variables[slot]
            case .provided(let value): result += value(run)
            case .match(let index): if index < run.matchVariables.count { result += run.matchVariables[index] }
            }
            if result.count > run.limits.stringSize { throw run.fault(.stringTooLong(run.limits.stringSize)) }
        }
        try run.charge(result.count >> 8)
        return result
    }

    /// The same as text; what is not UTF-8, which `${hex:}` can make, becomes the replacement character.
    func text(in run: inout Run) throws(ScriptFault) -> String {
        String(decoding: try expanded(in: &run), as: UTF8.self)
    }
}
