// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The DNS records that a domain needs before the secure service sends mail for it, and whether they are there.
///
/// The service documents two shapes of one answer: an object for each record, or two lists beside a `domain` section with
/// a `state`. Both are read; so is any mixture.
public struct DomainRecords: Sendable, Hashable {
    /// One record to publish.
    public struct Record: Sendable, Hashable {
        /// The record's type: `MX`, `TXT`.
        public var type: String
        /// The name at which it is to be published.
        public var hostname: String
        /// Its value, as the service wrote it.
        public var value: String
        /// An MX record's preference, where the service gives it apart.
        public var priority: String?
        /// What the service found when it looked; nil where it does not say.
        public var status: String?
        /// What the record is for, by the name under which it stood: `spf`, `dmarc`, `receiving_dns_records`.
        public var purpose: String
    }

    /// The domain.
    public var domain: String
    /// The domain's own state, `unverified` or `valid`; nil where the service does not say.
    public var state: String?
    /// The records, receiving ones first.
    public var records: [Record]
    /// Every `status` in the answer, also those that belong to no record.
    var statuses: [String]

    /// Whether mail may be sent: the state says so, or, where there is none, every status says `Success`.
    public var isReady: Bool {
        if let state { return state.lowercased() == "valid" }
        return !statuses.isEmpty && statuses.allSatisfy { $0.lowercased() == "success" }
    }

    /// Reads an answer; nil where it holds neither state nor record.
    init?(_ json: JSONValue, domain: String) {
        guard case .object = json else { return nil }
        let section = json["domain"]
        self.domain = section?.text ?? section?["name"]?.text ?? section?["domain"]?.text ?? domain
        state = section?["state"]?.text ?? json["state"]?.text
        records = []
        statuses = []
        collect(json, under: "", depth: 0)
        guard state != nil || !records.isEmpty || !statuses.isEmpty else { return nil }
        records.sort {
            ($0.type == "MX" ? 0 : 1, $0.hostname, $0.value) < ($1.type == "MX" ? 0 : 1, $1.hostname, $1.value)
        }
    }

    private mutating func collect(_ json: JSONValue, under name: String, depth: Int) {
        guard depth < 8 else { return }
        switch json {
        case .array(let list): for item in list { collect(item, under: name, depth: depth + 1) }
        case .object(let members):
            let status = json["status"]?.text ?? json["valid"]?.text
            if depth > 0, let status = json["status"]?.text { statuses.append(status) }
            if let value = json["value"]?.text {
                let host = json["hostname"] ?? json["name"] ?? json["host"]
                let type = (json["type"] ?? json["record_type"])?.text?.uppercased()
                records.append(
                    Record(
                        type: OneLine.text(type ?? (name == "mx" ? "MX" : "TXT")),
                        hostname: OneLine.text(host?.text ?? ""),
                        value: OneLine.text(value, limit: 4096), priority: json["priority"]?.text,
                        status: status.map { OneLine.text($0) }, purpose: name))
                return
            }
            for (key, member) in members.sorted(by: { $0.key < $1.key }) {
                collect(member, under: key, depth: depth + 1)
            }
        default: break
        }
    }

    /// The records as a table for a terminal, with a line that says whether mail may be sent.
    public var table: String {
        let rows = records.map { record -> [String] in
            let value = record.priority.map { "\($0) \(record.value)" } ?? record.value
            return [record.type, record.hostname, record.status ?? "-", value]
        }
        let all = [["TYPE", "NAME", "STATUS", "VALUE"]] + rows
        let widths = (0..<3).map { column in all.map { $0[column].count }.max() ?? 0 }
        let lines = all.map { row in
            (0..<3).map { row[$0] + String(repeating: " ", count: widths[$0] - row[$0].count) }.joined(separator: "  ")
                + "  " + row[3]
        }
        let verdict =
            isReady ? "ready: mail can be sent" : "not ready: publish the records; DNS may take up to 24 hours"
        let word = state.map { " (\($0))" } ?? ""
        return (["\(domain)\(word): \(verdict)", ""] + lines).joined(separator: "\n") + "\n"
    }
}
