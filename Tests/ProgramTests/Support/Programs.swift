// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// Where the programs are: those of this package beside the tests, others where the machine has them.
enum Programs {
    /// The folder into which the package is built, which holds the tests too.
    static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path

    /// The top folder of the package.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// The file of a program of this package.
    static func built(_ name: String) -> String { "\(folder)/\(name)" }

    /// The file of an example.
    static func example(_ name: String) -> String { "\(package)/examples/\(name)" }

    /// Where a program of the machine is; nil where it is not installed.
    static func installed(_ name: String) -> String? {
        ["/usr/bin", "/usr/sbin", "/bin", "/sbin"].map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Whether a program of the machine is there.
    static func has(_ name: String) -> Bool { installed(name) != nil }

    /// Whether git can send mail, which Debian has in a package of its own.
    static let gitSendsMail = FileManager.default.isExecutableFile(atPath: "/usr/lib/git-core/git-send-email")

    /// Whether Perl has MIME::Lite.
    static let perlSendsMail = FileManager.default.fileExists(atPath: "/usr/share/perl5/MIME/Lite.pm")

    /// Where Symfony's mailer is, as Debian has it.
    static let symfonyMailer = "/usr/share/php/Symfony/Component/Mailer/autoload.php"

    /// Whether Symfony's mailer is there.
    static let symfonySendsMail = FileManager.default.fileExists(atPath: symfonyMailer)

    /// Whether the tests are run by root, as in most containers.
    static let isRoot = getuid() == 0

    /// The words before a command that is to see mounts of its own; who is not root is root there.
    static let unshared = ["unshare", "--mount"] + (isRoot ? [] : ["--map-root-user"])

    /// Whether a command can have mounts of its own: not where namespaces are refused.
    static let canMount: Bool = {
        guard has("unshare"), var command = try? Command() else { return false }
        command.words = unshared + ["mount", "-t", "tmpfs", "none", "/mnt"]
        return (try? command.runAndWait())?.status == 0
    }()

    /// Whether system calls can be traced and made to fail: not without strace, nor where ptrace(2) is refused.
    static let canTrace: Bool = {
        guard has("strace"), let command = try? Command("strace", "-o", "/dev/null", "-e", "trace=none", "/bin/true")
        else { return false }
        return (try? command.runAndWait())?.status == 0
    }()
}
