// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How many bytes of HTML count for the time that making text of it can take, at most.
///
/// libxml2 compares the attributes of a tag with one another, and an end tag with all elements that are open, so that a
/// hostile text takes time with the square of how many there are. Tags and attributes begin at a bracket, a blank or a
/// quote. Of a long run without one, such as a picture in a `data:` URL, only the beginning counts, since the rest is
/// passed over once. htmlParseStartTag and htmlAutoCloseOnEnd, of libxml2's HTMLparser.c.
public func markupSize(ofHTML html: some Sequence<UInt8>) -> Int {
    let longestRun = 64
    var size = 0
    var run = 0
    for byte in html {
        let endsRun =
            byte <= 0x20 || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"")
            || byte == UInt8(ascii: "'")
        run = endsRun ? 0 : run + 1
        if run <= longestRun { size += 1 }
    }
    return size
}
