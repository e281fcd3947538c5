// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CCurl

/// One exchange on its way: the easy handle, what is read for it and what was received.
///
/// Set up by the caller, then handed to a `TransferLoop`; from then on only that loop's thread touches it, and its
/// `finished` is called there, once.
final class Transfer: @unchecked Sendable {
    // Unchecked: the hand-over to the loop and the one back go through its lock; between them one thread alone uses this.

    /// How a transfer ended, in libcurl's terms or ours.
    enum End: Sendable {
        case code(CURLcode)
        case cancelled
    }

    let handle: EasyHandle
    private let bodyLength: Int
    private var reader: (any BodyReader)?
    private let maximumAnswerBytes: Int
    private var finished: (@Sendable () -> Void)?

    /// Whether the loop has this; reached under the loop's lock alone.
    var wasSubmitted = false
    /// How it ended; reached under the loop's lock alone.
    var end = End.cancelled
    /// Whether this was cancelled before it was submitted; reached under the loop's lock alone.
    var wasCancelledEarly = false

    /// How many bytes of the body libcurl has taken.
    private(set) var handedBytes = 0
    /// Whether libcurl wanted to send the request anew after having taken of its body.
    private(set) var stoppedRepetition = false
    /// Whether the answer's body was longer than allowed.
    private(set) var isTooLong = false
    private(set) var headerLines: [String] = []
    /// Whether the empty line after the header fields came: libcurl may call an answer whole that lacks it.
    private(set) var hasWholeHeader = false
    private(set) var received: [UInt8] = []

    init(_ handle: EasyHandle, body: (any RequestBody)?, maximumAnswerBytes: Int) {
        self.handle = handle
        self.bodyLength = body?.length ?? 0
        self.reader = body?.makeReader()
        self.maximumAnswerBytes = maximumAnswerBytes
        let this = Unmanaged.passUnretained(self).toOpaque()
        handle.set(CURLOPT_PRIVATE, pointer: this)
        handle.set(CURLOPT_READDATA, pointer: this)
        handle.set(CURLOPT_WRITEDATA, pointer: this)
        handle.set(CURLOPT_HEADERDATA, pointer: this)
        handle.set(CURLOPT_PREREQDATA, pointer: this)
        handle.setRead { buffer, size, count, this in
            guard let buffer, let this else { return Int(CURL_READFUNC_ABORT) }
            return Transfer.at(this).read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
        }
        handle.setWrite(CURLOPT_WRITEFUNCTION) { buffer, size, count, this in
            guard let buffer, let this else { return 0 }
            return Transfer.at(this).receive(UnsafeRawBufferPointer(start: buffer, count: size * count))
        }
        handle.setWrite(CURLOPT_HEADERFUNCTION) { buffer, size, count, this in
            guard let buffer, let this else { return 0 }
            return Transfer.at(this).receiveLine(UnsafeRawBufferPointer(start: buffer, count: size * count))
        }
        handle.setBeforeRequest { this, _, _, _, _ in
            guard let this else { return Int32(CURL_PREREQFUNC_ABORT) }
            return Int32(Transfer.at(this).mayBegin() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT)
        }
    }

    static func at(_ pointer: UnsafeMutableRawPointer) -> Transfer {
        Unmanaged<Transfer>.fromOpaque(pointer).takeUnretainedValue()
    }

    /// Sets what is called at the end, before the transfer is submitted.
    func onEnd(_ finished: @escaping @Sendable () -> Void) { self.finished = finished }

    /// Tells that the transfer is over; its end is set before.
    func finish() {
        let told = finished
        finished = nil
        told?()
    }

    /// How far the request has come, an answer aside.
    var progress: TransferError.Progress {
        if bodyLength == 0 { return handle.number(CURLINFO_REQUEST_SIZE) > 0 ? .wholeBody : .nothing }
        if handedBytes == 0 { return .nothing }
        return handedBytes < bodyLength ? .partOfBody : .wholeBody
    }

    /// Whether a request may go out now.
    ///
    /// libcurl quietly sends a request again on a new connection when a reused one ends without an answer. For a mail that
    /// is a second letter, since the first may have been read. No option turns that off, but this callback comes before
    /// every attempt: CURLOPT_PREREQFUNCTION(3).
    private func mayBegin() -> Bool {
        if handedBytes > 0 { stoppedRepetition = true }
        return handedBytes == 0
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let wanted = min(buffer.count, bodyLength - handedBytes)
        guard wanted > 0 else { return 0 }
        let count = reader?.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])) ?? 0
        // A reader that ends before its length would leave the server waiting for the rest.
        guard count > 0 else { return Int(CURL_READFUNC_ABORT) }
        handedBytes += count
        return count
    }

    private func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
        let room = maximumAnswerBytes - received.count
        received.append(contentsOf: bytes.prefix(room))
        guard bytes.count <= room else {
            isTooLong = true
            // Any other number than the count ends the transfer.
            return 0
        }
        return bytes.count
    }

    private func receiveLine(_ bytes: UnsafeRawBufferPointer) -> Int {
        // Field names and values are ASCII in all that matters here; anything else is shown replaced.
        let line = String(decoding: bytes, as: UTF8.self).trimmingLineEnd
        // An interim answer (100 Continue) ends where the next status line begins.
        if line.hasPrefix("HTTP/") { (headerLines, hasWholeHeader) = ([], false) }
        // A server that sends header fields without end is cut off like one with an endless body.
        guard headerLines.count < 1000 else { return 0 }
        if line.isEmpty { hasWholeHeader = true } else { headerLines.append(line) }
        return bytes.count
    }
}

extension String {
    fileprivate var trimmingLineEnd: String {
        var end = unicodeScalars.endIndex
        while end > unicodeScalars.startIndex {
            let previous = unicodeScalars.index(before: end)
            guard unicodeScalars[previous] == "\n" || unicodeScalars[previous] == "\r" else { break }
            end = previous
        }
        return String(unicodeScalars[..<end])
    }
}
