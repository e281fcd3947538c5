// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// The state of one run of a script.
///
/// Commands and tests read and change it through its methods, so that limits, faults and the trace are dealt with here
/// and an extension can't forget them.
struct Run {
    /// The script that is being run: the one that was begun, or one that it includes.
    private(set) var file: String
    private(set) var limits: Limits
    private(set) var input: ScriptInput
    private(set) var header: HeaderTable
    var variables: [[UInt8]]
    private(set) var matchVariables: [[UInt8]] = []
    /// Keys with variables that were work to make ready, as many as are worth their memory.
    private var preparedKeys: [PreparedKey: any KeyMatcher] = [:]
    private var preparedMemory = 0

    private(set) var actions: [Action] = []
    /// The header as it was when each of the actions was taken: edits after an action don't show in it.
    private(set) var headersOfActions: [HeaderTable] = []
    private(set) var edits: [HeaderEdit] = []
    private(set) var implicitKeep = true
    /// The flags of the actions to come: the internal variable of RFC 5232, section 2.
    var flags: FlagList
    private var marks: [SeenMark] = []
    private var notes: [String] = []
    private(set) var trace: [TraceEvent] = []

    /// What extensions keep while the run lasts.
    var storage = RunStorage()
    /// The entities of the message at which the open loops are, outermost first.
    var loops: [Int] = []

    /// Whether the last `if` or `elsif` of the present block, or one before it in its chain, was taken.
    var branchTaken = false

    private let tracing: Bool
    /// Whether the script uses match variables, which are work to keep.
    private var keepsMatches: Bool
    /// The script that was begun, and those that it includes, by their numbers.
    private let bodies: [ScriptBody]
    /// The numbers of the scripts that have been run, or are being run.
    private var included: Set<Int> = [0]
    /// The capabilities that the present script has asked for while it ran.
    private var enabled: Set<String> = []
    private var stepsLeft: Int
    /// The octets that were looked at and have not made a step yet.
    private var octetsLooked = 0
    private var place: SourcePlace
    private var conditions: [Int] = []
    private var depth = 0
    private var lastMatch: TraceEvent.Match?
    /// The entities whose bodies were looked into, and how many bytes that was.
    private var bodiesSeen: (entities: Set<Int>, size: Int) = ([], 0)

    init(
        bodies: [ScriptBody], input: ScriptInput, variableCount: Int, limits: Limits, tracing: Bool
    ) {
        self.bodies = bodies
        file = bodies[0].name
        keepsMatches = bodies[0].capabilities.contains("variables")
        self.input = input
        self.limits = limits
        self.tracing = tracing
        header = input.header
        flags = input.flags
        variables = Array(repeating: [], count: variableCount)
        stepsLeft = limits.steps
        place = SourcePlace(line: 1, column: 1)
    }

    // MARK: Limits and faults

    /// Uses up steps.
    mutating func charge(_ steps: Int) throws(ScriptFault) {
        stepsLeft -= steps
        if stepsLeft < 0 { throw fault(.tooManySteps(limits.steps)) }
    }

    /// Uses up what comparing a key with a value takes: a step for 4096 octets, however many comparisons they are in.
    ///
    /// A comparison that looks at next to nothing is work too: tens of thousands of fields meet as many keys.
    mutating func chargeComparison(of octets: Int) throws(ScriptFault) {
        octetsLooked += octets + 32
        guard octetsLooked >= 4096 else { return }
        let steps = octetsLooked >> 12
        octetsLooked &= 4095
        try charge(steps)
    }

    /// A fault of the command or test that is being run.
    func fault(_ kind: ScriptFault.Kind) -> ScriptFault { ScriptFault(kind, file: file, place: place) }

    /// Says which command is being run, and uses up a step.
    mutating func begin(_ place: SourcePlace) throws(ScriptFault) {
        self.place = place
        try charge(1)
    }

    // MARK: Keys

    /// A key that was made ready before.
    func knownKey(_ identity: PreparedKey) -> (any KeyMatcher)? { preparedKeys[identity] }

    /// Keeps a key that was work to make ready.
    ///
    /// A loop over the parts of a message can make thousands; when there are too many, all are forgotten.
    mutating func keep(_ matcher: any KeyMatcher, as identity: PreparedKey) {
        preparedMemory += matcher.memory
        if preparedKeys.count >= 256 || preparedMemory > Self.maximumPreparedMemory {
            preparedKeys = [:]
            preparedMemory = matcher.memory
        }
        preparedKeys[identity] = matcher
    }

    private static let maximumPreparedMemory = 128 << 20

    // MARK: Renewal, for scripts that test others

    /// Goes on with another message or envelope; edits of the header are gone.
    mutating func renew(input: ScriptInput) {
        self.input = input
        header = input.header
    }

    /// Goes on with other knowledge of the world.
    mutating func renew(surroundings: Surroundings) { input.surroundings = surroundings }

    /// Goes on within other limits, with all steps yet to be used.
    mutating func renew(limits: Limits) {
        self.limits = limits
        stepsLeft = limits.steps
    }

    /// Forgets all actions and edits, as if the run had only begun.
    mutating func dropResult() {
        actions = []
        headersOfActions = []
        edits = []
        implicitKeep = true
    }

    // MARK: Tests

    /// Evaluates a test and records how it came out.
    mutating func evaluate(_ test: PlacedTest) throws(ScriptFault) -> Bool {
        place = test.place
        try charge(1)
        guard tracing else { return try test.test.evaluate(in: &self) }
        let event = trace.count
        trace.append(
            TraceEvent(file: file, place: test.place, depth: depth, result: false, match: nil, text: test.text))
        lastMatch = nil
        depth += 1
        let result = try test.test.evaluate(in: &self)
        depth -= 1
        trace[event].result = result
        // The match of an inner test is told by that test's own event.
        if trace.count == event + 1 { trace[event].match = lastMatch }
        return result
    }

    /// Keeps what a match found, for the trace.
    ///
    /// The only way in, so that no number of a person or an account gets into a trace unmasked.
    mutating func recordMatch(value: borrowing Span<UInt8>, key: [UInt8], origin: String) {
        guard tracing else { return }
        let shown = TraceEvent.excerpt(of: value, around: key)
        lastMatch = TraceEvent.Match(
            origin: NumberMask.masked(origin), value: NumberMask.masked(value, in: shown),
            key: NumberMask.masked(String(decoding: key, as: UTF8.self)))
    }

    /// Keeps what a script says of its run, for whoever asks why it came to its result; masked, and clipped.
    mutating func note(_ text: String) {
        guard tracing, notes.count < Self.maximumNotes else { return }
        let masked = NumberMask.masked(text).onOneLine
        let shown = masked.count > 500 ? masked.prefix(497) + "..." : masked[...]
        notes.append("\(file):\(place.line): \(shown)")
    }

    /// A loop can go through thousands of parts.
    private static let maximumNotes = 100

    /// Sets the match variables to what matched and to what each wildcard stood for (RFC 5229, section 3.2).
    mutating func setMatchVariables(value: borrowing Span<UInt8>, match: Range<Int>, captures: [Range<Int>]) {
        guard keepsMatches else { return }
        matchVariables = [Self.bytes(of: value, in: match)]
        for capture in captures { matchVariables.append(Self.bytes(of: value, in: capture)) }
    }

    private static func bytes(of value: borrowing Span<UInt8>, in range: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        for index in range { result.append(value[index]) }
        return result
    }

    // MARK: Parts

    /// The header of an entity: the message's own with its edits, that of a part as it was read.
    func header(of entity: Int) -> HeaderTable { entity == 0 ? header : input.bodies.header(of: entity) }

    /// The body of an entity, decoded.
    ///
    /// Every run counts what it looks into, though another may have paid for it: a decision doesn't depend on what was
    /// decided before.
    mutating func body(of entity: Int, as form: BodyTexts.Form) throws(ScriptFault) -> BodyTexts.Text {
        let text: BodyTexts.Text
        do throws(BodyTexts.Excess) {
            text = try input.bodies.body(of: entity, as: form, limits: limits)
        } catch {
            let path = input.bodies.entities[entity].path
            switch error {
            case .body(let limit), .markup(let limit): throw fault(.bodyTooLong(part: path, limit: limit))
            }
        }
        if bodiesSeen.entities.insert(entity).inserted {
            bodiesSeen.size += text.bytes.count
            guard bodiesSeen.size <= limits.bodiesSize else { throw fault(.bodiesTooLong(limits.bodiesSize)) }
        }
        return text
    }

    // MARK: Blocks

    /// Runs the commands of a block whose condition is the test that was evaluated as event `condition`.
    mutating func perform(_ block: [PlacedCommand], under condition: Int?) throws(ScriptFault) -> Flow {
        if let condition { conditions.append(condition) }
        defer { if condition != nil { conditions.removeLast() } }
        for command in block {
            try begin(command.place)
            let flow = try command.command.run(in: &self)
            if flow != .proceed { return flow }
        }
        return .proceed
    }

    /// The event that the next test will be, to name it as a condition.
    var nextEvent: Int? { tracing ? trace.count : nil }

    // MARK: Capabilities

    /// Makes capabilities usable to the end of the present script (RFC 5463, section 4).
    mutating func enable(_ capabilities: [String]) { enabled.formUnion(capabilities) }

    /// Whether the present script has asked for a capability.
    func hasEnabled(_ capability: String) -> Bool { enabled.contains(capability) }

    // MARK: What is remembered

    /// Has something remembered of the message; where two tests disagree on how long, the later one counts.
    mutating func mark(_ mark: SeenMark) {
        marks.removeAll { $0.handle == mark.handle && $0.id == mark.id }
        marks.append(mark)
    }

    // MARK: Scripts

    /// Runs the script that was begun.
    mutating func performMain() throws(ScriptFault) -> Flow { try perform(bodies[0].block, under: nil) }

    /// Runs an included script, in its own variables; where it is asked for once, only if it hasn't been run yet.
    mutating func include(_ number: Int, once: Bool) throws(ScriptFault) -> Flow {
        guard included.insert(number).inserted || !once else { return .proceed }
        let body = bodies[number]
        let outer = (file, matchVariables, keepsMatches, enabled)
        file = body.name
        matchVariables = []
        enabled = []
        keepsMatches = body.capabilities.contains("variables")
        // A script can be included once more, by a script that it includes itself.
        let outerValues = body.localVariables.map { variables[$0] }
        for slot in body.localVariables { variables[slot] = [] }
        let flow = try perform(body.block, under: nil)
        for (slot, value) in zip(body.localVariables, outerValues) { variables[slot] = value }
        (file, matchVariables, keepsMatches, enabled) = outer
        // RFC 6609, section 3.5: a loop around `include` is not the included script's to leave.
        return flow == .stop ? .stop : .proceed
    }

    // MARK: Actions and edits

    /// Records an action of the present command.
    mutating func take(
        _ kind: Action.Kind, _ argument: String = "", modifiers: [any ActionModifier] = []
    ) throws(ScriptFault) {
        var action = Action(
            kind: kind, argument: argument, isCopy: false, flags: [.keep, .fileInto].contains(kind) ? flags.flags : [],
            file: file, place: place, editsBefore: edits.count, conditions: conditions)
        for modifier in modifiers { try modifier.modify(&action, in: &self) }
        guard actions.count < limits.actions else { throw fault(.tooManyActions(limits.actions)) }
        if kind == .redirect, actions.count(where: { $0.kind == .redirect }) >= limits.redirects {
            throw fault(.tooManyRedirects(limits.redirects))
        }
        actions.append(action)
        headersOfActions.append(header)
        if !action.isCopy { implicitKeep = false }
    }

    /// Adds a header field.
    mutating func addField(name: String, value: String, atEnd: Bool) throws(ScriptFault) {
        try recordEdit(.add(atEnd: atEnd), name: name, value: value)
        header.add(name: name, value: value, atEnd: atEnd)
    }

    /// Takes header fields away, by their positions in ascending order.
    mutating func deleteFields(at positions: [Int]) throws(ScriptFault) {
        for position in positions.reversed() {
            let field = header.remove(at: position)
            try recordEdit(.delete, name: field.name, value: field.value)
        }
    }

    private mutating func recordEdit(_ change: HeaderEdit.Change, name: String, value: String) throws(ScriptFault) {
        guard edits.count < limits.edits else { throw fault(.tooManyEdits(limits.edits)) }
        edits.append(
            HeaderEdit(change: change, name: name, value: value, file: file, place: place, conditions: conditions))
    }

    /// What the run came to.
    func result(stopped: Bool) -> ScriptResult {
        ScriptResult(
            actions: actions, edits: edits, implicitKeep: implicitKeep, stopped: stopped, trace: trace, notes: notes,
            marks: marks,
            flagList: flags, table: header, headersOfActions: headersOfActions)
    }
}
