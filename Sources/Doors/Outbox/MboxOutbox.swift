// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles

struct MboxOutbox {
    let outbox: Outbox
    let spool: Spool
    let moment: Moment
    let calls: FileCalls
    func takeOver(_ memory: inout OutboxMemory) throws(FileFault) -> OutboxIntake { OutboxIntake() }
}
