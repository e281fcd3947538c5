// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The next sendmail command, and what keeps mail from running in a circle.
public struct CommandConfiguration: Sendable {
    /// The environment variable by which a sendmail of ours knows that Sealpost itself calls it.
    public static let depthVariable = "SEALPOST_DEPTH"

    /// The program and its own arguments; `-i -f SENDER -- RECIPIENTS` are put behind them.
    public var command: [String]
    /// The files of our own sendmail programs, none of which may be called.
    public var ownPrograms: [String]
    /// The environment for the program.
    public var environment: [String: String]
    /// How many seconds it may take.
    public var timeLimit: Double
    /// The largest message, in bytes.
    public var maximumMessageBytes: Int

    /// Makes a configuration.
    public init(
        command: [String] = ["/usr/sbin/sendmail"], ownPrograms: [String] = [], environment: [String: String],
        timeLimit: Double = 300, maximumMessageBytes: Int = 100_000_000
    ) {
        self.command = command
        self.ownPrograms = ownPrograms
        self.environment = environment
        self.timeLimit = timeLimit
        self.maximumMessageBytes = maximumMessageBytes
    }
}
