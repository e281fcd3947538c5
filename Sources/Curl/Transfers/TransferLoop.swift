// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CCurl
internal import Glibc

/// One thread that runs all transfers of a client through one libcurl multi handle.
///
/// One handle, so that connections, HTTP/2 streams and the store of trusted certificates are shared. The thread starts
/// with the first transfer. libcurl-multi(3), curl_multi_poll(3), curl_multi_wakeup(3).
final class TransferLoop: @unchecked Sendable {
    // Unchecked: `multi` and `active` belong to the thread; of the C functions others call curl_multi_wakeup alone,
    // which is made for that. The rest is in the lock.

    private struct Queue {
        var isRunning = false
        var isStopping = false
        var waiting: [Transfer] = []
        var cancelled: [Transfer] = []
    }

    private let queue = Lock(Queue())
    private let multi: UnsafeMutableRawPointer?
    private var active: [UnsafeMutableRawPointer: Transfer] = [:]

    init(connectionsPerHost: Int) {
        multi = GlobalState.isReady ? curl_multi_init() : nil
        if let multi {
            _ = shim_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, connectionsPerHost)
        }
    }

    deinit {
        // The thread holds this object, so it has ended.
        if let multi { curl_multi_cleanup(multi) }
    }

    /// Takes a transfer; its end is told later, whatever happens.
    private func submit(_ transfer: Transfer) {
        guard let multi else { return finish(transfer, .code(CURLE_FAILED_INIT)) }
        enum Step { case wake, start, finish(Transfer.End) }
        let step = queue.withLock { queue -> Step in
            if transfer.wasCancelledEarly || queue.isStopping { return .finish(.cancelled) }
            transfer.wasSubmitted = true
            queue.waiting.append(transfer)
            if queue.isRunning { return .wake }
            queue.isRunning = true
            return .start
        }
        switch step {
        case .wake: curl_multi_wakeup(multi)
        case .start: startThread()
        case .finish(let end): finish(transfer, end)
        }
    }

    /// Runs a transfer to its end; cancelling the task ends it.
    func run(_ transfer: Transfer) async -> Transfer.End {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transfer.onEnd { continuation.resume() }
                submit(transfer)
            }
        } onCancel: {
            cancel(transfer)
        }
        // Under the lock, as the loop's thread set it: so all else that thread wrote is seen here too.
        return queue.withLock { _ in transfer.end }
    }

    /// Ends a transfer, also one that is yet to be submitted.
    private func cancel(_ transfer: Transfer) {
        queue.withLock { queue in
            if transfer.wasSubmitted {
                queue.cancelled.append(transfer)
            } else {
                transfer.wasCancelledEarly = true
            }
        }
        if let multi { curl_multi_wakeup(multi) }
    }

    /// Ends all transfers and the thread.
    func stop() {
        queue.withLock { $0.isStopping = true }
        if let multi { curl_multi_wakeup(multi) }
    }

    private func startThread() {
        var thread = pthread_t()
        let this = Unmanaged.passRetained(self)
        let code = pthread_create(
            &thread, nil,
            { pointer in
                guard let pointer else { return nil }
                Unmanaged<TransferLoop>.fromOpaque(pointer).takeRetainedValue().run()
                return nil
            }, this.toOpaque())
        guard code == 0 else {
            this.release()
            let waiting = queue.withLock { queue in
                queue.isRunning = false
                defer { queue.waiting = [] }
                return queue.waiting
            }
            for transfer in waiting { finish(transfer, .code(CURLE_OUT_OF_MEMORY)) }
            return
        }
        pthread_detach(thread)
    }

    private func run() {
        guard let multi else { return }
        // A write to a closed connection must be an error, not the end of the program.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        while takeQueue(multi) {
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            finishEnded(multi)
            // libcurl shortens the wait to its own timers.
            curl_multi_poll(multi, nil, 0, 60_000, nil)
        }
    }

    /// Starts what waits and ends what was cancelled; false when the thread is to end.
    private func takeQueue(_ multi: UnsafeMutableRawPointer) -> Bool {
        let (waiting, cancelled, isStopping) = queue.withLock { queue in
            defer { (queue.waiting, queue.cancelled) = ([], []) }
            return (queue.waiting, queue.cancelled, queue.isStopping)
        }
        for transfer in waiting {
            let code = curl_multi_add_handle(multi, transfer.handle.pointer)
            if code == CURLM_OK {
                active[transfer.handle.pointer] = transfer
            } else {
                finish(transfer, .code(CURLE_FAILED_INIT))
            }
        }
        for transfer in isStopping ? Array(active.values) : cancelled {
            end(transfer, .cancelled, multi)
        }
        return !isStopping
    }

    private func finishEnded(_ multi: UnsafeMutableRawPointer) {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle,
                let transfer = active[handle]
            else { continue }
            end(transfer, .code(message.pointee.data.result), multi)
        }
    }

    private func finish(_ transfer: Transfer, _ end: Transfer.End) {
        queue.withLock { _ in transfer.end = end }
        transfer.finish()
    }

    private func end(_ transfer: Transfer, _ end: Transfer.End, _ multi: UnsafeMutableRawPointer) {
        guard active.removeValue(forKey: transfer.handle.pointer) != nil else { return }
        curl_multi_remove_handle(multi, transfer.handle.pointer)
        finish(transfer, end)
    }
}
