// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The tags that extensions add to calls of others, found by what they stand at.
///
/// To ask each tag about each call would be a twelfth of what a program for one message takes to start.
struct SharedTags {
    private let tags: [TagDefinition]
    private var ofGroups: [TagGroup: [Int]] = [:]
    private var ofCalls: [String: [Int]] = [:]

    init(_ tags: [TagDefinition]) {
        self.tags = tags
        for (index, tag) in tags.enumerated() {
            switch tag.reach {
            case .own: break
            case .group: ofGroups[tag.group, default: []].append(index)
            case .calls(let names): for name in names { ofCalls[name, default: []].append(index) }
            }
        }
    }

    /// Those that may stand at a call, in their order.
    func at(_ call: CallDefinition) -> [TagDefinition] {
        var places = ofCalls[call.name] ?? []
        for group in call.accepts { places += ofGroups[group] ?? [] }
        places.sort()
        return places.map { tags[$0] }
    }
}
