#include "CKernels.h"
#include "Clones.h"

#include <math.h>

// Values that stay in the cache while all rows pass over them.
enum { block = 512, lanes = 8, group = 4 };

INLINE void sums_of_rows(const int R, const double *w, ptrdiff_t stride, const float *v, ptrdiff_t count,
                         double *sums) {
  double acc[4][lanes] = {{0}};
  ptrdiff_t n = 0;
  for (; n + lanes <= count; n += lanes)
    for (int r = 0; r < R; r++)
      for (int j = 0; j < lanes; j++) acc[r][j] += w[r * stride + n + j] * (double)v[n + j];
  for (int r = 0; r < R; r++) {
    double sum = 0;
    for (int j = 0; j < lanes; j++) sum += acc[r][j];
    for (ptrdiff_t m = n; m < count; m++) sum += w[r * stride + m] * (double)v[m];
    sums[r] += sum;
  }
}

CLONES void lf_weighted_sums(ptrdiff_t rows, ptrdiff_t columns, const double *weights, ptrdiff_t steps,
                             const float *values, double *sums) {
  for (ptrdiff_t i = 0; i < rows * steps; i++) sums[i] = 0;
  for (ptrdiff_t first = 0; first < columns; first += block) {
    const ptrdiff_t count = columns - first < block ? columns - first : block;
    for (ptrdiff_t row = 0; row < rows; row += group) {
      const ptrdiff_t many = rows - row < group ? rows - row : group;
      const double *w = weights + row * columns + first;
      for (ptrdiff_t step = 0; step < steps; step++) {
        const float *v = values + step * columns + first;
        double *s = sums + step * rows + row;
        switch (many) {
        case 4: sums_of_rows(4, w, columns, v, count, s); break;
        case 3: sums_of_rows(3, w, columns, v, count, s); break;
        case 2: sums_of_rows(2, w, columns, v, count, s); break;
        default: sums_of_rows(1, w, columns, v, count, s); break;
        }
      }
    }
  }
}

CLONES int lf_range_f32(const float *values, ptrdiff_t count, float *low, float *high) {
  float least[16], most[16], odd[16];
  for (int j = 0; j < 16; j++) {
    least[j] = *low;
    most[j] = *high;
    odd[j] = 0;
  }
  ptrdiff_t n = 0;
  for (; n + 16 <= count; n += 16)
    for (int j = 0; j < 16; j++) {
      const float v = values[n + j];
      least[j] = v < least[j] ? v : least[j];
      most[j] = v > most[j] ? v : most[j];
      // 0 for all that is finite, else not a number.
      odd[j] += v * 0;
    }
  for (; n < count; n++) {
    least[0] = values[n] < least[0] ? values[n] : least[0];
    most[0] = values[n] > most[0] ? values[n] : most[0];
    odd[0] += values[n] * 0;
  }
  float rest = 0;
  for (int j = 0; j < 16; j++) {
    *low = least[j] < *low ? least[j] : *low;
    *high = most[j] > *high ? most[j] : *high;
    rest += odd[j];
  }
  return rest == 0;
}

CLONES void lf_action_potential(ptrdiff_t count, float time, const float *up, const float *down, float rest,
                                float amplitude, float upstroke, float downstroke, float *scratch, float *result) {
  for (ptrdiff_t first = 0; first < count; first += block) {
    const ptrdiff_t n = count - first < block ? count - first : block;
    for (ptrdiff_t i = 0; i < n; i++) {
      scratch[i] = (up[first + i] - time) / upstroke;
      scratch[n + i] = (time - down[first + i]) / downstroke;
    }
    lf_exp_f32(2 * n, scratch);
    for (ptrdiff_t i = 0; i < n; i++) {
      // Points that are never activated have an infinite time, whose exponential is cut at e^80.
      result[first + i] = rest + amplitude / ((1 + scratch[i]) * (1 + scratch[n + i]));
    }
  }
}
