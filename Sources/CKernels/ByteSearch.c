#define _GNU_SOURCE
#include "CKernels.h"

#include <string.h>

ptrdiff_t lf_find(const void *bytes, size_t size, const void *pattern, size_t pattern_size) {
  const char *found = memmem(bytes, size, pattern, pattern_size);
  return found ? found - (const char *)bytes : -1;
}
