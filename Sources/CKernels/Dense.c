#include "CKernels.h"
#include "Clones.h"

#include <string.h>

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

WIDE_CLONES void lf_silu_f32(ptrdiff_t rows, ptrdiff_t columns, const float *row, float *x, float *slope) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    float *const own = x + i * columns;
    if (slope) {
      float *const steep = slope + i * columns;
      for (ptrdiff_t j = 0; j < columns; j++) {
        const float value = own[j] + row[j];
        const float s = 1.0f / (1.0f + exponential(-value));
        steep[j] = s * (1.0f + value * (1.0f - s));
        own[j] = value * s;
      }
    } else {
      for (ptrdiff_t j = 0; j < columns; j++) {
        const float value = own[j] + row[j];
        own[j] = value / (1.0f + exponential(-value));
      }
    }
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
