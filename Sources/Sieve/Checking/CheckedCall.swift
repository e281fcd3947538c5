// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A command or test of a script after checking: its arguments by what they are.
///
/// For those who check a script for more than being Sieve, such as a profile that knows what the strings mean.
public struct CheckedCall: Sendable {
    /// The name, lower case.
    public let name: String
    /// Where the name stands.
    public let place: SourcePlace
    /// The tags, in order.
    public let tags: [CheckedTag]
    /// The positional arguments.
    public let arguments: [CheckedArgument]
    /// The tests that are its arguments.
    public internal(set) var tests: [CheckedCall]
    /// The commands of its block.
    public internal(set) var block: [CheckedCall]
    /// From the name to the end of the arguments.
    let range: Range<Int>
    let nameRange: Range<Int>

    /// The tag of this name, if it has one.
    public func tag(_ name: String) -> CheckedTag? { tags.first { $0.name == name } }

    /// The strings of the positional argument `index`, counted from 0; empty where there is none.
    public func strings(_ index: Int) -> [CheckedString] {
        guard arguments.indices.contains(index), case .strings(let strings) = arguments[index].value else { return [] }
        return strings
    }

    /// The number that is positional argument `index`.
    func number(_ index: Int) -> Int? {
        guard arguments.indices.contains(index), case .number(let number) = arguments[index].value else { return nil }
        return number
    }
}
