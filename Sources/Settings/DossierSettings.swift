// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a dossier holds beside what the ledger knows.
public struct DossierSettings: Sendable, Hashable {
    /// The time zone beside UTC, by its IANA name.
    public var timeZone: String
    /// Maildirs of the user in which mails from recipients, and notices, are looked for.
    public var folders: [String]
    /// How many mails from a recipient are named at most.
    public var correspondence: Int
    /// Where a time stamp is asked for (RFC 3161); empty for none.
    public var timestampURL: String
    /// The file of PEM certificates that the time stamp's signer must come from.
    public var timestampCertificateFile: String

    init(_ table: SettingsTable, home: String) throws(SettingsFault) {
        timeZone = try table.text("time_zone", default: "Europe/Amsterdam")
        folders = try table.paths("folders", default: [], home: home)
        correspondence = try table.number("correspondence", default: 10)
        timestampURL = try table.text("timestamp_url", default: "")
        timestampCertificateFile = try table.filePath("timestamp_certificate_file", default: "", home: home)
        if !timestampURL.isEmpty, timestampCertificateFile.isEmpty {
            throw table.fault(
                "timestamp_certificate_file", "is missing: without it nobody can tell whose time stamp came back")
        }
    }
}
