// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import Mail

/// What the end of a sendmail program means for the mail.
///
/// A program that says "no" by its exit code has not taken the mail; that is the whole convention of sendmail(1). Only one
/// that was ended from outside, after it had got all of the mail, may have taken it.
enum CommandRules {
    /// What an exit code means.
    enum Meaning: String, Sendable {
        case taken
        case refused
        case deferred
    }

    /// The codes with a meaning of their own (sysexits.h, and qmail's two); every other one is `deferred`.
    static let table: [(code: Int32, meaning: Meaning, enhanced: String, text: String)] = [
        (0, .taken, "2.0.0", "taken by the next mail system"),
        (65, .refused, "5.6.0", "the next mail system can't use the message"),
        (67, .refused, "5.1.1", "the recipient is not known"),
        (75, .deferred, "4.3.0", "the next mail system says: not now"),
        (77, .refused, "5.7.1", "not allowed"),
        (100, .refused, "5.0.0", "the next mail system refused"),
        (111, .deferred, "4.3.0", "the next mail system says: not now"),
    ]

    static func outcome(of end: ChildProcess.End, program: String) -> Outcome {
        let said = OneLine.text(end.errorText.prefix { $0 != 10 })
        func answer(_ code: Int32?, _ status: String, _ text: String) -> Answer {
            let text = said.isEmpty ? text : "\(text): \(said)"
            var answer = Answer(host: program, code: code.map(Int.init), status: status, text: text)
            answer.transcript = code.map { AnswerTranscript(exitCode: $0, errorText: end.errorText).bytes }
            return answer
        }
        switch end.way {
        case .notStarted(let code):
            let why = String(cString: strerror(code))
            return .deferred(
                Deferral(answer: answer(nil, "4.3.5", "could not be started: \(why)"), scope: .account))
        case .exited(0) where !end.gotAllInput:
            return .uncertain(answer(0, "4.3.0", "ended well without having read the whole message"))
        case .exited(let code):
            guard let row = table.first(where: { $0.code == code }) else {
                return .deferred(Deferral(answer: answer(code, "4.3.0", "ended with exit code \(code)")))
            }
            let said = answer(code, row.enhanced, row.text)
            switch row.meaning {
            case .taken: return .sent(Receipt(answer: said))
            case .refused: return .refused(said)
            case .deferred: return .deferred(Deferral(answer: said))
            }
        case .signalled(let signal): return broken(end, answer(nil, "4.3.0", "ended by signal \(signal)"))
        case .stopped: return broken(end, answer(nil, "4.4.2", "took too long and was ended"))
        }
    }

    private static func broken(_ end: ChildProcess.End, _ answer: Answer) -> Outcome {
        end.gotAllInput ? .uncertain(answer) : .deferred(Deferral(answer: answer))
    }
}
