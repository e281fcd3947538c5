// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Mail
import MailFlow

/// The person's own browser, found as Debian finds it.
struct Browser {
    /// Why nothing was opened.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// xdg-utils' program, which knows desktops and asks `BROWSER`, and that of sensible-utils.
    private static let programs = ["xdg-open", "sensible-browser"]

    /// Opens a page, and waits for the program that does it: some browsers run in the terminal itself.
    func open(_ page: TicketPage) throws(Fault) {
        guard Self.isSet("DISPLAY") || Self.isSet("WAYLAND_DISPLAY") || Self.isSet("BROWSER") else {
            throw Fault(
                description:
                    "there is no display (DISPLAY and WAYLAND_DISPLAY are not set), and BROWSER names no browser")
        }
        for program in Self.programs {
            guard let status = try Self.run(program, page.url) else { continue }
            guard status == 0 else { throw Fault(description: "\(program) ended with \(status)") }
            return
        }
        throw Fault(description: "neither xdg-open nor sensible-browser is installed")
    }

    private static func isSet(_ name: String) -> Bool { getenv(name).map { $0.pointee != 0 } ?? false }

    /// Runs a program of the path with one argument, by no shell of ours: posix_spawnp(3), waitpid(2).
    /// - Returns: Its exit status; nil where it is not there.
    private static func run(_ program: String, _ argument: String) throws(Fault) -> Int32? {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What this program ignores a browser would go on ignoring.
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        let words = [program, argument].map { (word: String) in strdup(word) }
        defer { words.forEach { free($0) } }
        var process: pid_t = 0
        let code = posix_spawnp(&process, program, nil, &attributes, words + [nil], environ)
        if code == ENOENT { return nil }
        guard code == 0 else { throw Fault(description: "can't start \(program): \(String(cString: strerror(code)))") }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f)
    }
}
