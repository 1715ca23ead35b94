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

// Sums of `depth` outer products: a is rows × depth, with steps from row to row and along them, b is depth × columns,
// sums are rows × columns.
typedef void tile(ptrdiff_t depth, const float *a, ptrdiff_t row, ptrdiff_t along, const float *b, float *sums);

INLINE void narrow_tile(ptrdiff_t depth, const float *a, ptrdiff_t row, ptrdiff_t along, const float *b, float *sums) {
  float c[ROWS][COLUMNS] = {{0}};
  for (ptrdiff_t k = 0; k < depth; k++) {
    const float *bk = b + k * COLUMNS;
    for (int i = 0; i < ROWS; i++) {
      const float ai = a[i * row + k * along];
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
      const float *const own = a.values + i0 * a.row_step + k0 * a.column_step;
      // Whole tiles of rows that lie one behind the other are read where they are.
      const int there = in == tile_rows && a.column_step == 1;
      for (ptrdiff_t i = 0; i < tile_rows && !there; i++) {
        for (ptrdiff_t k = 0; k < kn; k++)
          strip[k * tile_rows + i] = i < in ? own[i * a.row_step + k * a.column_step] : 0;
      }
      for (ptrdiff_t p = 0; p < panels; p++) {
        const float *const panel = packed + p * kn * tile_columns;
        if (there) {
          multiply(kn, own, a.row_step, 1, panel, sums);
        } else {
          multiply(kn, strip, 1, tile_rows, panel, sums);
        }
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
WIDE INLINE void wide_tile(ptrdiff_t depth, const float *a, ptrdiff_t row, ptrdiff_t along, const float *b,
                           float *sums) {
  lanes c[WIDE_ROWS][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < WIDE_ROWS; i++) c[i][0] = c[i][1] = (lanes){0};
  for (ptrdiff_t k = 0; k < depth; k++) {
    const lanes left = *(const lanes *)(b + k * WIDE_COLUMNS);
    const lanes right = *(const lanes *)(b + k * WIDE_COLUMNS + 16);
    const float *ak = a + k * along;
#pragma clang loop unroll(full)
    for (int i = 0; i < WIDE_ROWS; i++) {
      c[i][0] += ak[i * row] * left;
      c[i][1] += ak[i * row] * right;
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
