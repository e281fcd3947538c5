// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Curl
internal import Glibc

/// Writes a body to a program while reading what it says, until both pipes are done or the time is over: poll(2).
struct ChildFeed {
    /// How much of what a program says is kept.
    private static let errorBytes = 4096

    private let input: Int32
    private let output: Int32
    private var reader: any BodyReader
    private var isWriting = true
    private var isReading = true
    private var chunk: [UInt8] = []
    private var position = 0
    let deadline: Double
    private(set) var gaveAll = false
    private(set) var errorText: [UInt8] = []

    init(input: Int32, output: Int32, body: any RequestBody, deadline: Double) {
        self.input = input
        self.output = output
        self.reader = body.makeReader()
        self.deadline = deadline
        // Not to wait in write(2) for a program that itself waits for its words to be read.
        for file in [input, output] { _ = fcntl(file, F_SETFL, fcntl(file, F_GETFL) | O_NONBLOCK) }
    }

    mutating func run() {
        while isWriting || isReading {
            let left = deadline - ChildProcess.now()
            guard left > 0 else { break }
            var files = [
                pollfd(fd: isWriting ? input : -1, events: Int16(POLLOUT), revents: 0),
                pollfd(fd: isReading ? output : -1, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&files, 2, Int32(min(left * 1000, 60_000)) + 1) >= 0 || errno == EINTR else { break }
            if files[1].revents != 0 { read() }
            if files[0].revents != 0 { write() }
        }
        if isWriting { close(input) }
        if isReading { close(output) }
    }

    private mutating func write() {
        if position == chunk.count {
            chunk = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
                count = reader.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            position = 0
        }
        if chunk.isEmpty {
            gaveAll = true
            isWriting = false
            close(input)
            return
        }
        let count = chunk.withUnsafeBytes { bytes in
            bytes.baseAddress.map { Glibc.write(input, $0 + position, bytes.count - position) } ?? 0
        }
        if count > 0 {
            position += count
        } else if count < 0, errno != EAGAIN, errno != EINTR {
            // It does not read any more; its exit code says why.
            isWriting = false
            close(input)
        }
    }

    private mutating func read() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(output, &buffer, buffer.count)
        if count > 0 {
            errorText += buffer[..<min(count, Self.errorBytes - errorText.count)]
        } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
            isReading = false
            close(output)
        }
    }
}
