// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc

extension Spool {
    private var instancePath: String { "\(path)/instance" }

    /// The mark by which this spool's Sealpost knows mail that it passed on; nil as long as none was made.
    ///
    /// Random, so that it tells a stranger nothing. A door asks for it only about a message that bears some mark.
    public func instance() throws(FileFault) -> String? {
        let descriptor = Glibc.open(instancePath, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw FileFault("open", instancePath)
        }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 64)
        var count = -1
        repeat { count = read(descriptor, &buffer, buffer.count) } while count < 0 && errno == EINTR
        guard count >= 0 else { throw FileFault("read", instancePath) }
        let line = buffer.prefix(count).prefix { $0 != UInt8(ascii: "\n") }
        guard let mark = SpoolID(rawValue: String(decoding: line, as: UTF8.self)) else {
            throw FileFault("understand", instancePath, code: EBADMSG)
        }
        return mark.rawValue
    }

    /// Makes the mark where there is none; it never changes then.
    func createInstance() throws(FileFault) {
        guard try instance() == nil else { return }
        let mark = SpoolID().rawValue
        let file = try DurableFile(at: "\(path)/tmp/instance.\(mark)")
        try file.append(Array("\(mark)\n".utf8))
        do throws(FileFault) {
            try file.commit(to: instancePath, replacing: false)
        } catch  where error.code == EEXIST {
            // Another process was quicker, and its mark stands.
        }
    }
}
