// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import Testing

/// The parameters of RFC 3461.
@Suite struct NotificationRequestTests {
    @Test(
        "xtext holds any text, and is read back",
        arguments: [
            ("a@x.nl", "a@x.nl"), ("a+b=c", "a+2Bb+3Dc"), ("two words", "two+20words"), ("é", "+C3+A9"), ("", ""),
            ("line\nend\u{7F}", "line+0Aend+7F"),
        ])
    func xtext(text: String, encoded: String) {
        #expect(XText.encode(text) == encoded)
        #expect(XText.decode(encoded) == text)
    }

    @Test("what is no xtext is not read", arguments: ["a b", "a+2", "a+", "a+ZZ", "a=b", "é", "+FF", "a\n", "+-1"])
    func noXText(text: String) { #expect(XText.decode(text) == nil) }

    @Test("digits of xtext may be small letters") func smallDigits() { #expect(XText.decode("a+2bb") == "a+b") }

    @Test(
        "conditions are a list, or NEVER",
        arguments: [
            ("never", .never, "NEVER"), ("NEVER", .never, "NEVER"), ("SUCCESS", .success, "SUCCESS"),
            ("delay,failure", [.failure, .delay], "FAILURE,DELAY"), ("Failure,FAILURE", .failure, "FAILURE"),
            ("success,delay,failure", [.success, .failure, .delay], "SUCCESS,FAILURE,DELAY"),
        ] as [(String, NotifyConditions, String)])
    func conditions(text: String, conditions: NotifyConditions, parameter: String) throws {
        #expect(NotifyConditions(parameter: text) == conditions)
        #expect(conditions.parameter == parameter)
        let data = try JSONEncoder().encode([conditions])
        #expect(try JSONDecoder().decode([NotifyConditions].self, from: data) == [conditions])
    }

    @Test(
        "what is no list of conditions is not read",
        arguments: ["", ",", "SUCCESS,", "NEVER,SUCCESS", "SUCCESS,NEVER", "bogus", "SUCCESS FAILURE", " SUCCESS"])
    func noConditions(text: String) { #expect(NotifyConditions(parameter: text) == nil) }

    @Test("an envelope's name is printable, and no longer than the RFC allows")
    func envelopeIDs() {
        #expect(EnvelopeID(xtext: "QQ+20314159")?.rawValue == "QQ 314159")
        #expect(EnvelopeID(rawValue: "a+b")?.xtext == "a+2Bb")
        for text in ["", "a+0Ab", "+C3+A9", "a b", String(repeating: "x", count: 101)] {
            #expect(EnvelopeID(xtext: text) == nil, "\(text)")
        }
        #expect(EnvelopeID(xtext: String(repeating: "x", count: 100)) != nil)
        #expect(EnvelopeID(rawValue: String(repeating: "+", count: 34)) == nil)
    }

    @Test(
        "an original recipient has a type and an address",
        arguments: [
            ("rfc822;piet+2Bx@y.nl", "rfc822", "piet+x@y.nl"), ("X400;/C=NL/", nil, nil),
            ("RFC822;a@x.nl", "RFC822", "a@x.nl"), ("utf-8;piët@y.nl", "utf-8", "piët@y.nl"),
            ("UTF-8;pi\\x{EB}t@y.nl", "UTF-8", "pi\\x{EB}t@y.nl"), ("rfc822;piët@y.nl", nil, nil),
            ("rfc822;", nil, nil), (";a@x.nl", nil, nil), ("a@x.nl", nil, nil), ("rfc 822;a@x.nl", nil, nil),
            ("utf-8;a b", nil, nil), ("utf-8;a\u{85}b", nil, nil), ("rfc822;a\nb", nil, nil),
            ("x400;/C+3DNL/", "x400", "/C=NL/"), ("rfc822;\(String(repeating: "a", count: 500))", nil, nil),
        ] as [(String, String?, String?)])
    func originalRecipients(text: String, type: String?, address: String?) {
        let original = OriginalRecipient(rawValue: text)
        #expect(original?.type == type)
        #expect(original?.address == address)
        #expect(original == nil || original?.rawValue == text)
    }

    @Test("a recipient's own conditions stand before those for all, however the address is written")
    func ownConditions() {
        var request = NotificationRequest()
        #expect(request.isEmpty && request.conditions(for: "a@x.nl") == nil)
        request.conditions = .failure
        request["A@x.nl"].conditions = .never
        #expect(request.conditions(for: "a@X.nl") == .never)
        #expect(request.conditions(for: "b@x.nl") == .failure)
        request["a@x.nl"].conditions = nil
        #expect(request.conditions(for: "a@x.nl") == .failure && !request.isEmpty)
        request.conditions = nil
        #expect(request.isEmpty)
    }

    @Test("what is asked for a recipient goes with another name for the same")
    func renamed() {
        var request = NotificationRequest()
        request.conditions = .delay
        request["root"].conditions = .never
        request["a@x.nl"].conditions = .success
        request["a"].conditions = .failure
        let renamed = request.renamed { $0.contains("@") ? $0 : "\($0)@X.nl" }
        #expect(renamed.conditions(for: "root@x.nl") == .never)
        #expect(renamed.conditions(for: "root") == .delay)
        #expect(renamed.conditions(for: "a@x.nl") == [.success, .failure])
    }

    @Test("of one who is named twice, the sender gets the notices of both")
    func union() {
        let first = OriginalRecipient(rawValue: "rfc822;a@x.nl")
        let asked = NotificationRequest.Recipient(conditions: .success, originalRecipient: first)
        #expect(
            asked.union(.init(conditions: .delay)) == .init(conditions: [.success, .delay], originalRecipient: first))
        #expect(asked.union(.init(conditions: .never)).conditions == .success)
        #expect(asked.union(.init()).conditions == nil)
        #expect(NotificationRequest.Recipient().union(asked) == .init(originalRecipient: first))
    }
}
