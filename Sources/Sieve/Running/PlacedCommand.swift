// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A command with its place, which faults and actions name.
struct PlacedCommand: Sendable {
    let command: any CompiledCommand
    let place: SourcePlace
}
