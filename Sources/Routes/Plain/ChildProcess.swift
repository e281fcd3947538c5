// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CPipes
internal import Curl
internal import Glibc

/// Runs a program with a request body as its standard input, and waits for its end.
///
/// On a thread of its own, since pipes and waitpid(2) block. posix_spawn(3).
enum ChildProcess {
    /// How a program ended.
    struct End: Sendable, Hashable {
        enum Way: Sendable, Hashable {
            /// It could not be started; the errno value.
            case notStarted(Int32)
            case exited(Int32)
            case signalled(Int32)
            /// It took too long, or its caller gave up, and was ended.
            case stopped
        }

        var way: Way
        /// Whether it was given the whole input, to the end; else it can't have known all of it.
        var gotAllInput: Bool
        /// The beginning of what it wrote to standard error.
        var errorText: [UInt8]
    }

    static func run(
        _ arguments: [String], environment: [String: String], input: any RequestBody, timeLimit: Double
    ) async -> End {
        await withCheckedContinuation { continuation in
            let job = Job { continuation.resume(returning: runBlocking(arguments, environment, input, timeLimit)) }
            var thread = pthread_t()
            let this = Unmanaged.passRetained(job)
            let code = pthread_create(
                &thread, nil,
                { pointer in
                    guard let pointer else { return nil }
                    Unmanaged<Job>.fromOpaque(pointer).takeRetainedValue().body()
                    return nil
                }, this.toOpaque())
            if code == 0 {
                pthread_detach(thread)
            } else {
                this.release()
                continuation.resume(returning: End(way: .notStarted(code), gotAllInput: false, errorText: []))
            }
        }
    }

    private final class Job: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private static func runBlocking(
        _ arguments: [String], _ environment: [String: String], _ input: any RequestBody, _ timeLimit: Double
    ) -> End {
        // A program that closes its input must give an error here, not end us; the thread ends with this call.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        var toChild: [Int32] = [-1, -1]
        var fromChild: [Int32] = [-1, -1]
        guard shim_pipe(&toChild, O_CLOEXEC) == 0 else {
            return End(way: .notStarted(errno), gotAllInput: false, errorText: [])
        }
        guard shim_pipe(&fromChild, O_CLOEXEC) == 0 else {
            let code = errno
            for file in toChild { close(file) }
            return End(way: .notStarted(code), gotAllInput: false, errorText: [])
        }
        var process = pid_t()
        let code = spawn(&process, arguments, environment, input: toChild[0], output: fromChild[1])
        close(toChild[0])
        close(fromChild[1])
        guard code == 0 else {
            close(toChild[1])
            close(fromChild[0])
            return End(way: .notStarted(code), gotAllInput: false, errorText: [])
        }
        var feed = ChildFeed(input: toChild[1], output: fromChild[0], body: input, deadline: now() + timeLimit)
        feed.run()
        let way = wait(process, until: feed.deadline)
        return End(way: way, gotAllInput: feed.gaveAll, errorText: feed.errorText)
    }

    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func spawn(
        _ process: inout pid_t, _ arguments: [String], _ environment: [String: String], input: Int32, output: Int32
    ) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A fresh mask and ordinary signals, whatever this program ignores; a group of its own, so that all can be ended.
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
        let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return withStrings(arguments) { arguments in
            withStrings(variables) { variables in
                posix_spawn(&process, arguments[0] ?? strdup(""), &actions, &attributes, arguments, variables)
            }
        }
    }

    private static func withStrings<Result>(
        _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let pointers = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: strings.count + 1)
        for (index, string) in strings.enumerated() { pointers[index] = strdup(string) }
        pointers[strings.count] = nil
        defer {
            for index in strings.indices { free(pointers[index]) }
            pointers.deallocate()
        }
        return body(pointers)
    }

    /// Waits for the end of a process, and makes one when the time is over: first asked, then forced.
    private static func wait(_ process: pid_t, until deadline: Double) -> End.Way {
        var status: Int32 = 0
        var wasStopped = false
        var last = deadline
        while true {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process { break }
            if ended < 0, errno != EINTR { return .stopped }
            if now() >= last {
                kill(-process, wasStopped ? SIGKILL : SIGTERM)
                wasStopped = true
                last = now() + 2
            }
            usleep(2000)
        }
        if wasStopped { return .stopped }
        // WIFEXITED and its like are macros that Swift can't see.
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
    }
}
