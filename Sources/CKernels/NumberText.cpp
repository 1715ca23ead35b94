#include "CKernels.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>
#include <type_traits>

namespace {

inline bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\v' || c == '\f'; }

/// std::from_chars reports underflow and overflow alike as "out of range"; underflow to a subnormal or to zero
/// is a legal rounding, overflow is not.
template <typename T>
bool parse_extreme(const char *first, const char *last, T &value) {
  std::string copy(first, last);
  char *end = nullptr;
  const double wide = std::strtod(copy.c_str(), &end);
  if (end != copy.c_str() + copy.size() || std::isinf(wide)) return false;
  value = static_cast<T>(wide);
  return !std::isinf(value);
}

template <typename T>
lf_text_result parse(const char *text, size_t size, T *out, size_t capacity) {
  const char *p = text;
  const char *const end = text + size;
  size_t count = 0;
  for (;;) {
    while (p != end && is_blank(*p)) ++p;
    if (p == end) return {count, size, LF_TEXT_END};
    const size_t position = static_cast<size_t>(p - text);
    if (count == capacity) return {count, position, LF_TEXT_FULL};
    const char *token = p;
    if (*token == '+' && token + 1 != end && token[1] != '-') ++token;
    T value{};
    std::from_chars_result result{};
    if constexpr (std::is_integral_v<T>) {
      result = std::from_chars(token, end, value);
    } else {
      result = std::from_chars(token, end, value, std::chars_format::general);
    }
    if (result.ec == std::errc::invalid_argument) return {count, position, LF_TEXT_MALFORMED};
    if (result.ptr != end && !is_blank(*result.ptr)) return {count, position, LF_TEXT_MALFORMED};
    if (result.ec == std::errc::result_out_of_range) {
      if constexpr (std::is_integral_v<T>) {
        return {count, position, LF_TEXT_RANGE};
      } else {
        if (!parse_extreme(token, result.ptr, value)) return {count, position, LF_TEXT_RANGE};
      }
    }
    out[count++] = value;
    p = result.ptr;
  }
}

template <typename T>
size_t format(const T *values, size_t count, size_t per_line, char *out) {
  char *p = out;
  for (size_t i = 0; i < count; ++i) {
    if constexpr (std::is_floating_point_v<T>) {
      if (std::isnan(values[i])) {
        // The sign and payload of a NaN carry no meaning in text.
        std::memcpy(p, "nan", 3);
        p += 3;
      } else {
        p = std::to_chars(p, p + 25, values[i]).ptr;
      }
    } else {
      p = std::to_chars(p, p + 25, values[i]).ptr;
    }
    const bool line_ends = i + 1 == count || (per_line != 0 && (i + 1) % per_line == 0);
    *p++ = line_ends ? '\n' : ' ';
  }
  return static_cast<size_t>(p - out);
}

} // namespace

#define LF_NUMBER_TEXT(suffix, type)                                                                        \
  lf_text_result lf_parse_##suffix(const char *text, size_t size, type *out, size_t capacity) {             \
    return parse(text, size, out, capacity);                                                                \
  }                                                                                                         \
  size_t lf_format_##suffix(const type *values, size_t count, size_t per_line, char *out) {                 \
    return format(values, count, per_line, out);                                                            \
  }

extern "C" {
LF_NUMBER_TEXT(i8, int8_t)
LF_NUMBER_TEXT(u8, uint8_t)
LF_NUMBER_TEXT(i16, int16_t)
LF_NUMBER_TEXT(u16, uint16_t)
LF_NUMBER_TEXT(i32, int32_t)
LF_NUMBER_TEXT(u32, uint32_t)
LF_NUMBER_TEXT(i64, int64_t)
LF_NUMBER_TEXT(u64, uint64_t)
LF_NUMBER_TEXT(f32, float)
LF_NUMBER_TEXT(f64, double)
}
