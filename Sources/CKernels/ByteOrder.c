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

void lf_shuffle_bytes(const void *bytes, size_t count, size_t width, void *out) {
  const uint8_t *from = bytes;
  uint8_t *to = out;
  // The usual width gets a loop of its own, which the compiler can do lane by lane.
  if (width == 4) {
    for (size_t b = 0; b < 4; b++)
      for (size_t i = 0; i < count; i++) to[b * count + i] = from[4 * i + b];
  } else {
    for (size_t b = 0; b < width; b++)
      for (size_t i = 0; i < count; i++) to[b * count + i] = from[width * i + b];
  }
}
