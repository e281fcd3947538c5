// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CXML2

/// Reads the elements and attributes of an XML document that comes from anywhere.
///
/// A document with a document type is refused as soon as it is seen, so no entity is ever declared, expanded or fetched;
/// and a document that is not well-formed to its end gives nothing at all. xmlCtxtReadMemory, of libxml2's parser.h.
public enum XMLWalk {
    /// The most bytes, elements and attributes of one document that are read.
    public static let largest = (bytes: 1 << 20, elements: 10_000, attributes: 50_000)

    /// The elements in document order.
    public static func elements(of bytes: [UInt8]) throws(XMLFault) -> [XMLElement] {
        guard bytes.count <= largest.bytes else { throw .tooLarge }
        var hasDocumentType = false
        let document = bytes.map(CChar.init(bitPattern:)).withUnsafeBufferPointer {
            cxml2_parse_xml($0.baseAddress, Int32($0.count), &hasDocumentType)
        }
        guard !hasDocumentType else { throw .documentType }
        guard let document else { throw .malformed }
        defer { cxml2_delete(document) }
        return try visit(cxml2_root(document))
    }

    private static func visit(_ first: OpaquePointer?) throws(XMLFault) -> [XMLElement] {
        var elements: [XMLElement] = []
        var attributes = 0
        var node = first
        var depth = 0
        while let present = node {
            if cxml2_kind_of(present) == cxml2_element {
                let element = XMLElement(
                    name: text(cxml2_name(present)), attributes: values(of: present), depth: depth)
                attributes += element.attributes.count
                elements.append(element)
                guard elements.count <= largest.elements, attributes <= largest.attributes else { throw .tooLarge }
                if let child = cxml2_first_child(present) {
                    depth += 1
                    node = child
                    continue
                }
            }
            // On to the next sibling, of this node or of the nearest ancestor that has one.
            var last = present
            while cxml2_next(last) == nil, depth > 0, let parent = cxml2_parent(last) {
                depth -= 1
                last = parent
            }
            node = cxml2_next(last)
        }
        return elements
    }

    /// The attributes' texts from the tree itself; one that holds anything but text is left out.
    private static func values(of node: OpaquePointer) -> [String: String] {
        var values: [String: String] = [:]
        var attribute = cxml2_first_attribute(node)
        while let present = attribute {
            let name = text(cxml2_attribute_name(present))
            if let value = cxml2_attribute_value(present) {
                if cxml2_kind_of(value) == cxml2_text, cxml2_next(value) == nil, values[name] == nil {
                    values[name] = text(cxml2_content(value))
                }
            } else if values[name] == nil {
                values[name] = ""
            }
            attribute = cxml2_next_attribute(present)
        }
        return values
    }

    private static func text(_ characters: UnsafePointer<CChar>?) -> String {
        characters.map { String(cString: $0) } ?? ""
    }
}
