// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Whether a run goes on after a command.
enum Flow: Sendable {
    case proceed
    case stop
}
