// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// From whom and for whom a message is that came by a pipe, as its arguments and its environment say.
///
/// The programs that deliver into a pipe set variables of the same names and mean different things by them: in an office's
/// relay `RECIPIENT` is whom to send to, and in a user's `.forward` it is the user, to whom the mail has come already.
/// So recipients are taken from the environment only where that is asked for; otherwise whom it names is left out, or the
/// mail would come back for ever.
public struct PipeCall: Sendable, Hashable {
    /// Where the recipients stand.
    public enum RecipientSource: String, Sendable, CaseIterable {
        /// In the arguments.
        case arguments
        /// In the message's To, Cc and Bcc.
        case header
        /// In the environment's `RECIPIENT`.
        case environment
    }

    /// What the call lacks; a set-up that somebody mends, so no reason to give a mail up.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// What is wrong, and what to do.
        public var description: String
    }

    /// Who it is from and for.
    public var envelope: Envelope
    /// The extension of the address at which it came in; nil where nobody told it.
    public var addressExtension: String?

    /// Reads a call.
    /// - Parameters:
    ///   - sender: The sender as an option gives it, which stands before the environment's.
    ///   - source: Where the recipients stand; without it in the arguments if there are any, else in the header.
    public init(
        recipients: [String], source: RecipientSource? = nil, sender: String? = nil, addressExtension: String? = nil,
        environment: [String: String]
    ) throws(Fault) {
        guard !recipients.contains("") else {
            throw Fault(description: "an argument is empty where a recipient should stand: look at the calling program")
        }
        envelope = Envelope(sender: Self.reversePath(sender ?? environment["SENDER"]))
        switch source ?? (recipients.isEmpty ? .header : .arguments) {
        case .arguments:
            guard !recipients.isEmpty else {
                throw Fault(description: "--recipients-from arguments, and there are none: name them after the options")
            }
            envelope.recipients = recipients
        case .header:
            guard recipients.isEmpty else {
                throw Fault(description: "--recipients-from header, and there are arguments: leave out one of both")
            }
            envelope.readsRecipientsFromHeader = true
            // In .forward and .qmail these are the user to whom it has come, whom the header names too.
            let told = ["RECIPIENT", "ORIGINAL_RECIPIENT"].compactMap { environment[$0] }.filter { $0.contains("@") }
            envelope.deliveredTo = told.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        case .environment:
            guard recipients.isEmpty else {
                throw Fault(
                    description: "--recipients-from environment, and there are arguments: leave out one of both")
            }
            guard let recipient = environment["RECIPIENT"], recipient.contains("@") else {
                throw Fault(description: "--recipients-from environment, and RECIPIENT holds no address")
            }
            envelope.recipients = [recipient]
        }
        self.addressExtension = addressExtension ?? Self.addressExtension(environment)
    }

    /// The sender without angle brackets; empty for the null sender, nil where the text is no address.
    ///
    /// Exim and qmail tell the null sender as an empty text, Postfix and procmail as `MAILER-DAEMON`, and qmail has
    /// `#@[]` for the bounce of a bounce.
    static func reversePath(_ text: String?) -> String? {
        guard var path = text else { return nil }
        if path.hasPrefix("<"), path.hasSuffix(">") { path = String(path.dropFirst().dropLast()) }
        if path.isEmpty || path.uppercased() == "MAILER-DAEMON" || path == "#@[]" { return "" }
        return path.contains("@") ? path : nil
    }

    /// What Postfix calls `EXTENSION`, qmail `EXT`, and Exim, with the separator, `LOCAL_PART_SUFFIX`.
    private static func addressExtension(_ environment: [String: String]) -> String? {
        if let text = environment["EXTENSION"] ?? environment["EXT"] { return text }
        return environment["LOCAL_PART_SUFFIX"].map { text in
            String(text.first == "-" || text.first == "+" ? text.dropFirst() : text[...])
        }
    }
}
