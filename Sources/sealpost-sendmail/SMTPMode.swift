// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Glibc
import Mail

/// Speaks SMTP on standard input and output.
///
/// Each message is followed by a pass as one that is given to the program alone. With `-odi` what became of them is waited for
/// when the dialogue has ended, since the client waits for replies before.
func serve(_ arguments: SendmailArguments, _ program: SealpostProgram) -> Never {
    let streams = SMTPStreams(input: STDIN_FILENO, output: STDOUT_FILENO)
    // Before we may become somebody else: the messages are our caller's.
    var submission = Submission(
        entry: SpoolEntry(door: .sendmail, envelope: Envelope(), origin: "uid \(getuid())"))
    submission.fullName = arguments.fullName
    do throws(SpoolFault) {
        let mail = try openSpool(program)
        submission.sizeLimit = mail.settings.maximumMessageBytes
        // A session can last, and the passes that it starts come to their ends meanwhile.
        signal(SIGCHLD, SIG_IGN)
        var awaited: [SpoolID] = []
        var conversation = SMTPConversation(streams, into: mail.spool, like: submission) { id in
            if mail.deliver(arguments.delivery) { awaited.append(id) }
        }
        let ending = conversation.run()
        if ending.status == .ok { mail.wait(for: awaited) }
        end(ending)
    } catch {
        _ = streams.put(SMTPReply.unavailable(error).bytes)
        fail(error.description, error.exitStatus)
    }
}

/// Ends, and says on standard error what the client does not know from a reply.
private func end(_ end: (ending: SMTPEnding, status: ExitStatus)) -> Never {
    switch end.ending {
    case .cut: fail("the input ended within a message, which is not accepted", end.status)
    case .unreadable where end.status != .ok: fail("can't read the input", end.status)
    case .unheard where end.status != .ok: fail("can't write a reply", end.status)
    case .regular, .refused, .unreadable, .unheard: exit(end.status.rawValue)
    }
}
