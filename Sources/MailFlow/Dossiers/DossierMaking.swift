// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Dossiers
public import Ledgers
import Settings

/// Makes all files of a message's dossier: gathered, composed, with their fingerprints, and with a time stamp over these
/// where the settings name an authority.
public struct DossierMaking {
    private let assembly: Assembly
    private let ledger: SQLiteLedger

    /// Makes dossiers by these settings.
    public init(_ assembly: Assembly, _ ledger: SQLiteLedger) {
        self.assembly = assembly
        self.ledger = ledger
    }

    /// The files, those that stand for the others last; nil where the ledger doesn't know the message.
    /// - Parameter wantsTimeStamp: Whether a time stamp is asked for where the settings name an authority.
    public func files(of id: String, wantsTimeStamp: Bool = true) async throws -> [DossierFile]? {
        let isTimeStamped = wantsTimeStamp && !assembly.settings.dossier.timestampURL.isEmpty
        let gathering = DossierGathering(assembly, ledger)
        guard let dossier = try gathering.dossier(of: id, isTimeStamped: isTimeStamped) else { return nil }
        let files = dossier.files
        let list = try ChecksumList(of: files)
        var marks = [DossierFile(ChecksumList.fileName, text: list.text)]
        if isTimeStamped {
            let answer = try await DossierTimeStamp(assembly.settings.dossier, ledger)
                .answer(over: list.digest, of: dossier.message.id)
            marks.append(DossierFile(ChecksumList.timeStampName, bytes: answer))
        }
        return files + marks
    }
}
