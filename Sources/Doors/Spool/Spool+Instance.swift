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
        guard let text = try SmallFile.text(at: instancePath) else { return nil }
        guard let mark = SpoolID(rawValue: String(text.prefix { !$0.isNewline })) else {
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
