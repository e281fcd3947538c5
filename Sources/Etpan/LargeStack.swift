// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// The C module textually includes pthread.h, so the compiler counts the thread types as its own.
private import CEtpan
private import Glibc

/// Runs work on a thread of its own whose stack is large enough for libetpan's recursion.
///
/// libetpan recurses once per nesting level and per opening parenthesis. The threads of Swift's pool have what
/// `ulimit -s` says, which may be too little for what the limits of reading let through.
public enum LargeStack {
    /// How large the stack is, in bytes; the kernel gives memory only to what is touched.
    private static let size = 64 << 20

    /// The work and its result, both touched by one thread at a time: the starter waits in pthread_join(3).
    private final class Errand {
        let work: () -> Void
        init(_ work: @escaping () -> Void) { self.work = work }
    }

    /// Runs `work` and waits for it; runs it on the present thread where no thread can be had.
    public static func run<Result>(_ work: () -> Result) -> Result {
        var result: Result?
        withoutActuallyEscaping(work) { work in
            let errand = Unmanaged.passRetained(Errand { result = work() })
            if !start(errand.toOpaque()) {
                errand.release()
                result = work()
            }
        }
        guard let result else { preconditionFailure("the thread was joined, so the work is done") }
        return result
    }

    /// Starts and joins the thread; returns false where it could not be started, the errand then being untouched.
    private static func start(_ errand: UnsafeMutableRawPointer) -> Bool {
        var attributes = pthread_attr_t()
        guard pthread_attr_init(&attributes) == 0 else { return false }
        defer { pthread_attr_destroy(&attributes) }
        guard pthread_attr_setstacksize(&attributes, size) == 0 else { return false }
        var thread = pthread_t()
        let status = pthread_create(
            &thread, &attributes,
            { pointer in
                guard let pointer else { return nil }
                Unmanaged<Errand>.fromOpaque(pointer).takeRetainedValue().work()
                return nil
            }, errand)
        guard status == 0 else { return false }
        pthread_join(thread, nil)
        return true
    }
}
