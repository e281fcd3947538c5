// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What an HTTP status means for a mail that was sent with the request.
enum StatusMeaning: String, Sendable, CaseIterable {
    /// Taken, if the body bears it out; `uncertain` otherwise.
    case taken
    /// Not taken, and never will be.
    case refused
    /// Not taken now.
    case deferred
    /// Not taken now, nor will anything else of this account be.
    case accountDeferred = "account deferred"
    /// May have been taken.
    case uncertain
    /// As `uncertain`, except where the whole body had not left yet.
    case serverError = "server error"

    /// One row of the table: the first row that matches a status counts.
    struct Row: Sendable {
        let statuses: ClosedRange<Int>
        let meaning: StatusMeaning
        /// The enhanced status code that says the same (RFC 3463).
        let enhanced: String
        /// What it means, for a person.
        let text: String
    }

    /// The whole table; `docs/routes.md` prints it.
    static let table: [Row] = [
        Row(statuses: 200...202, meaning: .taken, enhanced: "2.0.0", text: "taken"),
        Row(statuses: 203...299, meaning: .uncertain, enhanced: "4.5.0", text: "an undocumented kind of success"),
        Row(statuses: 300...399, meaning: .uncertain, enhanced: "4.5.0", text: "an answer to be fetched elsewhere"),
        Row(statuses: 400...400, meaning: .refused, enhanced: "5.6.0", text: "the service can't use the request"),
        Row(
            statuses: 401...401, meaning: .accountDeferred, enhanced: "4.7.0",
            text: "the service does not accept our token"),
        Row(statuses: 403...403, meaning: .refused, enhanced: "5.7.1", text: "not allowed"),
        Row(statuses: 404...404, meaning: .refused, enhanced: "5.4.0", text: "no such service at this address"),
        Row(statuses: 405...405, meaning: .refused, enhanced: "5.5.1", text: "no such service at this address"),
        Row(statuses: 408...408, meaning: .deferred, enhanced: "4.4.2", text: "the request came too slowly"),
        Row(statuses: 412...412, meaning: .refused, enhanced: "5.5.0", text: "a precondition is not met"),
        Row(statuses: 413...413, meaning: .refused, enhanced: "5.3.4", text: "the mail is too large for the service"),
        Row(statuses: 421...421, meaning: .deferred, enhanced: "4.4.0", text: "the wrong server answered"),
        Row(statuses: 425...425, meaning: .deferred, enhanced: "4.4.0", text: "the request came too early"),
        Row(statuses: 429...429, meaning: .accountDeferred, enhanced: "4.4.5", text: "too many requests"),
        Row(statuses: 400...499, meaning: .refused, enhanced: "5.5.0", text: "refused"),
        Row(statuses: 500...599, meaning: .serverError, enhanced: "4.3.0", text: "the service failed"),
        Row(statuses: 200...999, meaning: .uncertain, enhanced: "4.5.0", text: "an unknown status"),
    ]

    static func row(_ status: Int) -> Row? { table.first { $0.statuses.contains(status) } }
}
