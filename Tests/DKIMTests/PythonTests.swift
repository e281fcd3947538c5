// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DKIM
import Digests
import Foundation
import TestSupport
import Testing

/// The same judgement by another program: dkimpy, which Debian has as `python3-dkim`.
@Suite("DKIM beside dkimpy")
struct PythonTests {
    /// Reads a JSON array of messages and records, and prints what dkimpy says of each.
    private static let verifier = """
        import sys, json, base64, dkim
        def verdict(case):
            records = case["records"]
            def look_up(name, timeout=5):
                name = name.decode() if isinstance(name, bytes) else name
                return (records.get(name.rstrip(".")) or "").encode() or None
            try:
                return dkim.DKIM(base64.b64decode(case["message"]), minkey=1024).verify(dnsfunc=look_up)
            except Exception:
                return False
        print(json.dumps([bool(verdict(case)) for case in json.load(sys.stdin)]))
        """

    /// Signs with each algorithm and form, and prints messages and records.
    private static let signer = """
        import sys, json, base64, subprocess, dkim, nacl.signing, nacl.encoding
        message = sys.stdin.buffer.read()
        pem = subprocess.run(["openssl", "genrsa", "-traditional", "2048"], capture_output=True).stdout
        der = subprocess.run(["openssl", "rsa", "-pubout", "-outform", "DER"], input=pem, capture_output=True).stdout
        seed = nacl.signing.SigningKey.generate()
        keys = [(pem, b"rsa-sha256", "k=rsa; p=" + base64.b64encode(der).decode()),
                (seed.encode(encoder=nacl.encoding.Base64Encoder), b"ed25519-sha256",
                 "k=ed25519; p=" + seed.verify_key.encode(encoder=nacl.encoding.Base64Encoder).decode())]
        cases = []
        for key, algorithm, record in keys:
            for form in [(b"simple", b"simple"), (b"relaxed", b"relaxed"), (b"relaxed", b"simple"), (b"simple", b"relaxed")]:
                field = dkim.sign(message, b"s1", b"mail.example", key, canonicalize=form, signature_algorithm=algorithm,
                    linesep=b"\\n")
                cases.append({"message": base64.b64encode(field + message).decode(),
                    "records": {"s1._domainkey.mail.example": "v=DKIM1; " + record}})
        print(json.dumps(cases))
        """

    struct Case: Codable {
        var message: Data
        var records: [String: String]

        var isGood: Bool {
            Sample.outcome(Array(message), records.mapValues { [$0] }) == .good
        }
    }

    private static func python(_ script: String, _ input: Data) throws -> Data {
        let folder = try TemporaryFolder()
        try input.write(to: URL(filePath: folder.file("input")))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", script]
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: folder.file("input")))
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return data
    }

    static var isThere: Bool {
        guard FileManager.default.fileExists(atPath: "/usr/bin/python3") else { return false }
        return (try? python("import dkim, nacl; print('yes')", Data())).map { String(decoding: $0, as: UTF8.self) }
            == "yes\n"
    }

    private func theirs(_ cases: [Case]) throws -> [Bool] {
        try JSONDecoder().decode([Bool].self, from: Self.python(Self.verifier, JSONEncoder().encode(cases)))
    }

    private func own() -> [Case] {
        [Sample.rsa, Sample.ed25519].flatMap { key in
            DKIMSigner.Form.allCases.map { form in
                let signer = Sample.signer(key, form: form)
                return Case(
                    message: Data(Sample.signed(Sample.message, signer)),
                    records: [signer.record.name: signer.record.text])
            }
        }
    }

    @Test("what we sign is good to it, and what it signs is good to us", .enabled(if: isThere, "without python3-dkim"))
    func both() throws {
        #expect(try theirs(own()) == Array(repeating: true, count: 6))
        let cases = try JSONDecoder().decode([Case].self, from: Self.python(Self.signer, Data(Sample.message.utf8)))
        #expect(cases.count == 8)
        #expect(cases.map(\.isGood) == Array(repeating: true, count: 8))
    }

    @Test(
        "both say the same of messages with changed, missing and added bytes",
        .enabled(if: isThere, "without python3-dkim"))
    func tampered() throws {
        var random = SeededGenerator(seed: 1)
        let signed =
            try own() + JSONDecoder().decode([Case].self, from: Self.python(Self.signer, Data(Sample.message.utf8)))
        let cases = (0..<600).map { _ in
            var one = signed[Int.random(in: 0..<signed.count, using: &random)]
            let index = Int.random(in: 0..<one.message.count, using: &random)
            switch Int.random(in: 0...3, using: &random) {
            case 0: one.message[index] = UInt8.random(in: 0...127, using: &random)
            case 1: one.message.remove(at: index)
            case 2: one.message.insert([32, 10, 9, 65].randomElement(using: &random) ?? 32, at: index)
            default: one.message.swapAt(index, max(0, index - 1))
            }
            return one
        }
        let verdicts = try theirs(cases)
        #expect(verdicts.contains(true) && verdicts.contains(false))
        for (one, verdict) in zip(cases, verdicts) {
            #expect(one.isGood == verdict, "\(String(decoding: one.message, as: UTF8.self))")
        }
    }
}
