// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A pattern of `:matches`, taken apart once.
///
/// Matching goes back only to the last `*` that was passed. That finds every match, because the part before that `*`
/// was placed as early as it can be, and it bounds the work by the product of both lengths: no pattern makes it blow up.
/// Earlier wildcards stand for as little as possible, as RFC 5229, section 3.2, wants it for the match variables.
struct WildcardPattern: KeyMatcher {
    /// One step of the pattern: a folded octet, or one of the two wildcards, which are beyond any octet.
    private typealias Step = UInt16
    private static let one: Step = 256
    private static let many: Step = 257

    let key: [UInt8]
    private let steps: [Step]
    private let folds: Bool
    private let foldsText: Bool
    private let readsCharacters: Bool

    init(_ key: [UInt8], comparator: any Comparator) {
        self.key = key
        folds = comparator.foldsASCII
        foldsText = comparator.foldsText
        readsCharacters = comparator.readsCharacters
        // RFC 5051 leaves a key as it is when any of it is no UTF-8.
        let isFolded = !foldsText || String(validating: key, as: UTF8.self) != nil
        var steps: [Step] = []
        var literal: [UInt8] = []
        func finishLiteral() {
            steps += (isFolded ? comparator.folded(literal) : literal).map(Step.init)
            literal.removeAll()
        }
        var index = 0
        while index < key.count {
            var byte = key[index]
            index += 1
            switch byte {
            case UInt8(ascii: "*"), UInt8(ascii: "?"):
                finishLiteral()
                steps.append(byte == UInt8(ascii: "*") ? Self.many : Self.one)
            default:
                if byte == UInt8(ascii: "\\"), index < key.count {
                    byte = key[index]
                    index += 1
                }
                literal.append(byte)
            }
        }
        finishLiteral()
        self.steps = steps
    }

    func matches(_ value: borrowing Span<UInt8>, captures: inout [Range<Int>]) -> Bool {
        guard foldsText else { return fits(value, form: nil, captures: &captures) }
        let text = CasemappedText(value)
        let firstCapture = captures.count
        guard fits(text.bytes.span, form: text, captures: &captures) else { return false }
        for index in firstCapture..<captures.count { captures[index] = text.originalRange(of: captures[index]) }
        return true
    }

    /// Whether a value fits, or the casemapped form of one, whose characters are then those of the value itself.
    private func fits(
        _ value: borrowing Span<UInt8>, form: CasemappedText?, captures: inout [Range<Int>]
    ) -> Bool {
        let steps = self.steps.span
        let firstCapture = captures.count
        var position = 0
        var step = 0
        // Where to go on when the steps after the last `*` don't fit: one character further for that `*`.
        var retry: (step: Int, position: Int, capture: Int)?
        while position < value.count || step < steps.count {
            if step < steps.count {
                let wanted = steps[step]
                if wanted == Self.many {
                    captures.append(position..<position)
                    retry = (step, position, captures.count - 1)
                    step += 1
                    continue
                }
                if position < value.count {
                    // Of a character that was decomposed, a wildcard never stands for a part.
                    if wanted == Self.one, form?.isBoundary(position) ?? true {
                        let end = characterEnd(position, in: value, form)
                        captures.append(position..<end)
                        position = end
                        step += 1
                        continue
                    }
                    let byte = value[position]
                    if Step(folds ? byte.foldedASCII : byte) == wanted {
                        position += 1
                        step += 1
                        continue
                    }
                }
            } else if let retry, retry.step == steps.count - 1 {
                // The pattern ends in `*`: it stands for all that is left.
                captures[retry.capture] = captures[retry.capture].lowerBound..<value.count
                return true
            }
            // With the value used up, a longer `*` leaves even less for the steps that are left.
            guard let last = retry, position < value.count else {
                captures.removeSubrange(firstCapture...)
                return false
            }
            let next = form == nil ? characterEnd(last.position, in: value, nil) : last.position + 1
            captures.removeSubrange((last.capture + 1)...)
            captures[last.capture] = captures[last.capture].lowerBound..<next
            retry = (last.step, next, last.capture)
            position = next
            step = last.step + 1
        }
        return true
    }

    private func characterEnd(_ position: Int, in value: borrowing Span<UInt8>, _ form: CasemappedText?) -> Int {
        if let form { return form.characterEnd(position) }
        return position + (readsCharacters ? UTF8Character.length(in: value, at: position) : 1)
    }
}
