#include "CKernels.h"
#include "Clones.h"

/// Blanks and printable ASCII without the characters that mean something to XML.
static inline uint8_t is_special(uint8_t c) {
  const uint8_t outside = (uint8_t)(c - 0x20) > 0x7E - 0x20;
  const uint8_t blank = (c == 0x09) | (c == 0x0A) | (c == 0x0D);
  const uint8_t markup = (c == '&') | (c == '<') | (c == '>');
  return (outside & (blank ^ 1)) | markup;
}

CLONES int lf_is_plain_text(const uint8_t *text, size_t size, size_t *lines) {
  size_t total = 0, i = 0;
  while (i < size) {
    // Counts in bytes, as many as cannot overflow.
    const size_t end = size - i < 255 * 32 ? size : i + 255 * 32;
    uint8_t special[32] = {0}, breaks[32] = {0};
    for (; i + 32 <= end; i += 32) {
      for (int k = 0; k < 32; ++k) {
        special[k] |= is_special(text[i + k]);
        breaks[k] += text[i + k] == 0x0A;
      }
    }
    uint8_t any = 0;
    for (int k = 0; k < 32; ++k) {
      any |= special[k];
      total += breaks[k];
    }
    for (; i < end; ++i) {
      any |= is_special(text[i]);
      total += text[i] == 0x0A;
    }
    if (any) return 0;
  }
  *lines = total;
  return 1;
}

static inline uint8_t is_blank(uint8_t c) { return (c == 0x20) | ((uint8_t)(c - 0x09) <= 0x0D - 0x09); }

CLONES size_t lf_count_words(const char *text, size_t size) {
  const uint8_t *p = (const uint8_t *)text;
  if (size == 0) return 0;
  // A word begins where a character that is no blank follows a blank.
  size_t total = !is_blank(p[0]), i = 1;
  while (i < size) {
    const size_t end = size - i < 255 * 32 ? size : i + 255 * 32;
    uint8_t begins[32] = {0};
    for (; i + 32 <= end; i += 32) {
      for (int k = 0; k < 32; ++k) begins[k] += is_blank(p[i + k - 1]) & (is_blank(p[i + k]) ^ 1);
    }
    for (int k = 0; k < 32; ++k) total += begins[k];
    for (; i < end; ++i) total += is_blank(p[i - 1]) & (is_blank(p[i]) ^ 1);
  }
  return total;
}
