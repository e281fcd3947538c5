// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// Why a run ended without a result.
public struct ScriptFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong.
    public enum Kind: Sendable, Hashable {
        /// More actions than the limit.
        case tooManyActions(Int)
        /// More redirections than the limit.
        case tooManyRedirects(Int)
        /// More edits of the header than the limit.
        case tooManyEdits(Int)
        /// More steps than the limit.
        case tooManySteps(Int)
        /// A variable would hold more bytes than the limit.
        case variableTooLong(name: String, limit: Int)
        /// A string got longer than the limit.
        case stringTooLong(Int)
        /// A part whose decoded body, or whose HTML, has more bytes than the limit.
        case bodyTooLong(part: String, limit: Int)
        /// More bytes of decoded bodies than the limit.
        case bodiesTooLong(Int)
        /// Loops nested deeper than the limit.
        case tooManyLoops(Int)
        /// A text that came from variables and can't be the name of a header field.
        case invalidFieldName(String)
        /// A text that came from variables and can't be the value of a header field, such as one with a line break.
        case invalidFieldValue(String)
        /// A text that came from variables and is no address.
        case invalidAddress(String)
        /// A command of a test suite that can't be done.
        case unusableTest(String)
        /// More decoded text than a test looks through.
        case tooMuchText(Int)
        /// A text that came from variables and can't be a key of its match type, for this reason.
        case invalidKey(String)
        /// A text that came from variables and can't stand where it does, or something that the run was not told; the
        /// message says what.
        case unusable(String)
        /// Something that isn't there, reached all the same (RFC 5463); the message says what.
        case unavailable(String)
        /// The command `error` (RFC 5463), with its message.
        case scriptError(String)
    }

    /// What went wrong.
    public var kind: Kind
    /// The script, as it was named when it was compiled.
    public var file: String
    /// The command or test that was being run.
    public var place: SourcePlace

    /// Makes a fault.
    public init(_ kind: Kind, file: String, place: SourcePlace) {
        self.kind = kind
        self.file = file
        self.place = place
    }

    /// `file:line: what went wrong`.
    public var description: String { "\(file):\(place.line): \(text)" }

    /// What went wrong, as a lower-case phrase.
    public var text: String { longText.onOneLine }

    private var longText: String {
        switch kind {
        case .tooManyActions(let limit): "more than \(limit) actions for one recipient"
        case .tooManyRedirects(let limit): "more than \(limit) redirections for one recipient"
        case .tooManyEdits(let limit): "more than \(limit) edits of the header"
        case .tooManySteps(let limit): "the script needs more than \(limit) steps for this message"
        case .variableTooLong(let name, let limit): "the variable \(name) would hold more than \(limit) bytes"
        case .stringTooLong(let limit): "a string with variables got longer than \(limit) bytes"
        case .bodyTooLong(let part, let limit): "part \(part) is longer than the \(limit) bytes that rules look into"
        case .bodiesTooLong(let limit): "the parts looked into have more than \(limit) bytes"
        case .tooManyLoops(let limit): "loops are nested more than \(limit) deep"
        case .invalidFieldName(let name): "\"\(name)\" can't be the name of a header field"
        case .invalidFieldValue(let name): "the new value of \(name) holds a line break or a control character"
        case .invalidKey(let reason): "what variables made of a key can't be used: \(reason)"
        case .invalidAddress(let text): "\"\(text)\" is not an address to redirect to"
        case .unusableTest(let text): text
        case .tooMuchText(let limit): "the message has more than \(limit) bytes of text to look through"
        case .unusable(let message), .unavailable(let message): message
        case .scriptError(let message): "the rules end with an error: \(message)"
        }
    }
}
