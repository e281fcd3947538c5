// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A reason for which the engines may differ, and how such a case is known.
///
/// The predicates see the smallest script that shows the difference, so that a reason can't cover for another.
struct Difference: Sendable {
    let reason: String
    let explains: @Sendable (Comparison) -> Bool

    static let known: [Difference] = [
        Difference(
            reason:
                "reject with deliveries: an error to Pigeonhole, while Sealpost leaves that to the profile of its rules"
        ) { $0.pigeonhole.isFault(with: "reject/ereject action conflicts") },
        Difference(reason: "deleteheader with :count: Pigeonhole 0.5.19 crashes") {
            $0.script.contains("deleteheader") && $0.script.contains(":count")
                && $0.pigeonhole.isFault(with: "Segmentation fault")
        },
        Difference(reason: "size after an edit: Pigeonhole counts the edited message, Sealpost the one that came") {
            $0.script.contains("size :") && ($0.script.contains("addheader ") || $0.script.contains("deleteheader "))
        },
        Difference(reason: "string without a comparator: Pigeonhole compares octets, RFC 5229 wants i;ascii-casemap") {
            $0.wouldAgree { $0.replacing("string ", with: "string :comparator \"i;octet\" ") }
        },
        Difference(
            reason:
                "i;ascii-numeric: the empty string is no number, as every other that begins with no digit (RFC 4790, 9.1)"
        ) {
            $0.script.contains("r \"i;ascii-numeric\"") && !$0.script.contains(":count")
                && $0.script.contains(/"(x|n|)"/)
        },
        Difference(reason: ":index with :count: Pigeonhole 0.5.19 leaves out a field") {
            $0.script.contains(":index") && $0.script.contains(":count")
        },
        Difference(reason: ":count with :detail: Pigeonhole counts the addresses without a detail too") {
            $0.script.contains(":count") && $0.script.contains(":detail")
        },
        Difference(reason: "address :all of an empty group: Pigeonhole takes the text of the field for an address") {
            $0.script.contains("address ") && $0.mailText.contains("undisclosed-recipients:;")
        },
        Difference(
            reason: ":index with several names: Pigeonhole counts all fields together, Sealpost those of each name"
        ) { $0.script.contains(":index") && $0.hasSeveralNames },
        Difference(reason: "the wildcard ? stands for an octet in Pigeonhole, for a character of UTF-8 in Sealpost") {
            $0.script.contains(":matches") && $0.script.contains("?") && !$0.script.contains("*")
                && $0.test.mail.values.contains { !$0.value.utf8.allSatisfy { $0 < 0x80 } }
        },
        Difference(
            reason:
                ":value with i;ascii-casemap: Pigeonhole orders letters as lower case, RFC 4790, 9.2.1, as upper case"
        ) {
            $0.script.contains(":value") && !$0.script.contains("r \"i;octet\"")
                && ($0.script + $0.mailText).contains(/[\[\\\]^_`]/)
        },
        Difference(
            reason: ":type and :subtype under i;octet: Pigeonhole leaves their case as written, Sealpost makes it lower"
        ) {
            $0.script.contains(/header :mime [^{]*:(sub|content)?type [^{]*"i;octet"/)
        },
        Difference(reason: ":param of a field without that parameter: an empty value to Pigeonhole, none to Sealpost") {
            $0.script.contains(":param ")
        },
        Difference(reason: ":matches with both wildcards: Pigeonhole 0.5.19 loses its place, or crashes") {
            $0.script.contains(":matches") && $0.script.contains("*") && $0.script.contains("?")
        },
    ]
}

extension Comparison {
    fileprivate var script: String { test.script }

    fileprivate var mailText: String { String(decoding: test.mail.bytes, as: UTF8.self) }

    /// Whether a test names a list of header fields, which stands right before its keys.
    fileprivate var hasSeveralNames: Bool {
        script.contains(/(header|address) [^{]*\["[^"]*", "[^"]*"\] [\["t]/)
    }

    /// Whether Sealpost comes to what Pigeonhole came to if the script says otherwise what Pigeonhole understands.
    fileprivate func wouldAgree(_ change: (String) -> String) -> Bool {
        Outcome(sealpost: change(test.script), test).agrees(with: pigeonhole)
    }
}

extension Outcome {
    /// Whether this is a run that failed with such words.
    func isFault(with words: String) -> Bool {
        if case .fault(let text) = self { text.contains(words) } else { false }
    }
}
