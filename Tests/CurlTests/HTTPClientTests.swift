// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import LoopbackTesting
import Testing

@Suite("HTTP requests")
struct HTTPClientTests {
    private let client = HTTPClient()

    private func post(_ server: RawServer, _ body: any RequestBody, limits: TimeLimits = TimeLimits()) throws
        -> HTTPRequest
    {
        HTTPRequest(.post, try Endpoint(server.url("/send")), body: body, limits: limits)
    }

    @Test("a body arrives byte for byte with its length, and the answer comes back whole")
    func roundTrip() async throws {
        let seen = Recorder()
        let server = try RawServer { connection, _ in
            guard let request = connection.readRequest() else { return }
            for line in request.head { seen.add(line.lowercased()) }
            seen.add(String(decoding: request.body, as: UTF8.self))
            connection.answer(202, "{}", fields: ["Quota-Used: 7"])
        }
        var request = try post(server, Array("hello".utf8))
        request.fields = [HTTPField("Content-Type", "application/json"), HTTPField("X-Empty", "")]
        let answer = try await client.send(request)
        #expect(answer.status == 202)
        #expect(answer.value(of: "quota-used") == "7")
        #expect(answer.body == Array("{}".utf8))
        #expect(answer.sentWholeBody)
        #expect(answer.remoteAddress == "127.0.0.1")
        #expect(answer.version == "HTTP/1.1")
        #expect(seen.entries.first == "post /send http/1.1")
        #expect(seen.entries.contains("content-length: 5"))
        #expect(seen.entries.contains("content-type: application/json"))
        #expect(!seen.entries.contains { $0.hasPrefix("expect:") || $0.hasPrefix("transfer-encoding:") })
        #expect(seen.entries.last == "hello")
    }

    @Test("a large body from a reader is pulled in pieces and arrives whole")
    func largeBody() async throws {
        let seen = Recorder()
        let server = try RawServer { connection, _ in
            guard let request = connection.readRequest() else { return }
            let isRight = request.body.indices.allSatisfy { request.body[$0] == UInt8(truncatingIfNeeded: $0) }
            seen.add("\(request.body.count) \(isRight)")
            connection.answer(200)
        }
        _ = try await client.send(try post(server, CountingBody(length: 3_000_001)))
        #expect(seen.entries == ["3000001 true"])
    }

    @Test("a redirect is an answer: nothing goes to the other host")
    func redirect() async throws {
        let other = try RawServer { connection, _ in connection.answer(200) }
        let elsewhere = other.url()
        let server = try RawServer { connection, _ in
            _ = connection.readRequest()
            connection.answer(302, fields: ["Location: \(elsewhere)"])
        }
        let answer = try await client.send(try post(server, [1]))
        #expect(answer.status == 302)
        #expect(other.connectionCount == 0)
    }

    @Test("nobody listening means that nothing left")
    func refusedConnection() async throws {
        let server = try RawServer { _, _ in }
        let port = server.port
        server.stop()
        let request = HTTPRequest(.post, try Endpoint("http://127.0.0.1:\(port)/"), body: [1])
        let error = await #expect(throws: TransferError.self) { try await client.send(request) }
        #expect(error?.cause == .connecting)
        #expect(error?.progress == .nothing)
    }

    @Test("clear text to another host than loopback is never tried")
    func clearText() async throws {
        let request = HTTPRequest(.post, try Endpoint("http://192.0.2.1/"), body: [1])
        let error = await #expect(throws: TransferError.self) { try await client.send(request) }
        #expect(error?.cause == .unusable)
        #expect(error?.progress == .nothing)
    }

    @Test("a server that closes after the body, without an answer, leaves it open whether it took the body")
    func droppedAfterBody() async throws {
        let server = try RawServer { connection, _ in _ = connection.readRequest() }
        let error = await #expect(throws: TransferError.self) { try await client.send(try post(server, [1, 2, 3])) }
        #expect(error?.progress == .wholeBody)
        #expect(error?.cause == .disconnected)
        #expect(server.connectionCount == 1)
    }

    @Test("a server that resets within the body can't have taken it")
    func droppedWithinBody() async throws {
        let server = try RawServer { connection, _ in
            _ = connection.readHead()
            _ = connection.read(1000)
            connection.reset()
        }
        let body = CountingBody(length: 50_000_000)
        let error = await #expect(throws: TransferError.self) { try await client.send(try post(server, body)) }
        #expect(error?.progress == .partOfBody)
    }

    @Test("a request on a reused connection that ends without an answer is not sent a second time")
    func noSilentRepetition() async throws {
        // A busy machine may take longer than the pause after which connections are not used again.
        let client = HTTPClient(ConnectionSettings(idleSeconds: 3600))
        let seen = Recorder()
        let server = try RawServer { connection, _ in
            guard connection.readRequest() != nil else { return }
            connection.answer(200)
            guard let request = connection.readRequest() else { return }
            seen.add(String(decoding: request.body, as: UTF8.self))
        }
        _ = try await client.send(try post(server, Array("first".utf8)))
        let error = await #expect(throws: TransferError.self) {
            try await client.send(try post(server, Array("second".utf8)))
        }
        #expect(error?.progress == .wholeBody)
        #expect(error?.cause == .disconnected)
        #expect(seen.entries == ["second"])
    }

    @Test("an early answer says that the body was not sent whole")
    func earlyAnswer() async throws {
        let server = try RawServer { connection, _ in
            _ = connection.readHead()
            connection.answer(413, "too large", fields: ["Connection: close"])
            connection.waitForEnd()
        }
        let answer = try await client.send(try post(server, CountingBody(length: 80_000_000)))
        #expect(answer.status == 413)
        #expect(!answer.sentWholeBody)
    }

    @Test("an answer shorter than announced is torn, and what came of it is told")
    func tornAnswer() async throws {
        let server = try RawServer { connection, _ in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ticket_")
        }
        let error = await #expect(throws: TransferError.self) { try await client.send(try post(server, [1])) }
        guard case .tornAnswer(let answer)? = error?.progress else { throw Unexpected(error) }
        #expect(answer.status == 200)
        #expect(answer.body == Array("{\"ticket_".utf8))
    }

    @Test("an answer that is cut within its header is torn too")
    func tornHeader() async throws {
        let server = try RawServer { connection, _ in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Le")
        }
        let error = await #expect(throws: TransferError.self) { try await client.send(try post(server, [1])) }
        #expect(error?.progress != .nothing && error?.progress != .partOfBody)
    }

    @Test("an endless answer is cut at the limit")
    func endlessAnswer() async throws {
        let server = try RawServer { connection, _ in
            _ = connection.readRequest()
            connection.answer(200, String(repeating: "x", count: 5000))
        }
        var request = try post(server, [1])
        request.maximumAnswerBytes = 1000
        let error = await #expect(throws: TransferError.self) { try await client.send(request) }
        #expect(error?.cause == .answerTooLong)
        guard case .tornAnswer(let answer)? = error?.progress else { throw Unexpected(error) }
        #expect(answer.body.count == 1000)
    }

    @Test("an answer that is no HTTP is no answer")
    func garbage() async throws {
        let server = try RawServer { connection, _ in
            _ = connection.readRequest()
            connection.write("220 mail.example ESMTP\r\n")
        }
        let error = await #expect(throws: TransferError.self) { try await client.send(try post(server, [1])) }
        #expect(error?.progress == .wholeBody)
    }

    @Test("a silent server runs into the time limit")
    func silence() async throws {
        let server = try RawServer { connection, _ in
            _ = connection.readRequest()
            connection.waitForEnd()
        }
        let limits = TimeLimits(total: 0.2)
        let error = await #expect(throws: TransferError.self) {
            try await client.send(try post(server, [1], limits: limits))
        }
        #expect(error?.cause == .timeout)
        #expect(error?.progress == .wholeBody)
    }

    @Test("a cancelled task ends its request and tells how far it had come")
    func cancellation() async throws {
        let (arrived, arrival) = AsyncStream<Void>.makeStream()
        let server = try RawServer { connection, _ in
            _ = connection.readRequest()
            arrival.yield()
            connection.waitForEnd()
        }
        let request = try post(server, [1])
        let task = Task { [client] in try await client.send(request) }
        for await _ in arrived { break }
        task.cancel()
        let error = await #expect(throws: TransferError.self) { try await task.value }
        #expect(error?.cause == .cancelled)
        #expect(error?.progress == .wholeBody)
    }

    @Test("a task cancelled beforehand sends nothing")
    func earlyCancellation() async throws {
        let server = try RawServer { connection, _ in _ = connection.readRequest() }
        let request = try post(server, [1])
        let task = Task { [client] in
            withUnsafeCurrentTask { $0?.cancel() }
            return try await client.send(request)
        }
        let error = await #expect(throws: TransferError.self) { try await task.value }
        #expect(error?.cause == .cancelled)
        #expect(error?.progress == .nothing)
        #expect(server.connectionCount == 0)
    }

    @Test("many requests at once get each their own answer over few connections")
    func concurrency() async throws {
        let server = try RawServer { connection, _ in
            while let request = connection.readRequest() {
                connection.answer(200, String(decoding: request.body, as: UTF8.self))
            }
        }
        let answers = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for number in 0..<100 {
                let request = try post(server, Array("\(number)".utf8))
                group.addTask { [client] in (number, try await client.send(request).body) }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(answers.count == 100)
        #expect(answers.allSatisfy { Array("\($0.key)".utf8) == $0.value })
        #expect(server.connectionCount <= ConnectionSettings().connectionsPerHost)
    }

    @Test("a line break in a header field is refused before anything is sent")
    func injection() async throws {
        let server = try RawServer { connection, _ in _ = connection.readRequest() }
        var request = try post(server, [1])
        request.fields = [HTTPField("X", "a\r\nY: b")]
        let error = await #expect(throws: TransferError.self) { try await client.send(request) }
        #expect(error?.cause == .unusable)
        #expect(server.connectionCount == 0)
    }

    @Test("printing a request shows neither fields nor body nor query")
    func secrets() throws {
        let request = HTTPRequest(
            .post, try Endpoint("https://x.nl/a?key=hunter2"), fields: [HTTPField("Authorization", "Bearer hunter2")],
            body: Array("hunter2".utf8))
        var dumped = ""
        dump(request, to: &dumped)
        #expect(!dumped.contains("hunter2"))
        #expect(!"\(request) \(String(reflecting: request))".contains("hunter2"))
    }
}

struct Unexpected: Error {
    var progress: TransferError.Progress?
    init(_ error: TransferError?) { progress = error?.progress }
}

/// A body of bytes that count up, made while it is read.
struct CountingBody: RequestBody {
    let length: Int

    func makeReader() -> any BodyReader { Reader(length: length) }

    struct Reader: BodyReader {
        let length: Int
        var position = 0

        mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
            let count = min(buffer.count, length - position)
            for index in 0..<count { buffer[index] = UInt8(truncatingIfNeeded: position + index) }
            position += count
            return count
        }
    }
}
