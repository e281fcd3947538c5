// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CXML2

/// Walks the tree that libxml2 makes of HTML.
///
/// The walk follows the tree's own links and does not recurse, so that no nesting
/// depth can exhaust the stack. htmlParseDocument, of libxml2's HTMLparser.h.
enum HTMLWalk {
    private typealias Node = OpaquePointer

    /// Calls `body` for each start, end and text in document order; nothing is loaded from anywhere.
    static func walk(_ html: String, _ body: (HTMLEvent) -> Void) {
        // The parser is told the length as an int and stops at a NUL.
        let bytes = html.utf8.prefix(Int(Int32.max)).map { $0 == 0 ? 0x20 : CChar(bitPattern: $0) }
        guard !bytes.isEmpty, let document = cxml2_parse_html(bytes, Int32(bytes.count)) else { return }
        defer { cxml2_delete(document) }
        visit(cxml2_root(document), body)
    }

    private static func visit(_ first: Node?, _ body: (HTMLEvent) -> Void) {
        var node = first
        var depth = 0
        while let present = node {
            let kind = cxml2_kind_of(present)
            if kind == cxml2_element {
                body(
                    .start(
                        name: name(of: present), href: attribute("href", of: present),
                        alt: attribute("alt", of: present)))
            } else if kind == cxml2_text {
                if let content = cxml2_content(present) { body(.text(String(cString: content))) }
            }
            if kind == cxml2_element, let child = cxml2_first_child(present) {
                depth += 1
                node = child
                continue
            }
            if kind == cxml2_element { body(.end(name: name(of: present))) }
            // On to the next sibling, of this node or of the nearest ancestor that has one.
            var last = present
            while cxml2_next(last) == nil, depth > 0, let parent = cxml2_parent(last) {
                depth -= 1
                last = parent
                body(.end(name: name(of: last)))
            }
            node = cxml2_next(last)
        }
    }

    private static func name(of node: Node) -> String {
        cxml2_name(node).map { String(cString: $0).lowercased() } ?? ""
    }

    private static func attribute(_ name: String, of node: Node) -> String? {
        guard let attribute = cxml2_attribute_named(node, name), let value = cxml2_attribute_value(attribute),
            cxml2_kind_of(value) == cxml2_text
        else { return nil }
        return cxml2_content(value).map { String(cString: $0) }
    }
}
