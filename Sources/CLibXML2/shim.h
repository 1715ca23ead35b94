#pragma once
#include <libxml/xmlversion.h>
// Debian's libxml2 is built with ICU, whose UErrorCode clashes with Foundation's own ICU. The structures that
// change are only used through pointers.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/relaxng.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

// xmlFree is a mutable global, which Swift 6 refuses.
static inline void lf_xml_free(void *p) { xmlFree(p); }
