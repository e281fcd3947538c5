// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles

/// What a door must know of the settings: a few values in a file of the spool, in the form that the settings have them.
///
/// `sealpost-sendmail` reads no TOML, since it is started for each mail. `sealpost` writes the file where it differs, and the
/// door reads it with one open and one read. Without the file the defaults hold.
public struct DoorSettings: Sendable, Hashable {
    /// The most bytes that a message may have.
    public var maximumMessageBytes = Submission.standardSizeLimit
    /// Whether a door starts a delivery pass where nothing else would look at the spool.
    public var startsPass = true
    /// How long `sendmail -odi` waits for what becomes of a message, in seconds.
    public var wait = 60

    /// The domain of addresses that are written without one; empty where the machine's mail name is it.
    public var qualifyDomain = ""

    /// No longer than settings may say, whatever somebody wrote into the file.
    private static let longestWait = 3600

    /// Has the defaults.
    public init() {}

    /// The file in a spool.
    public static func path(in spool: Spool) -> String { "\(spool.path)/doors" }

    /// Reads the file of a spool; the defaults where there is none.
    public init(of spool: Spool) throws(FileFault) {
        guard let text = try SmallFile.text(at: Self.path(in: spool)) else { return }
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            guard words.count == 3, words[1] == "=" else { continue }
            switch words[0] {
            case "maximum_message_bytes": maximumMessageBytes = Int(words[2]) ?? maximumMessageBytes
            case "starts_pass": startsPass = words[2] == "true"
            case "qualify_domain": qualifyDomain = String(words[2])
            case "wait": wait = min(Int(words[2]) ?? wait, Self.longestWait)
            default: continue
            }
        }
    }

    /// Writes the file where it does not say the same already, so that a door finds it whole at any time.
    public func write(to spool: Spool, calls: FileCalls = .kernel) throws(FileFault) {
        if let text = try? SmallFile.text(at: Self.path(in: spool)), text == self.text { return }
        let file = try DurableFile(at: "\(spool.path)/tmp/doors.\(SpoolID().rawValue)", calls: calls)
        try file.append(Array(text.utf8))
        try file.commit(to: Self.path(in: spool))
    }

    private var text: String {
        """
        # For sealpost-sendmail; written by sealpost from the table [doors] of its settings: change them there.
        maximum_message_bytes = \(maximumMessageBytes)
        starts_pass = \(startsPass)
        wait = \(wait)
        \(qualifyDomain.isEmpty ? "# qualify_domain is not set" : "qualify_domain = \(qualifyDomain)")

        """
    }
}
