// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Builds the tree of commands and tests, going on after each error so that all are reported at once.
///
/// RFC 5228, section 8.2.
struct Parser {
    private let tokens: [Token]
    private var index = 0
    private var depth = 0
    private let registry: Registry
    /// Whether the script may use commands and tests that nobody knows (RFC 5463).
    private var mayUseUnknown = false

    /// How deep blocks and tests may nest.
    ///
    /// RFC 5228, section 2.10.5, asks for 15; each level costs a few stack frames.
    static let maximumDepth = 64

    private init(tokens: [Token], registry: Registry) {
        self.tokens = tokens
        self.registry = registry
    }

    static func commands(from tokens: [Token], registry: Registry, findings: inout Findings) -> [CallSyntax] {
        var parser = Parser(tokens: tokens, registry: registry)
        var commands: [CallSyntax] = []
        while parser.current.kind != .end {
            commands += parser.commandList(&findings)
            if parser.current.kind == .rightBrace {
                findings.error("this closes a block that was never opened", at: parser.current.range)
                parser.advance()
            }
        }
        return commands
    }

    private var current: Token { tokens[min(index, tokens.count - 1)] }

    private var previousEnd: Int { index > 0 ? tokens[index - 1].range.upperBound : 0 }

    private mutating func advance() { index = min(index + 1, tokens.count - 1) }

    /// The commands up to a closing brace or the end, neither of which is consumed.
    private mutating func commandList(_ findings: inout Findings) -> [CallSyntax] {
        var commands: [CallSyntax] = []
        while true {
            switch current.kind {
            case .end, .rightBrace:
                return commands
            case .identifier(let name):
                if let command = command(named: name, &findings) { commands.append(command) }
            case .semicolon:
                findings.error("there is no command before this \";\"", at: current.range)
                advance()
            default:
                findings.error("expected a command, found \(current.description)", at: current.range)
                skipCommand(&findings)
            }
        }
    }

    private mutating func command(named name: String, _ findings: inout Findings) -> CallSyntax? {
        let start = current.range
        advance()
        var command = CallSyntax(name: name, nameRange: start, range: start)
        guard arguments(of: &command, isCommand: true, &findings) else {
            skipCommand(&findings)
            return nil
        }
        command.range = start.lowerBound..<previousEnd
        if name == "require", command.arguments.contains(where: \.namesIhave) { mayUseUnknown = true }
        switch current.kind {
        case .semicolon:
            advance()
        case .leftBrace:
            let brace = current.range
            guard let block = nested(at: brace, &findings, { $0.block(opened: brace, &$1) }) else {
                skipCommand(&findings)
                return nil
            }
            command.block = block
            // A block ends its command; a stray semicolon behind it is a habit from other languages.
            if current.kind == .semicolon {
                findings.error("no \";\" follows a block", at: current.range)
                advance()
            }
        case .identifier where registry.commands[name]?.hasBlock == true:
            findings.error("expected a block in braces, found \(current.description)", at: current.range)
            skipCommand(&findings)
            return nil
        case .identifier, .rightBrace, .end:
            findings.error("missing \";\" after this", at: lastWord(before: index))
        default:
            findings.error("expected \";\" or a block, found \(current.description)", at: current.range)
            skipCommand(&findings)
            return nil
        }
        return command
    }

    private func lastWord(before index: Int) -> Range<Int> { tokens[max(index - 1, 0)].range }

    private mutating func block(opened brace: Range<Int>, _ findings: inout Findings) -> [CallSyntax] {
        advance()
        let commands = commandList(&findings)
        if current.kind == .rightBrace {
            advance()
        } else if findings.end == nil {
            findings.error("the block that begins here is never closed by \"}\"", at: brace)
        }
        return commands
    }

    /// Runs `body` one level deeper, or reports that it is too deep.
    private mutating func nested<Result>(
        at range: Range<Int>, _ findings: inout Findings, _ body: (inout Parser, inout Findings) -> Result
    ) -> Result? {
        guard depth < Self.maximumDepth else {
            findings.error("this is nested more than \(Self.maximumDepth) levels deep", at: range)
            return nil
        }
        depth += 1
        defer { depth -= 1 }
        return body(&self, &findings)
    }

    /// Reads arguments, then a test or a list of tests; false where the rest of the command can't be made sense of.
    private mutating func arguments(of call: inout CallSyntax, isCommand: Bool, _ findings: inout Findings) -> Bool {
        while let argument = argument(&findings) { call.arguments.append(argument) }
        switch current.kind {
        case .identifier(let name):
            // By the grammar, `keep` and `stop;` on the next line are a command with a test. A forgotten semicolon or
            // comma is what it is, so a call that takes no tests is not given one.
            let definition = isCommand ? registry.commands[call.name] : registry.tests[call.name]
            // One that is no command either was meant as a test, and is told to be one too many.
            let isTest = isCommand && registry.commands[name] == nil && registry.tests[name] != nil
            if let definition, definition.tests == .none, !isTest { return true }
            if definition == nil, registry.tests[name] == nil, !mayUseUnknown || registry.commands[name] != nil {
                return true
            }
            let range = current.range
            guard let test = nested(at: range, &findings, { $0.test(named: name, &$1) }) else { return false }
            guard let test else { return false }
            call.tests = [test]
        case .leftParenthesis:
            let range = current.range
            call.hasTestList = true
            guard let tests = nested(at: range, &findings, { $0.testList(&$1) }) else { return false }
            guard let tests else { return false }
            call.tests = tests
        default:
            break
        }
        return true
    }

    private mutating func test(named name: String, _ findings: inout Findings) -> CallSyntax? {
        let start = current.range
        advance()
        var test = CallSyntax(name: name, nameRange: start, range: start)
        guard arguments(of: &test, isCommand: false, &findings) else { return nil }
        test.range = start.lowerBound..<previousEnd
        return test
    }

    private mutating func testList(_ findings: inout Findings) -> [CallSyntax]? {
        let open = current.range
        advance()
        var tests: [CallSyntax] = []
        while true {
            guard case .identifier(let name) = current.kind else {
                findings.error("expected a test, found \(current.description)", at: current.range)
                return nil
            }
            guard let test = test(named: name, &findings) else { return nil }
            tests.append(test)
            switch current.kind {
            case .comma:
                advance()
            case .rightParenthesis:
                advance()
                return tests
            case .identifier:
                findings.error("missing \",\" between two tests", at: lastWord(before: index))
            default:
                findings.error("the list of tests that begins here is never closed by \")\"", at: open)
                return nil
            }
        }
    }

    private mutating func argument(_ findings: inout Findings) -> ArgumentSyntax? {
        let token = current
        switch token.kind {
        case .tag(let name):
            advance()
            return ArgumentSyntax(value: .tag(name), range: token.range)
        case .number(let number):
            advance()
            return ArgumentSyntax(value: .number(number), range: token.range)
        case .string(let bytes):
            advance()
            return ArgumentSyntax(value: .string(StringSyntax(bytes: bytes, range: token.range)), range: token.range)
        case .leftBracket:
            let strings = stringList(&findings)
            return ArgumentSyntax(value: .strings(strings), range: token.range.lowerBound..<previousEnd)
        default:
            return nil
        }
    }

    private mutating func stringList(_ findings: inout Findings) -> [StringSyntax] {
        let open = current.range
        advance()
        var strings: [StringSyntax] = []
        var expectsString = true
        while true {
            let token = current
            switch token.kind {
            case .string(let bytes):
                if !expectsString { findings.error("missing \",\" between two strings", at: lastWord(before: index)) }
                strings.append(StringSyntax(bytes: bytes, range: token.range))
                expectsString = false
                advance()
            case .comma:
                if expectsString { findings.error("expected a string before this \",\"", at: token.range) }
                expectsString = true
                advance()
            case .rightBracket:
                if expectsString {
                    let what = strings.isEmpty ? "a list holds at least one string" : "expected a string after \",\""
                    findings.error(what, at: token.range)
                }
                advance()
                return strings
            case .number, .tag:
                findings.error("a list holds strings only, not \(token.description)", at: token.range)
                expectsString = false
                advance()
            default:
                findings.error("the list that begins here is never closed by \"]\"", at: open)
                return strings
            }
        }
    }

    /// Goes to where the next command probably begins: behind a semicolon or a whole block, or before a closing brace.
    private mutating func skipCommand(_ findings: inout Findings) {
        var open = 0
        while current.kind != .end {
            switch current.kind {
            case .semicolon where open == 0:
                advance()
                return
            case .leftBrace:
                open += 1
            case .rightBrace:
                if open == 0 { return }
                open -= 1
                if open == 0 {
                    advance()
                    return
                }
            default:
                break
            }
            advance()
        }
    }
}

extension ArgumentSyntax {
    fileprivate var namesIhave: Bool {
        switch value {
        case .string(let string): string.bytes == Array("ihave".utf8)
        case .strings(let strings): strings.contains { $0.bytes == Array("ihave".utf8) }
        case .tag, .number: false
        }
    }
}
