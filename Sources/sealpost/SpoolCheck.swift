// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import MailFlow
import Settings

/// Whether `sealpost-sendmail` puts mail where these settings look for it.
///
/// It does not read the settings, so the two can come apart when somebody moves the spool; mail would then be accepted and
/// never looked at.
enum SpoolCheck {
    /// What to do where they have come apart; nil where all is well.
    static func warning(_ assembly: Assembly, environment: [String: String]) -> String? {
        let own = assembly.settings.folders.spool
        let found: String?
        do throws(SpoolFault) {
            found = try SpoolLocation.find(environment: environment)
        } catch {
            return "WARNING: sealpost-sendmail accepts no mail: \(error)"
        }
        guard let found, found != own else { return nil }
        let folder = (SettingsLocation.candidates(environment: environment).first ?? "").dropLast("/config.toml".count)
        return "WARNING: sealpost-sendmail puts mail into \(found), and these settings look into \(own); "
            + "run: echo \(own) > \(folder)/spool"
    }
}
