#include "CKernels.h"
#include "Clones.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#define WIDE __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#endif

// The product is made of tiles of sums that fill a machine's registers: 6 × 16 where there are 16 of 8 lanes,
// 12 × 32 where there are 32 of 16.
enum { ROWS = 6, COLUMNS = 16, WIDE_ROWS = 12, WIDE_COLUMNS = 32, DEPTH = 256 };

// Sums of `depth` outer products: a is depth × rows, b is depth × columns, sums are rows × columns.
typedef void tile(ptrdiff_t depth, const float *a, const float *b, float *sums);

INLINE void narrow_tile(ptrdiff_t depth, const float *a, const float *b, float *sums) {
  float c[ROWS][COLUMNS] = {{0}};
  for (ptrdiff_t k = 0; k < depth; k++) {
    const float *bk = b + k * COLUMNS;
    const float *ak = a + k * ROWS;
    for (int i = 0; i < ROWS; i++) {
      const float ai = ak[i];
      for (int j = 0; j < COLUMNS; j++) c[i][j] += ai * bk[j];
    }
  }
  memcpy(sums, c, sizeof c);
}

// One function for all tiles: `rows`, `columns` and `tile` are constants where it is inlined.
INLINE void product(lf_matrix_f32 a, lf_matrix_f32 b, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth, float *c,
                    ptrdiff_t stride, int add, const ptrdiff_t tile_rows, const ptrdiff_t tile_columns,
                    tile *const multiply) {
  const ptrdiff_t panels = (columns + tile_columns - 1) / tile_columns;
  const ptrdiff_t deepest = depth < DEPTH ? depth : DEPTH;
  float *packed = aligned_alloc(64, ((size_t)(panels * deepest * tile_columns) * sizeof(float) + 63) / 64 * 64);
  if (!packed) abort();
  float strip[DEPTH * WIDE_ROWS] __attribute__((aligned(64)));
  float sums[WIDE_ROWS * WIDE_COLUMNS] __attribute__((aligned(64)));
  if (depth == 0 && !add) {
    for (ptrdiff_t i = 0; i < rows; i++) memset(c + i * stride, 0, (size_t)columns * sizeof(float));
  }
  for (ptrdiff_t k0 = 0; k0 < depth; k0 += DEPTH) {
    const ptrdiff_t kn = depth - k0 < DEPTH ? depth - k0 : DEPTH;
    for (ptrdiff_t p = 0; p < panels; p++) {
      float *to = packed + p * kn * tile_columns;
      const ptrdiff_t j0 = p * tile_columns;
      const ptrdiff_t jn = columns - j0 < tile_columns ? columns - j0 : tile_columns;
      if (b.column_step == 1 && jn == tile_columns) {
        for (ptrdiff_t k = 0; k < kn; k++)
          memcpy(to + k * tile_columns, b.values + (k0 + k) * b.row_step + j0, (size_t)tile_columns * sizeof(float));
      } else {
        for (ptrdiff_t k = 0; k < kn; k++)
          for (ptrdiff_t j = 0; j < tile_columns; j++)
            to[k * tile_columns + j] = j < jn ? b.values[(k0 + k) * b.row_step + (j0 + j) * b.column_step] : 0;
      }
    }
    for (ptrdiff_t i0 = 0; i0 < rows; i0 += tile_rows) {
      const ptrdiff_t in = rows - i0 < tile_rows ? rows - i0 : tile_rows;
      for (ptrdiff_t i = 0; i < tile_rows; i++) {
        if (i < in) {
          const float *from = a.values + (i0 + i) * a.row_step + k0 * a.column_step;
          for (ptrdiff_t k = 0; k < kn; k++) strip[k * tile_rows + i] = from[k * a.column_step];
        } else {
          for (ptrdiff_t k = 0; k < kn; k++) strip[k * tile_rows + i] = 0;
        }
      }
      for (ptrdiff_t p = 0; p < panels; p++) {
        multiply(kn, strip, packed + p * kn * tile_columns, sums);
        const ptrdiff_t j0 = p * tile_columns;
        const ptrdiff_t jn = columns - j0 < tile_columns ? columns - j0 : tile_columns;
        const int adding = add || k0 > 0;
        for (ptrdiff_t i = 0; i < in; i++) {
          float *row = c + (i0 + i) * stride + j0;
          const float *s = sums + i * tile_columns;
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

CLONES static void narrow_product(lf_matrix_f32 a, lf_matrix_f32 b, ptrdiff_t rows, ptrdiff_t columns,
                                  ptrdiff_t depth, float *c, ptrdiff_t stride, int add) {
  product(a, b, rows, columns, depth, c, stride, add, ROWS, COLUMNS, narrow_tile);
}

#if defined(WIDE)
typedef float lanes __attribute__((vector_size(64), aligned(4)));

// Written out in vectors: left alone, the compiler takes half as wide ones.
WIDE INLINE void wide_tile(ptrdiff_t depth, const float *a, const float *b, float *sums) {
  lanes c[WIDE_ROWS][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < WIDE_ROWS; i++) c[i][0] = c[i][1] = (lanes){0};
  for (ptrdiff_t k = 0; k < depth; k++) {
    const lanes left = *(const lanes *)(b + k * WIDE_COLUMNS);
    const lanes right = *(const lanes *)(b + k * WIDE_COLUMNS + 16);
    const float *ak = a + k * WIDE_ROWS;
#pragma clang loop unroll(full)
    for (int i = 0; i < WIDE_ROWS; i++) {
      c[i][0] += ak[i] * left;
      c[i][1] += ak[i] * right;
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < WIDE_ROWS; i++) {
    *(lanes *)(sums + i * WIDE_COLUMNS) = c[i][0];
    *(lanes *)(sums + i * WIDE_COLUMNS + 16) = c[i][1];
  }
}

WIDE static void wide_product(lf_matrix_f32 a, lf_matrix_f32 b, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth,
                              float *c, ptrdiff_t stride, int add) {
  product(a, b, rows, columns, depth, c, stride, add, WIDE_ROWS, WIDE_COLUMNS, wide_tile);
}
#endif

void lf_product_f32(lf_matrix_f32 a, lf_matrix_f32 b, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth, float *c,
                    ptrdiff_t stride, int add) {
#if defined(WIDE)
  // Few columns would leave most of a wide tile empty.
  if (columns > COLUMNS && __builtin_cpu_supports("x86-64-v4")) {
    wide_product(a, b, rows, columns, depth, c, stride, add);
    return;
  }
#endif
  narrow_product(a, b, rows, columns, depth, c, stride, add);
}
