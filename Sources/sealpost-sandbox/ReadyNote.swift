// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Sandbox

/// Tells scripts where the sandbox is, once it can be reached.
enum ReadyNote {
    /// Prints the URL, and writes it to a file that appears only when it is complete.
    static func tell(_ url: String, file: String?) throws(SandboxError) {
        if let file {
            do {
                try Data("\(url)\n".utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
            } catch {
                throw .cannotStore(file, error.localizedDescription)
            }
        }
        print(url)
        fflush(nil)
    }
}
