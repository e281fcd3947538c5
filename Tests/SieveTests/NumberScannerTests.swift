// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sieve

@Suite struct NumberScannerTests {
    private func found(_ text: String, bare: Bool = false, contextIsGiven: Bool = false) -> [String] {
        NumberScanner(takesBareBSN: bare).hits(in: text, contextIsGiven: contextIsGiven).map {
            "\($0.kind) " + String(decoding: $0.number, as: UTF8.self)
        }
    }

    // MARK: BSN

    @Test(
        "a BSN is found with the separators that people write",
        arguments: [
            "BSN 999990019", "bsn: 999 990 019", "BSN-nummer 9999.90.019", "sofinummer 99.99.90.019",
            "Burgerservicenummer: 999-990-019", "burger service nummer 9999 90019", "BSN\u{A0}999\u{A0}990\u{A0}019",
            "999990019 (bsn)", "BSN999990019", "bsn=999990019;", "bsn,geboren\n999990019,19800101",
            "persoonsnummer 99999\u{2011}0019", "BSN: 9 9 9 9 9 0 0 1 9", "citizen service number 999990019.",
            "BSN 999\u{200C}990\u{200C}019", "klant_bsn_999990019.pdf", "his social security number is 999990019, ok?",
            "BSN 999 990 019 06 12345678", "BSN (12/27 999 990 019)", "21-11-2026 999 990 019 bsn",
        ])
    func written(_ text: String) {
        #expect(found(text) == ["bsn 999990019"])
    }

    @Test(
        "what is no BSN is not found",
        arguments: [
            "BSN 999990018", "BSN 111111111", "BSN 9999900190", "BSN 1999990019", "bsn 999990019B01",
            "bsn +999990019", "bsn 9999900.19", "bsn 999990019.50", "bsn 999990019-1", "bsn x999990019",
            "bsn 1 999 990 019", "bsn 999 990 019 123", "bsn 99.99.9.0019", "bsn 000000012",
        ])
    func others(_ text: String) {
        #expect(found(text) == [])
    }

    @Test("without a word near it nine digits are no BSN, unless bare ones are asked for")
    func context() {
        #expect(found("Bestelling 999990019") == [])
        #expect(found("Bestelling 999990019", bare: true) == ["bsn 999990019"])
        #expect(found("Bestelling 999990019", contextIsGiven: true) == ["bsn 999990019"])
        #expect(found("Absn 999990019, bsna, het absnee") == [])
        let gap = String(repeating: "x ", count: 48)
        #expect(found("BSN \(gap)999990019") == ["bsn 999990019"])
        #expect(found("BSN \(gap)x x x 999990019") == [])
        #expect(found("999990019 \(gap)BSN") == ["bsn 999990019"])
        #expect(found("999990019 \(gap)x x x BSN") == [])
    }

    @Test("one word serves a list")
    func list() {
        let gap = String(repeating: "x ", count: 40)
        #expect(
            found("BSN:\n123456782 \(gap)\n111222333 \(gap)\n999990019")
                == ["bsn 123456782", "bsn 111222333", "bsn 999990019"])
    }

    @Test("eight digits are a BSN beside a word only, and not if they are a date")
    func short() {
        #expect(found("BSN 10000008") == ["bsn 010000008"])
        #expect(found("10000008", bare: true) == [])
        for day in 10...28 { #expect(found("BSN, geboren 202611\(day)") == []) }
        for day in 10...28 { #expect(found("BSN, geboren \(day)111980") == []) }
    }

    // MARK: IBAN

    @Test(
        "an IBAN is found as it is printed and as it is typed",
        arguments: [
            "NL91ABNA0417164300", "NL91 ABNA 0417 1643 00", "nl91 abna 0417 1643 00", "IBAN:NL91ABNA0417164300.",
            "(NL91-ABNA-0417-1643-00)", "IBANNL91ABNA0417164300",
            "NL91\u{A0}ABNA\u{A0}0417\u{A0}1643\u{A0}00 t.n.v. Jansen",
            "NL91 ABNA 0417 1643 00 12 34",
        ])
    func iban(_ text: String) {
        #expect(found(text) == ["iban NL91ABNA0417164300"])
    }

    @Test(
        "IBANs of many countries",
        arguments: [
            "DE89370400440532013000", "BE68539007547034", "FR1420041010050500013M02606", "GB29NWBK60161331926819",
            "NO9386011117947", "MT84MALT011000012345MTLCAST001S", "CH9300762011623852957",
            "IT60X0542811101000000123456",
            "ES9121000418450200051332", "SE4550000000058398257466", "PL61109010140000071219812874",
            "IE29AIBK93115212345678", "AT611904300234573201", "LU280019400644750000", "DK5000400440116243",
            "FI2112345600000785", "PT50000201231234567890154", "TR330006100519786457841326",
            "SM86U0322509800000000270100",
            "LC55HEMM000100010012001200023015", "BR1800360305000010009795493C1", "MU17BOMM0101101030300200000MUR",
        ])
    func countries(_ iban: String) {
        #expect(found(iban) == ["iban " + iban])
    }

    @Test(
        "what is no IBAN is not found",
        arguments: [
            "NL92ABNA0417164300", "NL91ABNA041716430", "NL91ABNA04171643000", "XNL91ABNA0417164300",
            "ZZ91ABNA0417164300",
            "NL91 0417 ABNA 1643 00", "NL91  ABNA 0417 1643 00", "NL91ABNA0417164300X",
        ])
    func noIBAN(_ text: String) {
        #expect(found(text) == [])
    }

    // MARK: Cards

    @Test(
        "a card is found by issuer and Luhn sum",
        arguments: [
            "4111111111111111", "4111 1111 1111 1111", "5555-5555-5555-4444", "3782 822463 10005", "30569309025904",
            "6011111111111117", "3530111333300000", "2223003122003222", "6200000000000005", "4222222222222",
        ])
    func cards(_ text: String) {
        let number = text.filter(\.isNumber)
        #expect(found(text) == ["creditcard " + number])
        #expect(found("Visa \(text) 12/27 123") == ["creditcard " + number])
        #expect(found("(\(text), 12/27)") == ["creditcard " + number])
    }

    @Test(
        "what is no card is not found",
        arguments: [
            "4111111111111112", "1111111111111117", "41111111111111111111", "4111 1111 1111 1111 1111", "4006381333931",
            "41111111-11111111-1", "x4111111111111111", "0000000000000000", "9111111111111111", "+4111111111111111",
        ])
    func noCards(_ text: String) {
        #expect(found(text) == [])
    }

    @Test("the digits of one number are never taken for another")
    func precedence() {
        #expect(found("BSN en IBAN: BE68 5390 0754 7034 999990019") == ["iban BE68539007547034", "bsn 999990019"])
        #expect(found("bsn 4111 1111 1111 1111") == ["creditcard 4111111111111111"])
    }

    @Test("a hit says where it stands")
    func place() {
        let text = "Übersicht: NL91 ABNA 0417 1643 00!"
        let hits = NumberScanner().hits(in: text)
        #expect(hits.map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) } == ["NL91 ABNA 0417 1643 00"])
    }
}
