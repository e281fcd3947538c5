// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import CArguments
import Doors
import DurableFiles
import Glibc
import Mail

// A sendmail as other programs call it. It accepts the message, durably, and is gone: no rules, no network, no database,
// and none of their libraries, because its start-up is most of what it costs.

/// The words of the command line, the program's name first.
///
/// A function, because a closure at the top level belongs to the main actor, whose check brings in all of Swift's concurrency.
func commandLine() -> [String] {
    (0..<sealpost_argument_count()).map { String(cString: sealpost_argument($0)) }
}

/// Prints one line on standard error, which is all that a mail program shows of us.
func say(_ text: String) {
    let line = Array("sealpost-sendmail: \(text)\n".utf8)
    _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

/// Says what is wrong and ends, when nobody is writing a message.
func fail(_ text: String, _ status: ExitStatus) -> Never {
    say(text)
    exit(status.rawValue)
}

/// Says what is wrong and ends, after the caller has had time to write the rest of its message.
func refuse(_ text: String, _ status: ExitStatus) -> Never {
    say(text)
    LeftoverInput.discard(from: STDIN_FILENO)
    exit(status.rawValue)
}

/// The first line of a small file, or nil where there is no such file.
func firstLine(_ path: String) throws(FileFault) -> String? {
    // Not blocking: a pipe of that name would keep the caller waiting for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw FileFault("open", path)
    }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    var count = -1
    repeat { count = read(descriptor, &buffer, buffer.count) } while count < 0 && errno == EINTR
    guard count >= 0 else { throw FileFault("read", path) }
    return String(decoding: buffer.prefix(count).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
}

/// Becomes `sealpost queue`, from our own folder or the path: what waits stands in the ledger, which we don't read.
func listQueue(programName: String) -> Never {
    let folder = Folder(parentOf: programName).path
    for path in [programName.contains("/") ? folder + "/sealpost" : "sealpost", "sealpost"] {
        let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sealpost"), strdup("queue"), nil]
        execvp(path, arguments)
    }
    fail("can't run sealpost queue: \(String(cString: strerror(errno)))", .unavailable)
}

/// Creates the spool, for the first message that comes.
func create(_ spool: Spool) throws(SpoolFault) {
    do throws(FileFault) {
        try spool.create()
    } catch {
        throw .file(error)
    }
}

/// Accepts the message on standard input.
func accept(_ arguments: SendmailArguments) -> ExitStatus {
    // Both would end us without our exit status: a reason that nobody reads, and a file larger than we may write.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    // Sealpost's own route for ordinary mail calls the next sendmail with this set: if that is us, the mail goes in circles.
    if getenv("SEALPOST_DEPTH") != nil {
        refuse("called by Sealpost itself: name another program as the command of the route", .config)
    }
    var environment: [String: String] = [:]
    for name in ["SEALPOST_SPOOL", "HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
        environment[name] = getenv(name).map { String(cString: $0) }
    }
    var submission = Submission(
        entry: SpoolEntry(door: .sendmail, envelope: arguments.envelope, origin: "uid \(getuid())"))
    submission.fullName = arguments.fullName
    submission.endsAtDot = !arguments.ignoresDots
    do throws(SpoolFault) {
        guard let path = try SpoolLocation.find(environment: environment, firstLine: firstLine) else {
            refuse("no spool: set SEALPOST_SPOOL or HOME, or write its path into /etc/sealpost/spool", .tempfail)
        }
        let spool = Spool(path)
        // Root writes for whoever reads the spool: a file of root's own nobody else could open.
        if geteuid() == 0, let owner = spool.accepted.owner, owner.user != 0 {
            guard setgid(owner.group) == 0, setuid(owner.user) == 0 else {
                refuse("can't become the owner of \(path)", .tempfail)
            }
        }
        if !spool.accepted.exists { try create(spool) }
        try submission.accept(from: STDIN_FILENO, into: spool)
        return .ok
    } catch {
        refuse(error.description, error.exitStatus)
    }
}

let words = commandLine()
let programName = words.first ?? "sendmail"
do throws(SendmailArguments.Fault) {
    let arguments = try SendmailArguments(programName: programName, words: Array(words.dropFirst()))
    switch arguments.mode {
    case .deliver: exit(accept(arguments).rawValue)
    case .listQueue: listQueue(programName: programName)
    case .rebuildAliases: exit(ExitStatus.ok.rawValue)
    }
} catch {
    refuse(error.description, .usage)
}
