#include "CKernels.h"
#include "Clones.h"

// Catmull and Rom's cubic through four neighbours.
INLINE void cubic(float t, float w[4]) {
  const float t2 = t * t, t3 = t2 * t;
  w[0] = 0.5f * (-t + 2 * t2 - t3);
  w[1] = 0.5f * (2 - 5 * t2 + 3 * t3);
  w[2] = 0.5f * (t + 4 * t2 - 3 * t3);
  w[3] = 0.5f * (t3 - t2);
}

INLINE ptrdiff_t bounded(ptrdiff_t i, ptrdiff_t n) { return i < 0 ? 0 : (i >= n ? n - 1 : i); }

CLONES void lf_grid_sample_f32(lf_grid grid, ptrdiff_t components, const float *values, ptrdiff_t count,
                               const float *points, float *result) {
  for (ptrdiff_t p = 0; p < count; p++) {
    ptrdiff_t index[3][4];
    float weight[3][4];
    for (int axis = 0; axis < 3; axis++) {
      const float last = (float)(grid.size[axis] - 1);
      float at = (points[3 * p + axis] - grid.origin[axis]) / grid.spacing;
      // Beyond the grid the value of its border stands; a place that is no number goes to its corner.
      at = at > 0 ? (at < last ? at : last) : 0;
      const ptrdiff_t base = (ptrdiff_t)at;
      cubic(at - (float)base, weight[axis]);
      for (int i = 0; i < 4; i++) index[axis][i] = bounded(base + i - 1, grid.size[axis]);
    }
    float *out = result + p * components;
    for (ptrdiff_t c = 0; c < components; c++) out[c] = 0;
    for (int k = 0; k < 4; k++) {
      for (int j = 0; j < 4; j++) {
        const ptrdiff_t row = (index[2][k] * grid.size[1] + index[1][j]) * grid.size[0];
        const float outer = weight[2][k] * weight[1][j];
        for (int i = 0; i < 4; i++) {
          const float w = outer * weight[0][i];
          const float *from = values + (row + index[0][i]) * components;
          for (ptrdiff_t c = 0; c < components; c++) out[c] += w * from[c];
        }
      }
    }
  }
}
