// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Glibc
import Mail

/// Finds the spool, makes sure that it is there, and becomes the user whose it is where we may.
func openSpool(_ program: SealpostProgram) throws(SpoolFault) -> AcceptedMail {
    // Sealpost's own route for ordinary mail calls the next sendmail with this set: if that is us, the mail goes in circles.
    if getenv("SEALPOST_DEPTH") != nil {
        throw .unavailable("called by Sealpost itself: name another program as the command of the route", .config)
    }
    // Both would end us without our exit status: a reason that nobody reads, and a file larger than we may write.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    var environment: [String: String] = [:]
    for name in ["SEALPOST_SPOOL", "HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
        environment[name] = getenv(name).map { String(cString: $0) }
    }
    guard let path = try SpoolLocation.find(environment: environment) else {
        throw .unavailable(
            "no spool: set SEALPOST_SPOOL or HOME, or write its path into /etc/sealpost/spool", .tempfail)
    }
    let spool = Spool(path)
    do throws(FileFault) {
        if !spool.accepted.exists { try spool.create() }
    } catch {
        throw .file(error)
    }
    let owner = spool.accepted.owner
    let isOwn = owner?.user == geteuid()
    // Root writes for whoever reads the spool: a file of root's own nobody else could open.
    if geteuid() == 0, let owner, owner.user != 0 {
        // Root's other groups would stay, and open what is not the owner's; a user namespace may forbid to drop them.
        guard setgroups(0, nil) == 0 || errno == EPERM, setgid(owner.group) == 0, setuid(owner.user) == 0 else {
            throw .unavailable("can't become the owner of \(path)", .tempfail)
        }
    }
    do throws(FileFault) {
        return AcceptedMail(spool: spool, settings: try DoorSettings(of: spool), isOwn: isOwn, program: program)
    } catch {
        throw .file(error)
    }
}

/// Accepts the message on standard input.
func accept(_ arguments: SendmailArguments, _ program: SealpostProgram) -> ExitStatus {
    var submission = Submission(
        entry: SpoolEntry(door: .sendmail, envelope: arguments.envelope, origin: "uid \(getuid())"))
    submission.fullName = arguments.fullName
    submission.endsAtDot = !arguments.ignoresDots
    do throws(SpoolFault) {
        let mail = try openSpool(program)
        submission.sizeLimit = mail.settings.maximumMessageBytes
        submission.qualifyDomain = mail.settings.qualifyDomain
        try submission.accept(from: STDIN_FILENO, into: mail.spool, calls: .accepting)
        if mail.deliver(arguments.delivery) { mail.wait(for: [submission.id]) }
        return .ok
    } catch {
        refuse(error.description, error.exitStatus)
    }
}
