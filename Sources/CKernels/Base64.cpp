#include "CKernels.h"

#include <array>

namespace {

constexpr uint8_t illegal = 0xFF, blank = 0xFE, padding = 0xFD;

constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<uint8_t, 256> make_table() {
  std::array<uint8_t, 256> table{};
  for (auto &entry : table) entry = illegal;
  for (uint8_t i = 0; i < 64; ++i) table[static_cast<uint8_t>(alphabet[i])] = i;
  for (char c : {' ', '\n', '\t', '\r', '\v', '\f'}) table[static_cast<uint8_t>(c)] = blank;
  table['='] = padding;
  return table;
}

constexpr auto table = make_table();

} // namespace

extern "C" lf_base64_result lf_base64_decode(const uint8_t *text, size_t size, uint8_t *out, size_t capacity) {
  size_t i = 0, written = 0;
  while (written < capacity) {
    // Whole groups without blanks, the rule in files of any size.
    while (size - i >= 4 && capacity - written >= 3) {
      const uint32_t a = table[text[i]], b = table[text[i + 1]], c = table[text[i + 2]], d = table[text[i + 3]];
      if ((a | b | c | d) & 0xC0) break;
      const uint32_t group = a << 18 | b << 12 | c << 6 | d;
      out[written] = static_cast<uint8_t>(group >> 16);
      out[written + 1] = static_cast<uint8_t>(group >> 8);
      out[written + 2] = static_cast<uint8_t>(group);
      written += 3;
      i += 4;
    }
    if (written == capacity) break;
    // One group by characters: blanks, padding, the end, an error, or the last one to fit.
    uint32_t group = 0;
    int digits = 0, pads = 0;
    while (i < size && digits + pads < 4) {
      const uint8_t code = table[text[i]];
      if (code == blank) {
        ++i;
        continue;
      }
      if (code == illegal) return {i, written, 0};
      if (code == padding) {
        if (digits < 2) return {i, written, 0};
        ++pads;
      } else {
        if (pads > 0) return {i, written, 0};
        group |= static_cast<uint32_t>(code) << (18 - 6 * digits);
        ++digits;
      }
      ++i;
    }
    if (digits == 0 && pads == 0) break;
    if (digits + pads != 4) return {i, written, 0};
    const int bytes = digits - 1;
    if (group & ((1u << (8 * (3 - bytes))) - 1)) return {i, written, 0};
    if (static_cast<size_t>(bytes) > capacity - written) return {i, written, 0};
    for (int k = 0; k < bytes; ++k) {
      out[written++] = static_cast<uint8_t>(group >> (16 - 8 * k));
    }
    if (pads > 0) break;
  }
  return {i, written, 1};
}

extern "C" size_t lf_base64_encode(const uint8_t *bytes, size_t size, uint8_t *out) {
  uint8_t *p = out;
  size_t i = 0;
  for (; i + 3 <= size; i += 3) {
    const uint32_t group = static_cast<uint32_t>(bytes[i]) << 16 | static_cast<uint32_t>(bytes[i + 1]) << 8 | bytes[i + 2];
    *p++ = static_cast<uint8_t>(alphabet[group >> 18]);
    *p++ = static_cast<uint8_t>(alphabet[group >> 12 & 63]);
    *p++ = static_cast<uint8_t>(alphabet[group >> 6 & 63]);
    *p++ = static_cast<uint8_t>(alphabet[group & 63]);
  }
  const size_t rest = size - i;
  if (rest > 0) {
    const uint32_t group = static_cast<uint32_t>(bytes[i]) << 16 | (rest == 2 ? static_cast<uint32_t>(bytes[i + 1]) << 8 : 0u);
    *p++ = static_cast<uint8_t>(alphabet[group >> 18]);
    *p++ = static_cast<uint8_t>(alphabet[group >> 12 & 63]);
    *p++ = rest == 2 ? static_cast<uint8_t>(alphabet[group >> 6 & 63]) : static_cast<uint8_t>('=');
    *p++ = '=';
  }
  return static_cast<size_t>(p - out);
}
