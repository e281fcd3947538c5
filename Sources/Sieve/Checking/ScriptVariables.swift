// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The variables that one script uses under names of its own, with the numbers that runs know them by.
struct ScriptVariables {
    private var slots: [String: Int] = [:]
    /// The names that it has given values so far.
    private var assigned: Set<String> = []
    /// The names that it shares with other scripts (RFC 6609, section 3.4.1).
    private var shared: Set<String> = []
    /// Where a string first holds each of them.
    private var uses: [String: Range<Int>] = [:]
    /// The numbers of those that no other script shares.
    private(set) var local: [Int] = []

    /// The number of a variable that stands in a string.
    mutating func use(_ name: String, at range: Range<Int>, in family: inout ScriptFamily) -> Int {
        if uses[name] == nil { uses[name] = range }
        return slot(of: name, in: &family)
    }

    /// The number of a variable that is given a value.
    mutating func assign(_ name: String, in family: inout ScriptFamily) -> Int {
        assigned.insert(name)
        return slot(of: name, in: &family)
    }

    /// From here on, the name means the variable of all scripts; false where it has been given a value of its own.
    mutating func share(_ name: String, in family: inout ScriptFamily) -> Bool {
        let slot = family.globalVariable(name)
        let isFree = slots[name] == slot || !assigned.contains(name)
        slots[name] = slot
        shared.insert(name)
        return isFree
    }

    /// Those that are used and never set, each with where it is used first.
    var neverSet: [(name: String, range: Range<Int>)] {
        uses.filter { !assigned.contains($0.key) && !shared.contains($0.key) }.map { ($0.key, $0.value) }
            .sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// The names that hold something at some time.
    var names: [String] { assigned.union(shared).sorted() }

    private mutating func slot(of name: String, in family: inout ScriptFamily) -> Int {
        if let slot = slots[name] { return slot }
        let slot = family.newVariable()
        slots[name] = slot
        local.append(slot)
        return slot
    }
}
