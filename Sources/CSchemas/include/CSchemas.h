#pragma once
#include <stddef.h>

/// The machine-readable contracts of Formats/, embedded so that the binary validates files wherever it stands.
/// A name is the path below Formats/; returns NULL for an unknown one.
const unsigned char *lf_schema(const char *name, size_t *size);
