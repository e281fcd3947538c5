// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve
import Spelling

/// The name of a header field that is probably mistyped.
struct HeaderNameLint: Lint {
    private static let known =
        [
            "From", "To", "Cc", "Bcc", "Sender", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To",
            "References",
            "Comments", "Keywords", "Content-Type", "Content-Disposition", "Content-Transfer-Encoding", "Content-ID",
            "Content-Language", "MIME-Version", "Importance", "Priority", "X-Priority", "Sensitivity", "Precedence",
            "Auto-Submitted", "List-Id", "List-Unsubscribe", "Organization", "User-Agent", "X-Mailer", "Return-Path",
            "Received", "Resent-From", "Resent-To", "Resent-Cc", "Resent-Bcc", "Resent-Date",
            "Disposition-Notification-To",
            "Return-Receipt-To", "Errors-To", "Delivered-To", "Expires", "Followup-To", "Mail-Followup-To", "Autocrypt",
        ] + OptionName.allCases.map(\.fieldName)

    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        let tests: Set = ["header", "exists"]
        let names = Set(Self.known.map { $0.lowercased() })
        return compilation.allCalls.filter { tests.contains($0.name) }.flatMap { $0.strings(0) }.compactMap { string in
            guard let name = string.constant, !names.contains(name.lowercased()),
                let near = NearestName.of(name, in: Self.known)
            else { return nil }
            return compilation.diagnostic(
                .warning, "\"\(name)\" is no header field that is known", at: string.place,
                suggestion: "did you mean \"\(near)\"?")
        }
    }
}
