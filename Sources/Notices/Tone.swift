// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How something that happened is marked where there are more means than words.
enum Tone: Sendable, Hashable, CaseIterable {
    /// It went its way.
    case calm
    /// It came to a good end.
    case good
    /// It waits for something.
    case waiting
    /// Nobody knows.
    case doubtful
    /// It came to a bad end.
    case bad

    /// The tone of what happened.
    init(_ happening: Happening) {
        self =
            switch (happening, happening.action) {
            case (.uncertain, _), (.unverified, _): .doubtful
            case (.missed, _): .bad
            case (_, "delivered"): .good
            case (_, "delayed"): .waiting
            case (_, "failed"): .bad
            default: .calm
            }
    }
}
