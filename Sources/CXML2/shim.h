// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// The parsers of libxml2 and the tree they make.
//
// Without its view of ICU: that only serves the converters' insides, and its headers clash with the ones that Foundation
// carries.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
