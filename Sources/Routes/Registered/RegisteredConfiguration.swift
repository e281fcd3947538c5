// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What the registered service is like, as far as its documentation leaves it open or a site may want it otherwise.
public struct RegisteredConfiguration: Sendable {
    /// The service's documented base address.
    public static let standardURL = "https://api-prd.kpn.com/data/registeredemail/registeredemail"

    /// Where mail is sent to, below the base address.
    public var sendPath: String
    /// Where users are made, below the base address; the slash at the end is part of it.
    public var userPath: String
    /// The recipient's language where neither rule nor writer names one.
    public var language: String
    /// The campaign code where neither rule nor writer names one; nil for none.
    public var campaign: String?
    /// The largest request body, in bytes; the service names no limit.
    public var maximumRequestBytes: Int
    /// What a person has to decide about before it goes registered.
    public var heldContent: Set<OpaqueContent>
    /// The statuses with which the service says that a user exists already; undocumented.
    public var existingUserStatuses: Set<Int>
    /// Words in an error that say the same; compared without case.
    public var existingUserPhrases: [String]

    /// Makes a configuration.
    public init(
        sendPath: String = "/webservice/mailsender/send", userPath: String = "/api/user/", language: String = "nl",
        campaign: String? = nil, maximumRequestBytes: Int = 40_000_000, heldContent: Set<OpaqueContent> = [.tnef],
        existingUserStatuses: Set<Int> = [409],
        existingUserPhrases: [String] = ["already exists", "exists already", "bestaat al"]
    ) {
        self.sendPath = sendPath
        self.userPath = userPath
        self.language = language
        self.campaign = campaign
        self.maximumRequestBytes = maximumRequestBytes
        self.heldContent = heldContent
        self.existingUserStatuses = existingUserStatuses
        self.existingUserPhrases = existingUserPhrases
    }
}
