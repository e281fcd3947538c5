// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import CSpawn
import Doors
import DurableFiles
import Glibc
import Mail

/// What happens to mail that is accepted, before the door ends.
///
/// Whatever fails here, the door ends with 0: the mail is durable, and a caller who is told otherwise sends it again. Nothing
/// here waits but what was asked to.
struct AcceptedMail {
    let spool: Spool
    let settings: DoorSettings
    /// Whether the spool is the caller's own; another one is looked after by whoever delivers there.
    let isOwn: Bool
    let program: SealpostProgram

    /// Has a mail delivered as the command line says.
    /// - Returns: Whether the caller wants to wait for what becomes of it.
    func deliver(_ delivery: SendmailArguments.Delivery) -> Bool {
        guard isOwn, delivery != .queued, settings.startsPass || delivery == .interactive else { return false }
        return startPass() && delivery == .interactive && settings.wait > 0
    }

    /// Starts one delivery pass where nobody looks at the spool; it goes on when we are gone.
    ///
    /// The lock goes to the pass as its standard input, so that no second one is started meanwhile. No second fork is needed:
    /// we end at once, and the system's first process takes care of our child.
    /// - Returns: Whether somebody looks at the spool.
    private func startPass() -> Bool {
        do throws(FileFault) {
            guard let lock = try PassLock.attempt(in: spool) else { return true }
            guard settings.startsPass else { return false }
            let log = passLog()
            guard log >= 0 else { return false }
            defer { close(log) }
            return lock.withDescriptor { descriptor in
                let streams = sealpost_streams(input: descriptor, output: log, error: log)
                return program.start(["deliver", "--detached"], streams: streams, detached: true) != nil
            }
        } catch {
            return false
        }
    }

    /// The file for what a pass has to say; a long one is put aside, where it replaces the one before it.
    private func passLog() -> Int32 {
        let path = "\(spool.path)/pass.log"
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        let log = open(path, flags, 0o600)
        var status = stat()
        // Mail that nobody is told of is worse than a pass that nobody hears.
        guard log >= 0 else { return open("/dev/null", O_WRONLY | O_CLOEXEC) }
        guard fstat(log, &status) == 0, status.st_size > Self.logLimit, rename(path, path + ".1") == 0 else {
            return log
        }
        close(log)
        return open(path, flags, 0o600)
    }

    /// A megabyte: some ten thousand deliveries.
    private static let logLimit = 1 << 20

    /// Waits until it is known what became of mails, and no longer than the settings say for all of them; `sealpost await`
    /// tells the caller.
    func wait(for ids: [SpoolID]) {
        guard !ids.isEmpty else { return }
        // Whoever ends us now must not learn that the mail was not accepted.
        for number in [SIGALRM, SIGTERM, SIGINT, SIGHUP] { signal(number) { _ in _exit(0) } }
        var none = sigset_t()
        sigemptyset(&none)
        sigprocmask(SIG_SETMASK, &none, nil)
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        guard null >= 0 else { return }
        defer { close(null) }
        let streams = sealpost_streams(input: null, output: null, error: STDERR_FILENO)
        let deadline = Deadline(milliseconds: settings.wait * 1000)
        // It keeps the time itself; this is for one that hangs.
        alarm(UInt32(clamping: settings.wait + 5))
        for id in ids {
            // Rounded up: at the end of the time too it tells of what is known by then.
            let words = ["await", "--at-most", "\((deadline.left + 999) / 1000)", id.rawValue]
            guard let child = program.start(words, streams: streams, detached: false) else { return }
            while waitpid(child, nil, 0) < 0, errno == EINTR {}
        }
    }
}
