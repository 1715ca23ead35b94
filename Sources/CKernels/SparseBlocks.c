#include "CKernels.h"
#include "Clones.h"

// Every kernel is written once for any number of lanes and stamped out for 4, 8, 12 and 16, so that the lanes
// of a row stay in registers while its entries stream by.
#define FOR_LANES(call)                                                                                      \
  switch (lanes) {                                                                                           \
  case 4: call(4); break;                                                                                    \
  case 8: call(8); break;                                                                                    \
  case 12: call(12); break;                                                                                  \
  case 16: call(16); break;                                                                                  \
  default: __builtin_trap();                                                                                 \
  }

INLINE void product_f64(const int L, lf_rows rows, const double *values, const double *x, double *y,
                        double *dots) {
  double sum[16] = {0};
  for (ptrdiff_t row = rows.first; row < rows.end; row++) {
    double acc[16] = {0};
    for (ptrdiff_t k = rows.start[row]; k < rows.start[row + 1]; k++) {
      const double a = values[k];
      const double *xr = x + (ptrdiff_t)rows.columns[k] * L;
      for (int j = 0; j < L; j++) acc[j] += a * xr[j];
    }
    const double *own = x + row * L;
    for (int j = 0; j < L; j++) {
      y[row * L + j] = acc[j];
      sum[j] += acc[j] * own[j];
    }
  }
  for (int j = 0; j < L; j++) dots[j] = sum[j];
}

CLONES void lf_block_product_f64(int lanes, lf_rows rows, const double *values, const double *x, double *y,
                                 double *dots) {
#define CALL(L) product_f64(L, rows, values, x, y, dots)
  FOR_LANES(CALL)
#undef CALL
}

INLINE void combine_f32(const int L, lf_rows rows, const float *values, float sign, const float *x,
                        const float *b, float *y) {
  for (ptrdiff_t row = rows.first; row < rows.end; row++) {
    float acc[16] = {0};
    for (ptrdiff_t k = rows.start[row]; k < rows.start[row + 1]; k++) {
      const float a = values[k];
      const float *xr = x + (ptrdiff_t)rows.columns[k] * L;
      for (int j = 0; j < L; j++) acc[j] += a * xr[j];
    }
    if (b) {
      for (int j = 0; j < L; j++) y[row * L + j] = b[row * L + j] + sign * acc[j];
    } else {
      for (int j = 0; j < L; j++) y[row * L + j] = sign * acc[j];
    }
  }
}

CLONES void lf_block_combine_f32(int lanes, lf_rows rows, const float *values, float sign, const float *x,
                                 const float *b, float *y) {
#define CALL(L) combine_f32(L, rows, values, sign, x, b, y)
  FOR_LANES(CALL)
#undef CALL
}

INLINE void smooth_f32(const int L, lf_rows rows, const float *values, const float *inverse, float keep,
                       float step, const float *b, const float *x, float *d, float *y) {
  for (ptrdiff_t row = rows.first; row < rows.end; row++) {
    float acc[16] = {0};
    for (ptrdiff_t k = rows.start[row]; k < rows.start[row + 1]; k++) {
      const float a = values[k];
      const float *xr = x + (ptrdiff_t)rows.columns[k] * L;
      for (int j = 0; j < L; j++) acc[j] += a * xr[j];
    }
    const float scale = step * inverse[row];
    for (int j = 0; j < L; j++) {
      const ptrdiff_t i = row * L + j;
      const float move = keep * d[i] + scale * (b[i] - acc[j]);
      d[i] = move;
      y[i] = x[i] + move;
    }
  }
}

CLONES void lf_block_smooth_f32(int lanes, lf_rows rows, const float *values, const float *inverse,
                                float keep, float step, const float *b, const float *x, float *d, float *y) {
#define CALL(L) smooth_f32(L, rows, values, inverse, keep, step, b, x, d, y)
  FOR_LANES(CALL)
#undef CALL
}

INLINE void advance_f64(const int L, ptrdiff_t first, ptrdiff_t end, const double *step, const double *p,
                        const double *q, double *x, double *r, float *single, double *squares) {
  double sum[16] = {0};
  for (ptrdiff_t row = first; row < end; row++) {
    for (int j = 0; j < L; j++) {
      const ptrdiff_t i = row * L + j;
      x[i] += step[j] * p[i];
      const double rest = r[i] - step[j] * q[i];
      r[i] = rest;
      single[i] = (float)rest;
      sum[j] += rest * rest;
    }
  }
  for (int j = 0; j < L; j++) squares[j] = sum[j];
}

CLONES void lf_block_advance_f64(int lanes, ptrdiff_t first, ptrdiff_t end, const double *step,
                                 const double *p, const double *q, double *x, double *r, float *single,
                                 double *squares) {
#define CALL(L) advance_f64(L, first, end, step, p, q, x, r, single, squares)
  FOR_LANES(CALL)
#undef CALL
}

INLINE void dot_f64(const int L, ptrdiff_t first, ptrdiff_t end, const double *r, const float *z,
                    double *dots) {
  double sum[16] = {0};
  for (ptrdiff_t row = first; row < end; row++)
    for (int j = 0; j < L; j++) sum[j] += r[row * L + j] * (double)z[row * L + j];
  for (int j = 0; j < L; j++) dots[j] = sum[j];
}

CLONES void lf_block_dot_f64(int lanes, ptrdiff_t first, ptrdiff_t end, const double *r, const float *z,
                             double *dots) {
#define CALL(L) dot_f64(L, first, end, r, z, dots)
  FOR_LANES(CALL)
#undef CALL
}

INLINE void turn_f64(const int L, ptrdiff_t first, ptrdiff_t end, const double *keep, const float *z,
                     double *p) {
  for (ptrdiff_t row = first; row < end; row++)
    for (int j = 0; j < L; j++) p[row * L + j] = (double)z[row * L + j] + keep[j] * p[row * L + j];
}

CLONES void lf_block_turn_f64(int lanes, ptrdiff_t first, ptrdiff_t end, const double *keep, const float *z,
                              double *p) {
#define CALL(L) turn_f64(L, first, end, keep, z, p)
  FOR_LANES(CALL)
#undef CALL
}
