// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The words beside which nine digits are a BSN, looked for only around the numbers in question.
///
/// One in eleven numbers passes the 11-test, so that the digits alone prove little. Candidates come in the order of the
/// text, and no byte is looked at twice.
struct ContextWords {
    /// How far a word may stand from its number, in bytes.
    static let window = 100

    private var scannedTo = 0
    private var lastEnd: Int?
    private var previous: (word: String, end: Int)?

    /// Whether a word stands near a number; later calls ask about later numbers.
    mutating func areNear(_ range: Range<Int>, in text: [UInt8]) -> Bool {
        scan(text, from: range.lowerBound - Self.window, to: range.upperBound + Self.window)
        return lastEnd.map { $0 >= range.lowerBound - Self.window } ?? false
    }

    /// Whether there is a word anywhere in a text.
    static func areIn(_ text: some Sequence<UInt8>) -> Bool {
        let text = Array(text)
        var words = ContextWords()
        words.scan(text, from: 0, to: text.count)
        return words.lastEnd != nil
    }

    /// Whether the letters that end at `end` are such a word: `BSN123456782`.
    static func isWord(endingAt end: Int, in text: [UInt8]) -> Bool {
        var start = end
        while start > 0, text[start - 1].isLetter, end - start <= longest { start -= 1 }
        return all.contains(word(text[start..<end]))
    }

    private mutating func scan(_ text: [UInt8], from start: Int, to end: Int) {
        var index = max(start, scannedTo, 0)
        // Begin with a whole word, unless its beginning has been looked at already.
        while index > scannedTo, text[index - 1].isLetter, start - index < Self.longest { index -= 1 }
        let end = min(end, text.count)
        while index < end {
            guard text[index].isLetter else {
                index += 1
                continue
            }
            let begin = index
            while index < text.count, text[index].isLetter { index += 1 }
            take(text, begin..<index)
        }
        scannedTo = max(scannedTo, index)
    }

    private mutating func take(_ text: [UInt8], _ range: Range<Int>) {
        guard range.count <= Self.longest, previous != nil || Self.canBegin(text[range]) else {
            previous = nil
            return
        }
        let word = Self.word(text[range])
        if Self.all.contains(word) {
            lastEnd = range.upperBound
        } else if let before = previous, before.end + 1 == range.lowerBound, Self.all.contains(before.word + word) {
            lastEnd = range.upperBound
        }
        previous = (word, range.upperBound)
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.map { $0 | 0x20 }, as: UTF8.self)
    }

    private static let longest = 24

    /// Whether one of the words begins so, which few other words do.
    private static func canBegin(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count > 2 else { return false }
        switch (word[word.startIndex] | 0x20, word[word.startIndex + 1] | 0x20) {
        case (UInt8(ascii: "b"), UInt8(ascii: "s")), (UInt8(ascii: "b"), UInt8(ascii: "u")),
            (UInt8(ascii: "c"), UInt8(ascii: "i")), (UInt8(ascii: "p"), UInt8(ascii: "e")),
            (UInt8(ascii: "p"), UInt8(ascii: "g")), (UInt8(ascii: "s"), UInt8(ascii: "o")),
            (UInt8(ascii: "s"), UInt8(ascii: "s")):
            return true
        default: return false
        }
    }

    /// The words; one that people also write as two is found in both forms.
    private static let all: Set<String> = [
        "bsn", "bsns", "bsnr", "bsnnr", "bsnnummer", "bsnnummers", "burgerservice", "burgerservicenr",
        "burgerservicenummer", "burgerservicenummers", "citizenservice", "persoonsnr", "persoonsnummer",
        "persoonsnummers", "pgn", "sociaalfiscaal", "socialsecurity", "sofi", "sofinr", "sofinummer", "sofinummers",
        "ssn",
    ]
}
