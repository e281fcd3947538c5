// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension CallDefinition {
    /// `test "name" { ... }`: a block that passes unless something in it fails.
    static let test = CallDefinition(
        "test", parameters: [ParameterDefinition(name: "name of the test", kind: .string)], hasBlock: true,
        making: .command { call, parts, _ in
            call.strings(0).first.map { TestBlock(name: $0.template, place: call.place, block: parts.block) }
        })

    /// `test_fail "reason"`: leaves the block, which has failed; outside a block the file has.
    static let testFail = CallDefinition(
        "test_fail", parameters: [ParameterDefinition(name: "reason", kind: .string)],
        making: .command { call, _, _ in
            call.strings(0).first.map { TestFail(reason: $0.template, line: call.place.line) }
        })
}

extension Flow {
    /// Leaves a test block, through all loops in it.
    static let failedTest = Flow.break("vnd.dovecot.testsuite test")
}

private struct TestBlock: CompiledCommand {
    let name: StringTemplate
    let place: SourcePlace
    let block: [PlacedCommand]

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        let session = try run.testSession()
        session.begin(try name.text(in: &run), line: place.line)
        run.renew(limits: run.limits)
        defer { session.end() }
        do throws(ScriptFault) {
            let flow = try run.perform(block, under: nil)
            return flow == .failedTest ? .proceed : flow
        } catch {
            session.fail(error.text, line: error.place.line)
            return .proceed
        }
    }
}

private struct TestFail: CompiledCommand {
    let reason: StringTemplate
    let line: Int

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        let reason = try reason.text(in: &run)
        let session = try run.testSession()
        session.fail(reason, line: line)
        return session.isInBlock ? .failedTest : .stop
    }
}
