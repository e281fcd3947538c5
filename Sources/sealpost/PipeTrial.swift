// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Mail
import MailFlow
import Rules
import Settings

/// What `sealpost pipe --only-routes` would do with a message: its own code, up to where it accepts.
struct PipeTrial: Encodable {
    /// Whether it would accept the message.
    var taken: Bool
    /// With which status it would end.
    var exitStatus: Int32
    /// Why it would not accept the message, or that some get it by another route.
    var remark: String?

    /// The trial in a line.
    var line: String {
        "sealpost pipe: \(taken ? "taken" : "not taken"), exit status \(exitStatus)\(remark.map { "; \($0)" } ?? "")"
    }

    /// Tries with the message that a descriptor gives.
    init(
        of descriptor: Int32, _ entry: SpoolEntry, _ assembly: Assembly, _ rules: RuleSet, onlyBy routes: [RouteName]
    ) {
        do throws(SpoolFault) {
            let limits = InputCopy.Limits(size: assembly.settings.doors.maximumMessageBytes)
            let input = try InputCopy(of: descriptor, in: assembly.spool.unfinished, limits: limits)
            let verdict = try PipeIntake(assembly, entry, input).look(rules, ifBy: routes)
            taken = verdict.standing == .accepted
            exitStatus = taken ? 0 : ExitStatus.unavailable.rawValue
            remark = verdict.remark
        } catch {
            (taken, exitStatus, remark) = (false, error.exitStatus.rawValue, error.description)
        }
    }
}
