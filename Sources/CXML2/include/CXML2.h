// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// As much of libxml2's parsers, and of the tree they make, as Sealpost uses. The library is loaded with the first text,
// since it brings ICU and costs most of a millisecond.

#ifndef CXML2_H
#define CXML2_H

#include <stdbool.h>

/// A parsed text; owns its nodes.
typedef struct _xmlDoc cxml2_document;

/// A node of the tree.
typedef struct _xmlNode cxml2_node;

/// An attribute of an element.
typedef struct _xmlAttr cxml2_attribute;

/// Makes the tree of HTML in UTF-8 without NULs; nothing is loaded from anywhere.
///
/// The result is the caller's, who gives it to `cxml2_delete`; null where memory is used up.
cxml2_document *cxml2_parse_html(const char *text, int count);

/// Makes the tree of XML; nothing is loaded from anywhere, and nothing that a document type declares is taken in.
///
/// The result is the caller's, who gives it to `cxml2_delete`; null where the document is not well-formed to its end, or as
/// soon as it has a document type.
cxml2_document *cxml2_parse_xml(const char *text, int count, bool *has_document_type);

void cxml2_delete(cxml2_document *document);

/// What a node is, as far as a text is made of it.
typedef enum {
    cxml2_element,
    cxml2_text,
    cxml2_other,
} cxml2_kind;

cxml2_kind cxml2_kind_of(const cxml2_node *node);

/// The nodes beside and around a node; null where there is none.
const cxml2_node *cxml2_root(const cxml2_document *document);
const cxml2_node *cxml2_first_child(const cxml2_node *node);
const cxml2_node *cxml2_next(const cxml2_node *node);
const cxml2_node *cxml2_parent(const cxml2_node *node);

/// An element's name, a text's characters; null where there is none, else as long-lived as the tree.
const char *cxml2_name(const cxml2_node *element);
const char *cxml2_content(const cxml2_node *text);

/// The attributes of an element, in their order; null where there are no more.
const cxml2_attribute *cxml2_first_attribute(const cxml2_node *element);
const cxml2_attribute *cxml2_next_attribute(const cxml2_attribute *attribute);

/// An element's attribute of this name; null where there is none.
const cxml2_attribute *cxml2_attribute_named(const cxml2_node *element, const char *name);

const char *cxml2_attribute_name(const cxml2_attribute *attribute);

/// The first part of an attribute's value, and those beside it: a single text as a rule; null where the value is empty.
const cxml2_node *cxml2_attribute_value(const cxml2_attribute *attribute);

#endif
