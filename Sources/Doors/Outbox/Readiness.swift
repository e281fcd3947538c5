// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Glibc
import Mail

/// What holds for all files of one look, and whether one of them can be taken by that.
struct Readiness {
    /// Whether a file can be taken.
    enum Verdict {
        case ready
        /// Not yet; when is noted.
        case later
        case gone
        /// Not at all: errno(3).
        case unusable(Int32)
    }

    /// In how many seconds a file that can't be used is looked at again.
    static let patienceWithFaults: Double = 60

    let holdFor: Double
    /// Whether the kernel knows of all who write.
    let asksKernel: Bool
    /// The time by the clock that the files are dated by, in milliseconds.
    let wall: Int64
    let uptime: Double

    init(_ outbox: Outbox, at moment: Moment) {
        holdFor = outbox.holdFor
        asksKernel = outbox.asksKernel
        uptime = moment.uptime
        let isShared = Filesystem(of: outbox.path) == .shared
        wall = moment.wall.milliseconds + (isShared ? Claims(outbox: outbox).clockOffset(from: moment.wall) : 0)
    }

    /// Whether a file need not even be looked at, since its time has not come.
    func isTooEarly(_ key: [CChar], _ memory: inout OutboxMemory, _ intake: inout OutboxIntake) -> Bool {
        guard let known = memory[key], known.notBefore > uptime else { return false }
        memory.touch(key)
        intake.look(in: known.notBefore - uptime)
        if known.isHeld { intake.waiting += 1 }
        return true
    }

    /// Judges an open regular file.
    func verdict(
        on descriptor: Int32, _ status: stat, _ key: [CChar], _ memory: inout OutboxMemory, _ intake: inout OutboxIntake
    ) -> Verdict {
        let state = Sighting.State(status)
        var sighting =
            memory[key].flatMap { $0.state == state ? $0 : nil }
            ?? Sighting(state: state, firstSeen: uptime, ageThen: state.age(at: wall), notBefore: 0, look: 0)
        sighting.look = memory.look
        sighting.isHeld = false
        let age = sighting.age(at: uptime)
        switch FileSettling(of: descriptor, status, age: age, asksKernel: asksKernel) {
        case .settled:
            if age >= holdFor { return .ready }
            sighting.isHeld = true
            sighting.notBefore = uptime + holdFor - age
            intake.waiting += 1
            intake.look(in: holdFor - age)
        case .unsettled:
            intake.isUnsettled = true
            // An event tells of the end of the writing; without one it is asked again, less and less often.
            let pause = asksKernel ? min(max(age, 1), 30) : max(FileSettling.patience - age, 1)
            if !asksKernel { sighting.notBefore = uptime + pause }
            intake.look(in: pause)
        case .gone: return .gone
        case .unusable(let code): return .unusable(code)
        }
        memory[key] = sighting
        return .later
    }

    /// Tells of a file that can't be used, once, and leaves it alone for a while.
    /// - Parameter code: What tells one fault from another.
    func tell(
        _ fault: SpoolFault, _ code: Int32, of path: String, as key: [CChar], _ memory: inout OutboxMemory,
        _ intake: inout OutboxIntake
    ) {
        if memory[key]?.told != code { intake.faults.append((path, fault)) }
        intake.look(in: Self.patienceWithFaults)
        memory[key] = Sighting(
            state: Sighting.State(stat()), firstSeen: uptime, ageThen: 0,
            notBefore: uptime + Self.patienceWithFaults, told: code, look: memory.look)
    }
}

extension stat {
    /// Whether it is of a regular file.
    var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
}

extension SpoolFault {
    /// A number that tells one fault from another: errno(3) where there is one.
    var code: Int32 {
        switch self {
        case .file(let fault): fault.code
        case .input(let code): code
        default: -1
        }
    }
}
