// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The layers of the program, top to bottom: imports go down only, and stages never import each other.
enum Layers {
    /// Each band with its targets.
    ///
    /// A band's targets may import bands below it; tools may import tools.
    static let bands: [(name: String, targets: Set<String>)] = [
        ("programs", ["sealpost", "sealpost-sendmail", "sealpost-sandbox", "rules-bench", "ledger-bench"]),
        ("flow", ["MailFlow", "Tracking"]),
        ("stages", ["Doors", "Reading", "Rules", "Routes", "Ledgers", "Notices", "Statuses", "Dossiers", "Sandbox"]),
        (
            "tools",
            [
                "DurableFiles", "Maildirs", "Etpan", "Curl", "Digests", "MarkupReading", "HTMLWriting", "DKIM", "Sieve",
                "Settings", "Spelling",
                "TransferEncodings", "RegularExpressions", "Normalization", "Archives",
                "TerminalText",
            ]
        ),
        ("values", ["Mail"]),
        (
            "C",
            [
                "CEtpan", "CCurl", "CCrypto", "CNettle", "CXML2", "CLinux", "CArguments", "CSpawn", "CPipes", "CRE2",
                "CUTF8Proc", "CResolver", "CMinizip",
            ]
        ),
        ("loading of C libraries", ["CLazyLoading"]),
    ]

    /// The folder of the package.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func band(of target: String) -> Int? { bands.firstIndex { $0.targets.contains(target) } }

    /// Whether a target may import another.
    static func allows(_ target: String, importing other: String) -> Bool {
        guard let from = band(of: target), let to = band(of: other) else { return false }
        return to > from || to == from && bands[from].name == "tools"
    }
}
