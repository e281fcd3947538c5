// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A JSON object being written as segments, its members in the order in which they are added.
struct JSONObject {
    private var segments: [SegmentedBody.Segment] = []
    private var pending: [UInt8] = [UInt8(ascii: "{")]
    private var isEmpty = true

    /// Begins a member, whose value follows.
    mutating func begin(_ name: String) {
        if !isEmpty { pending.append(UInt8(ascii: ",")) }
        isEmpty = false
        add(string: name)
        pending.append(UInt8(ascii: ":"))
    }

    /// Adds a member that is a string.
    mutating func add(_ name: String, _ value: String) {
        begin(name)
        add(string: value)
    }

    /// Adds a string with its quotation marks.
    mutating func add(string: String) { pending += JSONText.quoted(string) }

    /// Adds JSON as it is.
    mutating func add(raw: String) { pending += Array(raw.utf8) }

    /// Adds bytes that come from elsewhere.
    mutating func add(_ segment: SegmentedBody.Segment) {
        segments.append(.literal(pending))
        segments.append(segment)
        pending = []
    }

    /// Ends the object and gives its segments.
    consuming func finish() -> [SegmentedBody.Segment] {
        pending.append(UInt8(ascii: "}"))
        return segments + [.literal(pending)]
    }
}
