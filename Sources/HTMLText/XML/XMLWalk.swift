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
        HTMLWalk.initialise()
        guard bytes.count <= largest.bytes else { throw .tooLarge }
        guard let context = xmlNewParserCtxt() else { throw .malformed }
        defer { xmlFreeParserCtxt(context) }
        // Nothing that a document type declares is taken in.
        context.pointee.sax.pointee.internalSubset = { parser, _, _, _ in
            guard let parser = parser?.assumingMemoryBound(to: xmlParserCtxt.self) else { return }
            parser.pointee.hasExternalSubset = 1
            xmlStopParser(parser)
        }
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_NOCDATA.rawValue
        let document = bytes.withUnsafeBytes { buffer in
            xmlCtxtReadMemory(
                context, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil, nil,
                Int32(options))
        }
        defer { if let document { xmlFreeDoc(document) } }
        guard context.pointee.hasExternalSubset == 0 else { throw .documentType }
        guard let document, context.pointee.wellFormed == 1 else { throw .malformed }
        return try visit(document.pointee.children)
    }

    private static func visit(_ first: xmlNodePtr?) throws(XMLFault) -> [XMLElement] {
        var elements: [XMLElement] = []
        var attributes = 0
        var node = first
        var depth = 0
        while let present = node {
            if present.pointee.type == XML_ELEMENT_NODE {
                let element = XMLElement(
                    name: text(present.pointee.name), attributes: values(of: present), depth: depth)
                attributes += element.attributes.count
                elements.append(element)
                guard elements.count <= largest.elements, attributes <= largest.attributes else { throw .tooLarge }
                if let child = present.pointee.children {
                    depth += 1
                    node = child
                    continue
                }
            }
            // On to the next sibling, of this node or of the nearest ancestor that has one.
            var last = present
            while last.pointee.next == nil, depth > 0, let parent = last.pointee.parent {
                depth -= 1
                last = parent
            }
            node = last.pointee.next
        }
        return elements
    }

    /// The attributes' texts from the tree itself; one that holds anything but text is left out.
    private static func values(of node: xmlNodePtr) -> [String: String] {
        var values: [String: String] = [:]
        var attribute = node.pointee.properties
        while let present = attribute {
            let name = text(present.pointee.name)
            if let child = present.pointee.children {
                if child.pointee.type == XML_TEXT_NODE, child.pointee.next == nil, values[name] == nil {
                    values[name] = text(child.pointee.content)
                }
            } else if values[name] == nil {
                values[name] = ""
            }
            attribute = present.pointee.next
        }
        return values
    }

    private static func text(_ bytes: UnsafePointer<xmlChar>?) -> String { bytes.map { String(cString: $0) } ?? "" }
}
