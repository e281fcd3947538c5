// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Somewhere that can be asked what became of a ticket.
public protocol StatusSource: Sendable {
    /// Asks once; whatever comes instead of a status is an answer too.
    func ask(about token: String) async -> StatusAnswer
}
