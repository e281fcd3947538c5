// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `envelope`: compares the addresses of the envelope (RFC 5228, section 5.4).
    static let envelope = Extension(
        capability: "envelope", specification: "RFC 5228, section 5.4",
        tests: [
            CallDefinition(
                "envelope",
                parameters: [
                    ParameterDefinition(name: "envelope parts", kind: .strings, isConstant: true),
                    ParameterDefinition(name: "keys", kind: .strings),
                ],
                accepts: [.comparator, .matchType, .addressPart],
                making: .test { call, _, checker in
                    var paths: [EnvelopeTest.Path] = []
                    for part in call.strings(0) {
                        let name = part.constant ?? ""
                        guard let path = EnvelopeTest.Path(rawValue: name.lowercased()) else {
                            checker.findings.error(
                                "\"\(name)\" is no part of the envelope", at: part.range,
                                suggestion: "there are \"from\" and \"to\"")
                            continue
                        }
                        paths.append(path)
                    }
                    guard let value = checker.valueTest(of: call, keys: call.strings(1)) else { return nil }
                    return EnvelopeTest(paths: paths, part: checker.addressPart(of: call), value: value)
                })
        ])
}

private struct EnvelopeTest: CompiledTest {
    enum Path: String {
        case from
        case to
    }

    let paths: [Path]
    let part: any AddressPart
    let value: ValueTest

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        var session = try value.session(in: &run)
        for path in paths {
            // A door that was not told a sender leaves nothing to compare; the null sender is the empty string.
            guard let mailbox = path == .to ? run.input.recipient : run.input.sender else { continue }
            if path == .to, mailbox.isEmpty { continue }
            let bytes = mailbox.utf8.span
            let range = mailbox.isEmpty ? 0..<0 : part.range(in: bytes)
            guard let range else { continue }
            let origin = path == .to ? "envelope to" : "envelope from"
            if try session.offer(bytes.extracting(range), from: origin, in: &run) { return true }
        }
        return try session.finish(in: &run)
    }
}
