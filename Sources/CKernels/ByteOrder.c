#include "CKernels.h"

#include <string.h>

void lf_swap_bytes(void *bytes, size_t count, size_t width) {
  uint8_t *p = bytes;
  if (width == 2) {
    for (size_t i = 0; i < count; ++i) {
      uint16_t v;
      memcpy(&v, p + 2 * i, 2);
      v = __builtin_bswap16(v);
      memcpy(p + 2 * i, &v, 2);
    }
  } else if (width == 4) {
    for (size_t i = 0; i < count; ++i) {
      uint32_t v;
      memcpy(&v, p + 4 * i, 4);
      v = __builtin_bswap32(v);
      memcpy(p + 4 * i, &v, 4);
    }
  } else if (width == 8) {
    for (size_t i = 0; i < count; ++i) {
      uint64_t v;
      memcpy(&v, p + 8 * i, 8);
      v = __builtin_bswap64(v);
      memcpy(p + 8 * i, &v, 8);
    }
  }
}
