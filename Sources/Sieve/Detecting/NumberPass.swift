// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One pass over one text.
///
/// All kinds are recognised whichever is asked for, so that the digits of one number are never taken for another.
struct NumberPass {
    let text: [UInt8]
    let scanner: NumberScanner
    let contextIsGiven: Bool
    private(set) var hits: [NumberHit] = []

    private var chain = DigitChain()
    /// The digits of the present candidate.
    private var digits: [UInt8] = []
    private var context = ContextWords()
    /// Where the last BSN ends that has its context: what follows it closely is a list.
    private var listEnd: Int?

    init(text: [UInt8], scanner: NumberScanner, contextIsGiven: Bool) {
        self.text = text
        self.scanner = scanner
        self.contextIsGiven = contextIsGiven
    }

    mutating func run(limit: Int) {
        var position = 0
        while hits.count < limit {
            while position < text.count, !text[position].isDigit { position += 1 }
            guard position < text.count else { return }
            if let iban = iban(withCheckDigitsAt: position) {
                record(iban)
                position = iban.range.upperBound
                continue
            }
            chain.read(text, at: position)
            readChain()
            position = chain.groups[chain.groups.count - 1].upperBound
        }
    }

    // MARK: IBAN

    private func iban(withCheckDigitsAt digits: Int) -> NumberHit? {
        let start = digits - 2
        guard start >= 0, text[start].isLetter, text[start + 1].isLetter,
            let structure = IBAN.structure(country: text[start], text[start + 1])
        else { return nil }
        if start > 0, text[start - 1].isLetter || text[start - 1].isDigit, !followsItsName(start) { return nil }
        var number = [text[start].foldedASCII, text[start + 1].foldedASCII]
        var index = digits
        while number.count < structure.count + 4 {
            guard index < text.count else { return nil }
            let byte = text[index]
            guard byte.isDigit || byte.isLetter else {
                guard let (_, length) = NumberSeparator.read(text, at: index), index + length < text.count,
                    text[index + length].isDigit || text[index + length].isLetter
                else { return nil }
                index += length
                continue
            }
            let place = number.count < 4 ? UInt8(ascii: "n") : structure[number.count - 4]
            if place == UInt8(ascii: "n") && !byte.isDigit || place == UInt8(ascii: "a") && !byte.isLetter {
                return nil
            }
            number.append(byte.foldedASCII)
            index += 1
        }
        if index < text.count, text[index].isDigit || text[index].isLetter { return nil }
        guard IBAN.hasRightCheckDigits(number) else { return nil }
        return NumberHit(kind: .iban, range: start..<index, number: number)
    }

    /// Whether "IBAN" stands right before: `IBANNL91...`.
    private func followsItsName(_ start: Int) -> Bool {
        guard start >= 4 else { return false }
        let name = text[start - 4..<start].map { $0 | 0x20 }
        return name.elementsEqual("iban".utf8) && (start == 4 || !text[start - 5].isLetter)
    }

    // MARK: Digits

    /// Takes the chain apart into runs of one separator.
    private mutating func readChain() {
        let count = chain.groups.count
        guard count > 1 else {
            take(0..<1)
            return
        }
        var first = 0
        while first < count - 1 {
            let separator = chain.separators[first]
            var last = first + 1
            while last < count - 1, chain.separators[last] == separator { last += 1 }
            if separator == .space {
                readSpaced(first, last)
            } else if NumberShape.isKnown(chain.groups[first...last]) {
                take(first..<last + 1)
            }
            first = last
        }
    }

    /// Spaces stand between numbers as well as in them, so each group can also be one by itself.
    private mutating func readSpaced(_ first: Int, _ last: Int) {
        // A group at the edge that goes on with another separator belongs there: a date, a time, an amount.
        let begin = first > 0 || isPartOfTime(before: chain.groups[first]) ? first + 1 : first
        let isCut = last < chain.groups.count - 1 || isPartOfTime(after: chain.groups[last])
        let end = isCut ? last : last + 1
        guard begin < end else { return }
        var next = begin
        for length in stride(from: min(NumberShape.longest, end - begin), to: 1, by: -1) {
            let candidate = begin..<begin + length
            guard NumberShape.isKnown(chain.groups[candidate]) else { continue }
            // One more group of the same size would make it a part of something longer.
            if candidate.upperBound < end, isLike(candidate.upperBound, candidate.upperBound - 1) { continue }
            if take(candidate) {
                next = candidate.upperBound
                break
            }
        }
        for group in next..<max(next, end) { take(group..<group + 1) }
    }

    private func isLike(_ one: Int, _ other: Int) -> Bool { chain.groups[one].count == chain.groups[other].count }

    /// `12/27`, `10:30`, and no longer number, behind which a stroke only begins the next.
    private func isPartOfTime(after group: Range<Int>) -> Bool {
        let end = group.upperBound
        return group.count <= 4 && end + 1 < text.count && Self.isTimeMark(text[end]) && text[end + 1].isDigit
    }

    private func isPartOfTime(before group: Range<Int>) -> Bool {
        let start = group.lowerBound
        return group.count <= 4 && start > 1 && Self.isTimeMark(text[start - 1]) && text[start - 2].isDigit
    }

    private static func isTimeMark(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "/") || byte == UInt8(ascii: ":") }

    /// Takes some groups for one number, if they are.
    @discardableResult
    private mutating func take(_ groups: Range<Int>) -> Bool {
        var length = 0
        for group in groups { length += chain.groups[group].count }
        guard (8...19).contains(length), length < 10 || length > 12 else { return false }
        let range = chain.groups[groups.lowerBound].lowerBound..<chain.groups[groups.upperBound - 1].upperBound
        if range.upperBound < text.count, text[range.upperBound].isLetter { return false }
        var isNamed = false
        if range.lowerBound > 0 {
            let before = text[range.lowerBound - 1]
            // A telephone number with its country, or a part of a word.
            if before == UInt8(ascii: "+") { return false }
            if before.isLetter {
                isNamed = length < 10 && ContextWords.isWord(endingAt: range.lowerBound, in: text)
                if !isNamed { return false }
            }
        }
        digits.removeAll(keepingCapacity: true)
        // Old numbers of eight digits are nine with a zero in front.
        if length == 8 { digits.append(UInt8(ascii: "0")) }
        for group in groups { digits += text[chain.groups[group]] }
        if length >= 10 {
            guard PaymentCard.isValid(digits) else { return false }
            record(NumberHit(kind: .creditcard, range: range, number: digits))
            return true
        }
        guard BSN.isValid(digits), length == 9 || groups.count == 1 && !BSN.isDate(digits.dropFirst()) else {
            return false
        }
        return takeBSN(range, isShort: length == 8, isNamed: isNamed)
    }

    private mutating func takeBSN(_ range: Range<Int>, isShort: Bool, isNamed: Bool) -> Bool {
        let hasContext =
            isNamed || contextIsGiven || listEnd.map { range.lowerBound - $0 <= ContextWords.window } ?? false
            || context.areNear(range, in: text)
        guard hasContext || scanner.takesBareBSN && !isShort else { return false }
        if hasContext { listEnd = range.upperBound }
        record(NumberHit(kind: .bsn, range: range, number: digits))
        return true
    }

    private mutating func record(_ hit: NumberHit) {
        if scanner.kinds.contains(hit.kind) { hits.append(hit) }
    }
}
