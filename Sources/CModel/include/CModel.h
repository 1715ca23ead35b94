#pragma once
#include <stddef.h>

/// The surrogate model that lfconvert predicts with unless told otherwise, embedded so that the binary runs alone.
const unsigned char *lf_model(size_t *size);
