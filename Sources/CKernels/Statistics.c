#include "CKernels.h"
#include "Clones.h"

#include <float.h>
#include <math.h>
#include <string.h>

/// Eight values at a time; what is not finite becomes what changes nothing. Sums of blocks keep the rounding error at
/// the level of a pairwise sum.
#define LF_STATISTICS(suffix, real, integer, largest)                                                       \
  typedef real vector_##suffix __attribute__((vector_size(8 * sizeof(real))));                              \
  typedef integer mask_##suffix __attribute__((vector_size(8 * sizeof(real))));                             \
                                                                                                            \
  static inline __attribute__((always_inline)) void choose_##suffix(                                        \
      vector_##suffix *a, const vector_##suffix *b, const mask_##suffix *where) {                           \
    mask_##suffix x, y;                                                                                     \
    memcpy(&x, a, sizeof x);                                                                                \
    memcpy(&y, b, sizeof y);                                                                                \
    x = (x & ~*where) | (y & *where);                                                                       \
    memcpy(a, &x, sizeof x);                                                                                \
  }                                                                                                         \
                                                                                                            \
  CLONES lf_statistics lf_statistics_##suffix(const real *values, size_t count) {                        \
    lf_statistics result = {INFINITY, -INFINITY, 0};                                                        \
    vector_##suffix low, high, none;                                                                        \
    for (int k = 0; k < 8; ++k) {                                                                           \
      low[k] = (real)INFINITY;                                                                              \
      high[k] = (real)-INFINITY;                                                                            \
      none[k] = 0;                                                                                          \
    }                                                                                                       \
    size_t i = 0;                                                                                           \
    while (count - i >= 8) {                                                                                \
      const size_t end = count - i < 1024 ? count - (count - i) % 8 : i + 1024;                             \
      double8 sum = {0};                                                                                    \
      for (; i < end; i += 8) {                                                                             \
        vector_##suffix v, finite = none;                                                                   \
        memcpy(&v, values + i, sizeof v);                                                                   \
        const mask_##suffix is_finite = (mask_##suffix)((v <= (real)largest) & (v >= (real)-largest));      \
        choose_##suffix(&finite, &v, &is_finite);                                                           \
        sum += __builtin_convertvector(finite, double8);                                                    \
        const mask_##suffix lower = is_finite & (mask_##suffix)(v < low);                                   \
        const mask_##suffix higher = is_finite & (mask_##suffix)(v > high);                                 \
        choose_##suffix(&low, &v, &lower);                                                                  \
        choose_##suffix(&high, &v, &higher);                                                                \
      }                                                                                                     \
      result.sum += ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));      \
    }                                                                                                       \
    for (int k = 0; k < 8; ++k) {                                                                           \
      if (low[k] < result.min) result.min = low[k];                                                         \
      if (high[k] > result.max) result.max = high[k];                                                       \
    }                                                                                                       \
    for (; i < count; ++i) {                                                                                \
      const double v = values[i];                                                                           \
      if (!isfinite(v)) continue;                                                                           \
      if (v < result.min) result.min = v;                                                                   \
      if (v > result.max) result.max = v;                                                                   \
      result.sum += v;                                                                                      \
    }                                                                                                       \
    return result;                                                                                          \
  }

typedef double double8 __attribute__((vector_size(64)));

LF_STATISTICS(f32, float, int32_t, FLT_MAX)
LF_STATISTICS(f64, double, int64_t, DBL_MAX)
