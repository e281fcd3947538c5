// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Sieve

/// The ways that a message can take through a script: which choices it can meet one after the other, and which tests
/// have come out before they are asked.
struct Ways {
    /// An action that chooses.
    struct Choice {
        let call: CheckedCall
        let meaning: String
        /// The blocks that it stands in, the innermost last.
        fileprivate let blocks: [Int]
        fileprivate let path: [Step]
        /// The block of the loop that it stands in; nil where it stands in none.
        fileprivate let loop: Int?
    }

    /// Two choices that one message can meet.
    struct Overlap {
        let earlier: Choice
        let later: Choice
        /// Whether every message that meets the first meets the second.
        let isCertain: Bool

        /// What to write instead.
        var remedy: String {
            let line = earlier.call.place.line
            if later.blocks != earlier.blocks, later.blocks.starts(with: earlier.blocks) {
                return "put this test before line \(line), and that into else"
            }
            // Nothing can be the other branch of a loop.
            if let loop = earlier.loop, !later.blocks.contains(loop) { return "stop after line \(line)" }
            let isTested = later.path.contains(where: \.isOwn)
            return "use \(isTested ? "elsif" : "else"), or stop after line \(line)"
        }
    }

    /// Something that holds at a place of the script.
    fileprivate struct Step {
        let condition: Condition
        /// Whether it is the test of a block that the place is in, and no leftover of a block before it.
        let isOwn: Bool
    }

    /// The pairs of choices that differ, one for each later choice.
    private(set) var overlaps: [Overlap] = []
    /// The tests that can't be true where they stand, with the line of the test that decides them; nil if they do it
    /// themselves.
    private(set) var impossible: [(test: CheckedCall, line: Int?)] = []

    private let profile: Profile
    private var open: [Choice] = []
    private var edition = 0
    private var blocks: [Int] = []
    private var blockCount = 0
    /// Of each loop around the place: its block, how many choices were open before it, and those with which it was left.
    private var loops: [(block: Int, known: Int, left: [Choice])] = []

    init(_ calls: [CheckedCall], profile: Profile) {
        self.profile = profile
        var path: [Step] = []
        _ = walk(calls, &path)
    }

    /// How much of what lies behind is looked at: enough for files that people write, and bounded for those they don't.
    private static let memory = 64

    /// Follows a block; whether a message can come out at its end.
    private mutating func walk(_ calls: [CheckedCall], _ path: inout [Step]) -> Bool {
        blockCount += 1
        blocks.append(blockCount)
        defer { blocks.removeLast() }
        // Of the chain that is being followed: what its tests so far refused, and whom its blocks let go on.
        var refused: [Condition] = []
        var passed: [Condition] = []
        // What was chosen in the blocks of the chain; it comes behind the chain, and never into another of its blocks.
        var chosen: [Choice] = []
        for call in calls {
            if call.name != "elsif", call.name != "else" {
                open += chosen
                chosen = []
            }
            switch call.name {
            case "if", "elsif", "else":
                if call.name == "if" { (refused, passed) = ([], []) }
                let before = edition
                let goesOn = branch(call, path + refused.map { Step(condition: $0, isOwn: false) }, &chosen)
                guard let test = call.tests.first else {
                    if goesOn { continue }
                    guard !passed.isEmpty else { return false }
                    path.append(Step(condition: .any(passed), isOwn: false))
                    continue
                }
                let refusal = Condition(test, isTrue: false, edition: before)
                refused.append(refusal)
                if goesOn {
                    passed.append(Condition(test, edition: before))
                } else {
                    path.append(Step(condition: .any(passed + [refusal]), isOwn: false))
                }
            case "stop", "return", "error":
                return false
            case "break":
                // A loop that is named may be any of those around.
                let index = call.tag("name") == nil ? loops.count - 1 : 0
                if loops.indices.contains(index) {
                    loops[index].left += open[min(loops[index].known, open.count)...]
                }
                return false
            case "foreverypart":
                loop(call, path)
            case "addheader", "deleteheader", "replaceheader":
                edition += 1
            default:
                if let meaning = meaning(of: call) {
                    take(Choice(call: call, meaning: meaning, blocks: blocks, path: path, loop: loops.last?.block))
                }
            }
        }
        open += chosen
        return true
    }

    /// Follows the block of a loop once: what it chooses for one part is open to all that comes behind the loop.
    ///
    /// The choices for two parts are not compared, since what is known of the one says nothing of the other.
    private mutating func loop(_ call: CheckedCall, _ outer: [Step]) {
        // An edit is seen by the tests before it too, when the next part comes.
        let edits = call.withDescendants.count { ["addheader", "deleteheader", "replaceheader"].contains($0.name) }
        edition += edits
        loops.append((blockCount + 1, open.count, []))
        var path = outer
        let known = open.count
        let goesOn = walk(call.block, &path)
        if !goesOn { open.removeSubrange(known...) }
        if let loop = loops.popLast() { open += loop.left }
        edition += edits
    }

    private mutating func branch(_ call: CheckedCall, _ outer: [Step], _ chosen: inout [Choice]) -> Bool {
        var path = outer
        if let test = call.tests.first {
            let condition = Condition(test, edition: edition)
            judge(test, condition, path)
            path.append(Step(condition: condition, isOwn: true))
        }
        let known = open.count
        let goesOn = walk(call.block, &path)
        // Where it ends, nobody who chose there comes any further.
        if goesOn { chosen += open[known...] }
        open.removeSubrange(known...)
        return goesOn
    }

    /// Whether a test can be true at all, and is not switched off by hand.
    private mutating func judge(_ test: CheckedCall, _ condition: Condition, _ path: [Step]) {
        guard !test.withDescendants.contains(where: { $0.name == "false" || $0.name == "true" }) else { return }
        if [condition].contradiction(with: [condition]) != nil {
            impossible.append((test, nil))
        } else if let found = [condition].contradiction(with: path.suffix(Self.memory).map(\.condition)) {
            guard let line = found.otherLine else { return }
            impossible.append((test, line))
        }
    }

    private mutating func take(_ choice: Choice) {
        defer { open.append(choice) }
        let conditions = choice.path.suffix(Self.memory).map(\.condition)
        guard !choice.path.contains(where: { $0.isOwn && $0.condition.hasVariables }) else { return }
        for earlier in open.suffix(Self.memory) where earlier.meaning != choice.meaning {
            // Two in one block are an error that is said by itself.
            if earlier.blocks == choice.blocks, earlier.call.name == "fileinto", choice.call.name == "fileinto" {
                continue
            }
            guard !earlier.path.contains(where: { $0.isOwn && $0.condition.hasVariables }) else { continue }
            let others = earlier.path.suffix(Self.memory).map(\.condition)
            guard conditions.contradiction(with: others) == nil, (conditions + others).canHold else { continue }
            overlaps.append(
                Overlap(earlier: earlier, later: choice, isCertain: conditions.follow(from: others)))
            return
        }
    }

    /// What an action chooses; nil for those that choose nothing, hold by themselves, or are found fault with elsewhere.
    private func meaning(of call: CheckedCall) -> String? {
        guard call.tag("copy") == nil else { return nil }
        switch call.name {
        case "fileinto":
            guard let name = call.strings(0).first?.constant.map({ RouteName($0) }), profile.routes.contains(name)
            else {
                return nil
            }
            return "the route \"\(name)\""
        case "keep": return profile.defaultRoute.map { "the route \"\($0)\"" }
        case "redirect": return call.strings(0).first?.constant.map { "redirection to \($0)" }
        case "reject", "ereject": return "refusal"
        default: return nil
        }
    }
}
