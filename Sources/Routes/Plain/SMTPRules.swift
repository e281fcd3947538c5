// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Curl
internal import Mail

/// What the end of an SMTP transaction means for the mail.
///
/// RFC 5321, section 4.2.1: 4yz may go better later, 5yz will not.
enum SMTPRules {
    static func outcome(of result: Result<SMTPReply, TransferError>, host: String) -> Outcome {
        switch result {
        case .success(let reply): outcome(of: reply, host)
        // How far a transfer came means the same here as for a request.
        case .failure(let error): AnswerRules(proof: .anyAnswer).outcome(of: .failure(error), now: .now())
        }
    }

    private static func outcome(of reply: SMTPReply, _ host: String) -> Outcome {
        func answer(_ standard: String) -> Answer {
            var answer = Answer(
                host: host, code: reply.code, status: reply.enhancedStatus ?? standard, text: OneLine.text(reply.text))
            answer.transcript = AnswerTranscript(of: reply).bytes
            return answer
        }
        switch (reply.stage, reply.code) {
        case (.mail, 200...299): return .sent(Receipt(answer: answer("2.0.0")))
        case (.mail, 500...599): return .refused(answer("5.0.0"))
        case (.mail, 400...499): return .deferred(Deferral(answer: answer("4.0.0")))
        // A server that wants nothing from us at all says nothing about this mail: a person can mend the settings.
        case (.session, _): return .deferred(Deferral(answer: answer("4.7.0"), scope: .account))
        case (.mail, _): return .uncertain(answer("4.5.0"))
        }
    }
}
