// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

#include "CXML2.h"

#include <pthread.h>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>

#include "CLazyLoading.h"

#define XML2(function) LAZY_FUNCTION("libxml2.so.2", function)

static void initialize(void) { XML2(xmlInitParser)(); }

/// Before any thread uses it: else two first users deadlock in the lock of its dictionary.
static void make_ready(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, initialize);
}

cxml2_document *cxml2_parse_html(const char *text, int count) {
    make_ready();
    htmlParserCtxtPtr context = XML2(htmlCreateMemoryParserCtxt)(text, count);
    if (!context) return NULL;
    const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                        HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC;
    XML2(htmlCtxtUseOptions)(context, options);
    // Else the parser drops everything from the 256th nesting level on, which a long thread of answers reaches.
    context->options |= XML_PARSE_HUGE;
    // The text is decoded already: what a <meta> says about its charset no longer counts.
    XML2(xmlSwitchEncoding)(context, XML_CHAR_ENCODING_UTF8);
    XML2(htmlParseDocument)(context);
    xmlDocPtr document = context->myDoc;
    XML2(htmlFreeParserCtxt)(context);
    return document;
}

static void stop_at_document_type(void *parser, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id) {
    (void)name, (void)public_id, (void)system_id;
    xmlParserCtxtPtr context = parser;
    context->hasExternalSubset = 1;
    XML2(xmlStopParser)(context);
}

cxml2_document *cxml2_parse_xml(const char *text, int count, bool *has_document_type) {
    make_ready();
    *has_document_type = false;
    xmlParserCtxtPtr context = XML2(xmlNewParserCtxt)();
    if (!context) return NULL;
    context->sax->internalSubset = stop_at_document_type;
    const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA;
    xmlDocPtr document = XML2(xmlCtxtReadMemory)(context, text, count, NULL, NULL, options);
    *has_document_type = context->hasExternalSubset != 0;
    if (document && (*has_document_type || !context->wellFormed)) {
        XML2(xmlFreeDoc)(document);
        document = NULL;
    }
    XML2(xmlFreeParserCtxt)(context);
    return document;
}

void cxml2_delete(cxml2_document *document) { XML2(xmlFreeDoc)(document); }

cxml2_kind cxml2_kind_of(const cxml2_node *node) {
    switch (node->type) {
    case XML_ELEMENT_NODE: return cxml2_element;
    case XML_TEXT_NODE:
    case XML_CDATA_SECTION_NODE: return cxml2_text;
    default: return cxml2_other;
    }
}

const cxml2_node *cxml2_root(const cxml2_document *document) { return document->children; }
const cxml2_node *cxml2_first_child(const cxml2_node *node) { return node->children; }
const cxml2_node *cxml2_next(const cxml2_node *node) { return node->next; }
const cxml2_node *cxml2_parent(const cxml2_node *node) { return node->parent; }

const char *cxml2_name(const cxml2_node *element) { return (const char *)element->name; }
const char *cxml2_content(const cxml2_node *text) { return (const char *)text->content; }

const cxml2_attribute *cxml2_first_attribute(const cxml2_node *element) { return element->properties; }
const cxml2_attribute *cxml2_next_attribute(const cxml2_attribute *attribute) { return attribute->next; }

const cxml2_attribute *cxml2_attribute_named(const cxml2_node *element, const char *name) {
    // From the tree itself: what xmlGetProp(3) returns is freed through a global variable.
    return XML2(xmlHasProp)(element, (const xmlChar *)name);
}

const char *cxml2_attribute_name(const cxml2_attribute *attribute) { return (const char *)attribute->name; }
const cxml2_node *cxml2_attribute_value(const cxml2_attribute *attribute) { return attribute->children; }
