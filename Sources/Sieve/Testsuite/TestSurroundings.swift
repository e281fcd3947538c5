// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What a test suite needs from the world outside of its file.
public struct TestSurroundings: Sendable {
    /// The bytes of the file at a path; nil where there is none.
    public var file: @Sendable (String) -> [UInt8]?
    /// Reads a message as mail is read, so that tests see what rules would see.
    public var message: @Sendable ([UInt8]) -> Message
    /// What scripts can know of the world: the time, and where they run.
    public var run: Surroundings

    /// Takes all three.
    public init(
        file: @escaping @Sendable (String) -> [UInt8]?, message: @escaping @Sendable ([UInt8]) -> Message,
        run: Surroundings
    ) {
        self.file = file
        self.message = message
        self.run = run
    }
}
