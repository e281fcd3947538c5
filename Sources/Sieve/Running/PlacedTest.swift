// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A test with its place and its text, which the trace shows.
struct PlacedTest: Sendable {
    let test: any CompiledTest
    let place: SourcePlace
    let text: String
}
