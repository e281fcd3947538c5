// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a rule or a writer asks of a route beside its choice; what is nil comes from the settings.
public struct RouteOptions: Sendable, Hashable, Codable {
    /// The recipient's language, `nl` or `en`.
    public var language: String?
    /// The campaign code, by which sent mail can be found again at the service.
    public var campaign: String?
    /// The sender's own reference for this mail.
    public var ownID: String?
    /// When the mail must have reached the recipient, as the writer put it.
    public var mustReachBy: String?
    /// The subject to send instead of the message's own, where a rule took a tag off it.
    public var subject: String?
    /// The flags of the copy that is filed once it is sent; nil where no rule gives it any.
    public var copyFlags: [CopyFlag]?

    /// Makes a set of options.
    public init(
        language: String? = nil, campaign: String? = nil, ownID: String? = nil, mustReachBy: String? = nil,
        subject: String? = nil, copyFlags: [CopyFlag]? = nil
    ) {
        self.language = language
        self.campaign = campaign
        self.ownID = ownID
        self.mustReachBy = mustReachBy
        self.subject = subject
        self.copyFlags = copyFlags
    }

    /// What the request depends on: recipients for whom it is equal can have one request together.
    public var ofRequest: RouteOptions {
        var copy = self
        copy.copyFlags = nil
        return copy
    }
}
