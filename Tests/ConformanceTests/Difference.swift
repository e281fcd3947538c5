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
        Difference(reason: "more than 32 actions: Pigeonhole counts those that say the same once") {
            $0.sealpost.isFault(with: "more than 32 actions")
        },
        Difference(
            reason:
                "a Content-Type that the script added: Pigeonhole reads the parts by it, Sealpost by the one that came (RFC 5293, 7)"
        ) {
            $0.test.sources.contains(/addheader [^;]*"Content-Type"/)
                && $0.test.sources.contains(/foreverypart|:anychild|body :/)
        },
        Difference(reason: "body :raw of an empty body: the empty string to Sealpost, nothing to Pigeonhole") {
            $0.mailText.contains(/\r?\n\r?\n\s*$/) && $0.wouldAgreeWithout { $0.hasPrefix("body :raw") }
        },
        Difference(
            reason:
                "ihave \"variables\": false to Pigeonhole; true to Sealpost in a script that requires them (RFC 5463, 4.3)"
        ) {
            $0.wouldAgree { $0.hasPrefix("ihave") ? $0.replacing("variables", with: "nothing") : $0 }
        },
        Difference(reason: "environment: names of items have a case to Pigeonhole, which RFC 5183 leaves open") {
            $0.wouldAgree { $0.hasPrefix("environment") ? $0.replacing("PHASE", with: "none") : $0 }
        },
        Difference(reason: "date with :index before :zone or :originalzone: Pigeonhole 0.5.19 passes over :index") {
            $0.wouldAgree {
                $0.hasPrefix("date") ? $0.replacing(/:index \d (:last )?(?=:(original)?zone)/, with: "") : $0
            }
        },
        Difference(
            reason:
                "text in no charset that is known, or not in the one it names: U+FFFD in Pigeonhole, while Sealpost guesses a header's, and gives extracttext nothing"
        ) {
            let repaired = $0.test.repaired
            return repaired.mail.bytes != $0.test.mail.bytes
                && (Outcome(sealpost: repaired.script, repaired).agrees(with: $0.pigeonhole)
                    || $0.pigeonhole.isFault(with: "invalid utf-8"))
        },
        Difference(
            reason:
                "loops in loops beside a message/rfc822: Pigeonhole takes what follows the message for a part of it (RFC 5703, 3)"
        ) {
            guard case .actions(let ours) = $0.sealpost, case .actions(let theirs) = $0.pigeonhole else { return false }
            return $0.mailText.contains("message/rfc822") && $0.test.sources.split(separator: "foreverypart").count > 3
                && Set(ours).subtracting(["implicit keep"]).isSubset(of: theirs)
        },
        Difference(
            reason:
                "size after an edit: Pigeonhole writes the field with the line ends of the mail, and not as UTF-8"
        ) {
            $0.test.sources.contains("addheader") && $0.wouldAgreeOnWrittenFields
        },
        Difference(reason: "string without a comparator: Pigeonhole compares octets, RFC 5229 wants i;ascii-casemap") {
            $0.wouldAgree { $0.replacing("string ", with: "string :comparator \"i;octet\" ") }
        },
        Difference(
            reason:
                "i;ascii-numeric: the empty string is no number, as every other that begins with no digit (RFC 4790, 9.1)"
        ) {
            $0.wouldAgreeWithout {
                $0.contains("\"i;ascii-numeric\"") && !$0.contains(":count") && $0.contains(/"(x|n|)"/)
            }
        },
        Difference(reason: ":index with :count: Pigeonhole 0.5.19 leaves out a field") {
            $0.wouldAgreeWithout { $0.contains(":index") && $0.contains(":count") }
        },
        Difference(reason: ":count with :detail: Pigeonhole counts the addresses without a detail too (RFC 5233, 4)") {
            $0.wouldAgree { $0.contains(":count") ? $0.replacing(":detail", with: ":localpart") : $0 }
        },
        Difference(
            reason:
                "address :all of an empty group: Pigeonhole takes the text of the field for an address (RFC 5231, 4.2)"
        ) { $0.wouldAgreeOnEmptyGroups },
        Difference(
            reason: "the wildcard ? under i;ascii-casemap: an octet in Pigeonhole, a character of UTF-8 in Sealpost"
        ) {
            $0.test.sources.contains(":matches") && $0.test.sources.contains("?") && $0.wouldAgreeOnOctets
        },
        Difference(
            reason:
                ":value with i;ascii-casemap: Pigeonhole orders letters as lower case, RFC 4790, 9.2.1, as upper case"
        ) {
            $0.test.sources.contains(":value") && $0.wouldAgreeInLowerCase
        },
        Difference(
            reason: ":type and :subtype under i;octet: Pigeonhole leaves their case as written, Sealpost makes it lower"
        ) {
            $0.mailText.contains("TEXT/Plain")
                && $0.test.sources.contains(/header :mime [^{]*:(sub|content)?type [^{]*"i;octet"/)
        },
        Difference(reason: ":param of a field without that parameter: an empty value to Pigeonhole, none to Sealpost") {
            $0.wouldAgreeOnEmptyParameters
        },
        Difference(reason: ":matches with both wildcards: Pigeonhole 0.5.19 loses its place, or crashes") {
            $0.test.sources.contains(/:matches [^{]*"[^"]*(\*[^"]*\?|\?[^"]*\*)[^"]*"/)
        },
    ]
}

extension Outcome {
    /// Whether this is a run that failed with such words.
    func isFault(with words: String) -> Bool {
        if case .fault(let text) = self { text.contains(words) } else { false }
    }
}
