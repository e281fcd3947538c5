// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CXML2

/// Walks the tree that libxml2 makes of HTML.
///
/// The walk follows the tree's own links and does not recurse, so that no nesting
/// depth can exhaust the stack. htmlParseDocument, of libxml2's HTMLparser.h.
enum HTMLWalk {
    /// Initialises libxml2 once, before any thread uses it: else two first users deadlock in its dictionary's lock.
    private static let library: Void = xmlInitParser()

    /// Makes libxml2 ready, for its parser of XML too.
    static func initialise() { _ = library }

    /// Calls `body` for each start, end and text in document order; nothing is loaded from anywhere.
    static func walk(_ html: String, _ body: (HTMLEvent) -> Void) {
        initialise()
        // The parser is told the length as an int and stops at a NUL.
        var bytes = Array(html.utf8.prefix(Int(Int32.max)))
        for index in bytes.indices where bytes[index] == 0 { bytes[index] = 0x20 }
        bytes.withUnsafeBytes { buffer in
            guard !buffer.isEmpty, let context = htmlCreateMemoryParserCtxt(buffer.baseAddress, Int32(buffer.count))
            else { return }
            defer { htmlFreeParserCtxt(context) }
            let options =
                HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
                | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
            htmlCtxtUseOptions(context, Int32(options))
            // Else the parser drops everything from the 256th nesting level on, which a long thread of answers reaches.
            context.pointee.options |= Int32(XML_PARSE_HUGE.rawValue)
            // The text is decoded already: what a <meta> says about its charset no longer counts.
            xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
            htmlParseDocument(context)
            guard let document = context.pointee.myDoc else { return }
            defer { xmlFreeDoc(document) }
            visit(document.pointee.children, body)
        }
    }

    private static func visit(_ first: xmlNodePtr?, _ body: (HTMLEvent) -> Void) {
        var node = first
        var depth = 0
        while let present = node {
            let isElement = present.pointee.type == XML_ELEMENT_NODE
            if isElement {
                body(
                    .start(
                        name: name(of: present), href: attribute("href", of: present),
                        alt: attribute("alt", of: present)))
            } else if present.pointee.type == XML_TEXT_NODE || present.pointee.type == XML_CDATA_SECTION_NODE {
                if let content = present.pointee.content { body(.text(String(cString: content))) }
            }
            if isElement, let child = present.pointee.children {
                depth += 1
                node = child
                continue
            }
            if isElement { body(.end(name: name(of: present))) }
            // On to the next sibling, of this node or of the nearest ancestor that has one.
            var last = present
            while last.pointee.next == nil, depth > 0, let parent = last.pointee.parent {
                depth -= 1
                last = parent
                body(.end(name: name(of: last)))
            }
            node = last.pointee.next
        }
    }

    private static func name(of node: xmlNodePtr) -> String {
        node.pointee.name.map { String(cString: $0).lowercased() } ?? ""
    }

    /// The attribute's text from the tree itself: what xmlGetProp(3) returns is freed through a global variable.
    private static func attribute(_ name: String, of node: xmlNodePtr) -> String? {
        guard let value = xmlHasProp(node, name)?.pointee.children, value.pointee.type == XML_TEXT_NODE else {
            return nil
        }
        return value.pointee.content.map { String(cString: $0) }
    }
}
