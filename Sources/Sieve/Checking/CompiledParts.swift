// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a call consists of, ready to run, for the maker of the call.
struct CompiledParts: Sendable {
    var tests: [PlacedTest] = []
    var block: [PlacedCommand] = []
}
