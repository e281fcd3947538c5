// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

extension StatusReport {
    /// The report as facts of an entry of the log; what is empty is left out.
    var facts: [LogFact] {
        let values = [
            ("origin", origin.rawValue), ("event", event?.rawValue ?? ""), ("ticket", ticket), ("code", code),
            ("said", text), ("detail", detail), ("date", date), ("at", time.map { "\($0.milliseconds)" } ?? ""),
            ("reference", reference), ("genuine", genuineness.text),
        ]
        return values.filter { !$0.1.isEmpty }.map { LogFact($0.0, $0.1) }
    }

    /// Reads the facts of an entry; nil where they are none of a report.
    public init?(_ facts: LogFacts) {
        guard let list = facts.list else { return nil }
        let values = Dictionary(list.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
        guard let origin = values["origin"].flatMap(Origin.init) else { return nil }
        self.init(
            origin: origin, event: values["event"].flatMap(DeliveryEvent.init), ticket: values["ticket"] ?? "",
            code: values["code"] ?? "", text: values["said"] ?? "", detail: values["detail"] ?? "",
            date: values["date"] ?? "",
            time: values["at"].flatMap(Int64.init).map(Timestamp.init(milliseconds:)),
            reference: values["reference"] ?? "", genuineness: Genuineness(text: values["genuine"] ?? ""))
    }
}
