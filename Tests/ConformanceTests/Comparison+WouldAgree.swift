// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// What tells whether a reason is the whole reason: with the script or the mail changed to what Pigeonhole takes it for,
/// Sealpost must come to what Pigeonhole came to.
extension Comparison {
    var mailText: String { String(decoding: test.mail.bytes, as: UTF8.self) }

    /// Whether the engines agree once each test is written otherwise for Sealpost.
    func wouldAgree(requiring capability: String? = nil, _ change: (String) -> String) -> Bool {
        let other = test.mapped(requiring: capability, change)
        guard other.sources != test.sources else { return false }
        return Outcome(sealpost: other.script, other).agrees(with: pigeonhole)
    }

    /// Whether they agree once the tests that are chosen come out the other way round.
    func wouldAgreeWithout(_ isMeant: (String) -> Bool) -> Bool { wouldAgree { isMeant($0) ? "not " + $0 : $0 } }

    /// Whether they agree once a MIME field has an empty value for each parameter that it lacks.
    var wouldAgreeOnEmptyParameters: Bool {
        wouldAgree(requiring: "variables") { text in
            let form =
                /^header :mime (:anychild )?:param (?:"[^"]*"|\[[^\]]*\]) (.*?)("(?:[A-Z]|content-)[A-Za-z-]*") (.+)$/
            guard let match = text.wholeMatch(of: form) else { return text }
            // A field without the parameter counts, as it does where its type is asked for.
            if text.contains(":count") { return text.replacing(/:param (?:"[^"]*"|\[[^\]]*\])/, with: ":contenttype") }
            let field = "exists :mime \(match.1 ?? "")\(match.3)"
            return "anyof (\(text), allof (\(field), string \(match.2)\"\" \(match.4)))"
        }
    }

    /// Whether they agree once the text of an empty group counts as an address.
    var wouldAgreeOnEmptyGroups: Bool {
        let group = "undisclosed-recipients:;"
        guard mailText.contains(group) else { return false }
        if wouldAgree(
            requiring: "variables",
            { text in
                let form =
                    /^address (:index \d (?::last )?)?(.*?)(:all )?((?:"|\["|", ")(?:From|To|Cc|Bcc|Sender|Reply-To|to|\", \")+\"\]?) (.+)$/
                guard let match = text.wholeMatch(of: form), !text.contains(/:(domain|localpart|user|detail)/) else {
                    return text
                }
                return
                    "anyof (\(text), allof (header :is \(match.4) \"\(group)\", string \(match.2)\"\(group)\" \(match.5)))"
            })
        {
            return true
        }
        guard test.sources.contains(":count") else { return false }
        // Something that is no address is one to `address :all`.
        return Outcome(sealpost: test.script, test) { message in
            for index in message.header.indices where message.header[index].value == group {
                message.header[index].value = "x@y.example"
            }
        }.agrees(with: pigeonhole)
    }

    /// Whether they agree once each field that a script adds is written as Pigeonhole does: with the line end of the other
    /// lines, and in encoded words where it isn't ASCII.
    var wouldAgreeOnWrittenFields: Bool {
        var other = test
        other.rewrite { text in
            guard text.hasPrefix("addheader ") else { return text }
            return text.replacing(/[^" ]*[^\u{0}-\u{7F}][^" ]*/) { Transfer.encodedWord(String($0.output)) }
        }
        let added = test.sources.split(separator: "addheader").count
        let isLF = !mailText.utf8.contains(0x0D)
        return (0...(isLF ? added : 0)).contains { octets in
            let shifted = other.mapped { text in
                text.replacing(/^(size :[a-z]+ )([0-9]+)$/) { "\($0.1)\((Int($0.2) ?? 0) + octets)" }
            }
            return shifted.sources != test.sources
                && Outcome(sealpost: shifted.script, shifted).agrees(with: pigeonhole)
        }
    }

    /// Whether they agree once each octet that isn't ASCII is a character.
    var wouldAgreeOnOctets: Bool {
        var other = test
        other.rewrite { $0.octetsAsCharacters }
        return Outcome(sealpost: other.script, other) { message in
            for index in message.header.indices {
                message.header[index].value = message.header[index].value.octetsAsCharacters
            }
        }.agrees(with: pigeonhole.mapped { $0.octetsAsCharacters })
    }

    /// Whether they agree once letters are compared as lower case where order matters.
    var wouldAgreeInLowerCase: Bool {
        var other = test.mapped { text in
            guard text.contains(":value"), !text.contains("i;octet"), !text.contains("i;ascii-numeric") else {
                return text
            }
            return text.replacing(":comparator \"i;ascii-casemap\" ", with: "")
                .replacing(":value", with: ":comparator \"i;octet\" :value")
        }
        other.rewrite { $0.lowercased() }
        return Outcome(sealpost: other.script, other) { message in
            for index in message.header.indices {
                message.header[index].value = message.header[index].value.lowercased()
                message.header[index].addresses = []
            }
        }.mapped { $0.lowercased() }.agrees(with: pigeonhole.mapped { $0.lowercased() })
    }
}

extension String {
    fileprivate var octetsAsCharacters: String {
        String(String.UnicodeScalarView(utf8.map { Unicode.Scalar($0) }))
    }
}

extension Outcome {
    /// The same with each action's words changed.
    fileprivate func mapped(_ change: (String) -> String) -> Outcome {
        if case .actions(let lines) = self { .actions(lines.map(change)) } else { self }
    }
}
