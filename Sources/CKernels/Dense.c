#include "CKernels.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#define CLONES __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define CLONES
#endif
#define INLINE static inline __attribute__((always_inline))

// The product is made of tiles of 6 × 16 sums, which fill the registers of a machine with 16 of 8 lanes.
enum { TILE_ROWS = 6, TILE_COLUMNS = 16, DEPTH = 256 };

INLINE void tile(ptrdiff_t depth, const float *a, const float *b, float *sums) {
  float c[TILE_ROWS][TILE_COLUMNS] = {{0}};
  for (ptrdiff_t k = 0; k < depth; k++) {
    const float *bk = b + k * TILE_COLUMNS;
    const float *ak = a + k * TILE_ROWS;
    for (int i = 0; i < TILE_ROWS; i++) {
      const float ai = ak[i];
      for (int j = 0; j < TILE_COLUMNS; j++) c[i][j] += ai * bk[j];
    }
  }
  memcpy(sums, c, sizeof c);
}

CLONES void lf_product_f32(lf_matrix_f32 a, lf_matrix_f32 b, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth,
                           float *c, ptrdiff_t stride, int add) {
  const ptrdiff_t panels = (columns + TILE_COLUMNS - 1) / TILE_COLUMNS;
  const ptrdiff_t deepest = depth < DEPTH ? depth : DEPTH;
  float *packed = aligned_alloc(64, ((size_t)(panels * deepest * TILE_COLUMNS) * sizeof(float) + 63) / 64 * 64);
  if (!packed) abort();
  float strip[DEPTH * TILE_ROWS] __attribute__((aligned(64)));
  float sums[TILE_ROWS * TILE_COLUMNS] __attribute__((aligned(64)));
  if (depth == 0 && !add) {
    for (ptrdiff_t i = 0; i < rows; i++) memset(c + i * stride, 0, (size_t)columns * sizeof(float));
  }
  for (ptrdiff_t k0 = 0; k0 < depth; k0 += DEPTH) {
    const ptrdiff_t kn = depth - k0 < DEPTH ? depth - k0 : DEPTH;
    for (ptrdiff_t p = 0; p < panels; p++) {
      float *to = packed + p * kn * TILE_COLUMNS;
      const ptrdiff_t j0 = p * TILE_COLUMNS;
      const ptrdiff_t jn = columns - j0 < TILE_COLUMNS ? columns - j0 : TILE_COLUMNS;
      if (b.column_step == 1 && jn == TILE_COLUMNS) {
        for (ptrdiff_t k = 0; k < kn; k++)
          memcpy(to + k * TILE_COLUMNS, b.values + (k0 + k) * b.row_step + j0, TILE_COLUMNS * sizeof(float));
      } else {
        for (ptrdiff_t k = 0; k < kn; k++)
          for (ptrdiff_t j = 0; j < TILE_COLUMNS; j++)
            to[k * TILE_COLUMNS + j] =
                j < jn ? b.values[(k0 + k) * b.row_step + (j0 + j) * b.column_step] : 0;
      }
    }
    for (ptrdiff_t i0 = 0; i0 < rows; i0 += TILE_ROWS) {
      const ptrdiff_t in = rows - i0 < TILE_ROWS ? rows - i0 : TILE_ROWS;
      for (ptrdiff_t i = 0; i < TILE_ROWS; i++) {
        if (i < in) {
          const float *from = a.values + (i0 + i) * a.row_step + k0 * a.column_step;
          for (ptrdiff_t k = 0; k < kn; k++) strip[k * TILE_ROWS + i] = from[k * a.column_step];
        } else {
          for (ptrdiff_t k = 0; k < kn; k++) strip[k * TILE_ROWS + i] = 0;
        }
      }
      for (ptrdiff_t p = 0; p < panels; p++) {
        tile(kn, strip, packed + p * kn * TILE_COLUMNS, sums);
        const ptrdiff_t j0 = p * TILE_COLUMNS;
        const ptrdiff_t jn = columns - j0 < TILE_COLUMNS ? columns - j0 : TILE_COLUMNS;
        const int adding = add || k0 > 0;
        for (ptrdiff_t i = 0; i < in; i++) {
          float *row = c + (i0 + i) * stride + j0;
          const float *s = sums + i * TILE_COLUMNS;
          if (adding) {
            for (ptrdiff_t j = 0; j < jn; j++) row[j] += s[j];
          } else {
            for (ptrdiff_t j = 0; j < jn; j++) row[j] = s[j];
          }
        }
      }
    }
  }
  free(packed);
}

// exp on [-80, 80]: 2^t with t split into its nearest integer and a rest that a polynomial takes (relative error
// below 4e-7); no branch, so that it is done lane by lane.
INLINE float exponential(float x) {
  const float limited = x < -80.0f ? -80.0f : (x > 80.0f ? 80.0f : x);
  const float t = limited * 1.44269504f;
  const float shifted = t + 12582912.0f;
  const float f = t - (shifted - 12582912.0f);
  float p = 1.5353362e-4f;
  p = p * f + 1.3398874e-3f;
  p = p * f + 9.6184370e-3f;
  p = p * f + 5.5503324e-2f;
  p = p * f + 2.4022648e-1f;
  p = p * f + 6.9314720e-1f;
  p = p * f + 1.0f;
  int bits;
  memcpy(&bits, &shifted, sizeof bits);
  const int power = (int)((unsigned)bits << 23);
  int value;
  memcpy(&value, &p, sizeof value);
  value += power;
  float result;
  memcpy(&result, &value, sizeof result);
  return result;
}

CLONES void lf_silu_f32(ptrdiff_t count, float *x, float *slope) {
  if (slope) {
    for (ptrdiff_t i = 0; i < count; i++) {
      const float s = 1.0f / (1.0f + exponential(-x[i]));
      slope[i] = s * (1.0f + x[i] * (1.0f - s));
      x[i] *= s;
    }
  } else {
    for (ptrdiff_t i = 0; i < count; i++) x[i] /= 1.0f + exponential(-x[i]);
  }
}

CLONES void lf_exp_f32(ptrdiff_t count, float *x) {
  for (ptrdiff_t i = 0; i < count; i++) x[i] = exponential(x[i]);
}

CLONES void lf_add_row_f32(ptrdiff_t rows, ptrdiff_t columns, const float *row, float *c) {
  for (ptrdiff_t i = 0; i < rows; i++)
    for (ptrdiff_t j = 0; j < columns; j++) c[i * columns + j] += row[j];
}

CLONES void lf_column_sums_f32(ptrdiff_t rows, ptrdiff_t columns, const float *c, float *sums) {
  for (ptrdiff_t i = 0; i < rows; i++)
    for (ptrdiff_t j = 0; j < columns; j++) sums[j] += c[i * columns + j];
}

CLONES void lf_multiply_f32(ptrdiff_t count, const float *x, float *y) {
  for (ptrdiff_t i = 0; i < count; i++) y[i] *= x[i];
}

CLONES void lf_adam_f32(ptrdiff_t count, float rate, float root_correction, float keep, float *gradient, float *mean,
                        float *square, float *value) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const float g = gradient[i];
    mean[i] = 0.9f * mean[i] + 0.1f * g;
    square[i] = 0.999f * square[i] + 0.001f * g * g;
    value[i] = keep * value[i] - rate * mean[i] / (__builtin_sqrtf(square[i]) * root_correction + 1e-8f);
  }
}
