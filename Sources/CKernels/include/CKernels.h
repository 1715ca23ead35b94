#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Number text -----------------------------------------------------------------------------------------------

/// Outcome of parsing blank-separated numbers.
typedef enum {
  LF_TEXT_END = 0,       // the whole text was read
  LF_TEXT_FULL = 1,      // the destination is full and another number follows at `position`
  LF_TEXT_MALFORMED = 2, // the token at `position` is not a number of this type
  LF_TEXT_RANGE = 3      // the number at `position` does not fit the type
} lf_text_status;

typedef struct {
  size_t count;    // numbers written to the destination
  size_t position; // byte where parsing stopped
  lf_text_status status;
} lf_text_result;

lf_text_result lf_parse_i8(const char *text, size_t size, int8_t *out, size_t capacity);
lf_text_result lf_parse_u8(const char *text, size_t size, uint8_t *out, size_t capacity);
lf_text_result lf_parse_i16(const char *text, size_t size, int16_t *out, size_t capacity);
lf_text_result lf_parse_u16(const char *text, size_t size, uint16_t *out, size_t capacity);
lf_text_result lf_parse_i32(const char *text, size_t size, int32_t *out, size_t capacity);
lf_text_result lf_parse_u32(const char *text, size_t size, uint32_t *out, size_t capacity);
lf_text_result lf_parse_i64(const char *text, size_t size, int64_t *out, size_t capacity);
lf_text_result lf_parse_u64(const char *text, size_t size, uint64_t *out, size_t capacity);
lf_text_result lf_parse_f32(const char *text, size_t size, float *out, size_t capacity);
lf_text_result lf_parse_f64(const char *text, size_t size, double *out, size_t capacity);

/// Writes numbers in shortest round-trip form: a blank between numbers, a line end after every `per_line` and
/// after the last. The destination needs 26 bytes a number. Returns the bytes written.
size_t lf_format_i8(const int8_t *values, size_t count, size_t per_line, char *out);
size_t lf_format_u8(const uint8_t *values, size_t count, size_t per_line, char *out);
size_t lf_format_i16(const int16_t *values, size_t count, size_t per_line, char *out);
size_t lf_format_u16(const uint16_t *values, size_t count, size_t per_line, char *out);
size_t lf_format_i32(const int32_t *values, size_t count, size_t per_line, char *out);
size_t lf_format_u32(const uint32_t *values, size_t count, size_t per_line, char *out);
size_t lf_format_i64(const int64_t *values, size_t count, size_t per_line, char *out);
size_t lf_format_u64(const uint64_t *values, size_t count, size_t per_line, char *out);
size_t lf_format_f32(const float *values, size_t count, size_t per_line, char *out);
size_t lf_format_f64(const double *values, size_t count, size_t per_line, char *out);

// Base64 ----------------------------------------------------------------------------------------------------

/// Outcome of decoding one base64 run.
typedef struct {
  size_t read;    // characters taken, padding included
  size_t written; // bytes written
  int valid;      // 0: the character at `read` is illegal, or padding is wrong, or set bits follow the data
} lf_base64_result;

/// Decodes one run: blanks are skipped; the run ends after its padding, at the end of the text, or when
/// `capacity` bytes are written (then any unread characters stay unread, on a group border); a group that holds
/// more bytes than fit is illegal.
lf_base64_result lf_base64_decode(const uint8_t *text, size_t size, uint8_t *out, size_t capacity);

/// Encodes with padding; the destination needs 4 * ((size + 2) / 3) bytes. Returns the bytes written.
size_t lf_base64_encode(const uint8_t *bytes, size_t size, uint8_t *out);

// Byte order ------------------------------------------------------------------------------------------------

/// Reverses the bytes of each of `count` items of `width` 1, 2, 4 or 8 bytes, in place.
void lf_swap_bytes(void *bytes, size_t count, size_t width);

/// Brings the first bytes of all of `count` items of `width` bytes together, then the second ones, and so on.
void lf_shuffle_bytes(const void *bytes, size_t count, size_t width, void *out);

// Search ----------------------------------------------------------------------------------------------------

/// Where a pattern stands first among bytes; -1 when it does not.
ptrdiff_t lf_find(const void *bytes, size_t size, const void *pattern, size_t pattern_size);

/// Whether text is ASCII without control characters other than blanks and without `<`, `>` and `&`: XML that stands
/// for itself. Then `*lines` is how many line ends it has.
int lf_is_plain_text(const uint8_t *text, size_t size, size_t *lines);

/// How many words there are between blanks: at least as many as numbers can be parsed.
size_t lf_count_words(const char *text, size_t size);

// Statistics ------------------------------------------------------------------------------------------------

/// Of the finite values; without one, `min` is infinite, `max` negatively so, and `sum` 0.
typedef struct {
  double min;
  double max;
  double sum;
} lf_statistics;

lf_statistics lf_statistics_f32(const float *values, size_t count);
lf_statistics lf_statistics_f64(const double *values, size_t count);

// Sparse blocks ---------------------------------------------------------------------------------------------
// Vectors of several right-hand sides, interleaved: value j of row i stands at i * lanes + j; lanes is 4, 8, 12
// or 16. Kernels take a range of rows, so that callers share the rows among cores.

/// Some rows of a matrix in compressed rows, without its values.
typedef struct {
  ptrdiff_t first;          // the first row to treat
  ptrdiff_t end;            // one past the last
  const ptrdiff_t *start;   // where each row's entries begin, one more than there are rows
  const int32_t *columns;   // the entries' columns
} lf_rows;

/// y = A x on the rows, and per lane the part of x · y that the rows add.
void lf_block_product_f64(int lanes, lf_rows rows, const double *values, const double *x, double *y,
                          double *dots);

/// y = b + sign A x on the rows; `b` may be NULL for zero, and may be `y`.
void lf_block_combine_f32(int lanes, lf_rows rows, const float *values, float sign, const float *x,
                          const float *b, float *y);

/// One step of a polynomial smoother on the rows: d = keep d + step D⁻¹ (b − A x), y = x + d.
void lf_block_smooth_f32(int lanes, lf_rows rows, const float *values, const float *inverse, float keep,
                         float step, const float *b, const float *x, float *d, float *y);

/// x += step p, r −= step q, single = r, per lane the sum of r²; one step a lane.
void lf_block_advance_f64(int lanes, ptrdiff_t first, ptrdiff_t end, const double *step, const double *p,
                          const double *q, double *x, double *r, float *single, double *squares);

/// Per lane the sum of r z.
void lf_block_dot_f64(int lanes, ptrdiff_t first, ptrdiff_t end, const double *r, const float *z,
                      double *dots);

/// p = z + keep p; one factor a lane.
void lf_block_turn_f64(int lanes, ptrdiff_t first, ptrdiff_t end, const double *keep, const float *z,
                       double *p);

// Dense matrices in single precision -------------------------------------------------------------------------

/// A matrix: entry (i, j) stands at i * row_step + j * column_step, so that a transposed one is a matrix too.
typedef struct {
  const float *values;
  ptrdiff_t row_step;
  ptrdiff_t column_step;
} lf_matrix_f32;

/// C = A B, or C += A B with `add`: A is rows × depth, B depth × columns, C row by row, `stride` apart.
void lf_product_f32(lf_matrix_f32 a, lf_matrix_f32 b, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth,
                    float *c, ptrdiff_t stride, int add);

/// y = x / (1 + exp(−x)) in place of the rows of a matrix, x being theirs with `row` added, and its slope, unless `slope`
/// is NULL.
void lf_silu_f32(ptrdiff_t rows, ptrdiff_t columns, const float *row, float *x, float *slope);

/// x = exp(x) in place; arguments beyond ±80 count as ±80.
void lf_exp_f32(ptrdiff_t count, float *x);

/// Adds a row to each row of a matrix.
void lf_add_row_f32(ptrdiff_t rows, ptrdiff_t columns, const float *row, float *c);

/// Adds a matrix's rows to `sums`.
void lf_column_sums_f32(ptrdiff_t rows, ptrdiff_t columns, const float *c, float *sums);

/// y = x y, entry by entry.
void lf_multiply_f32(ptrdiff_t count, const float *x, float *y);

/// One step of Adam (Kingma, Ba 2015; decay 0.9 and 0.999): `rate` is the learning rate over 1 − 0.9ᵗ,
/// `root_correction` one over √(1 − 0.999ᵗ), `keep` what is kept of a value before the step.
void lf_adam_f32(ptrdiff_t count, float rate, float root_correction, float keep, float *gradient,
                 float *mean, float *square, float *value);

// Grids ------------------------------------------------------------------------------------------------------

/// Nodes of a regular grid, x fastest.
typedef struct {
  ptrdiff_t size[3];
  float origin[3];
  float spacing;
} lf_grid;

/// Values of several components (node by node) at places, by tricubic interpolation after Catmull and Rom.
void lf_grid_sample_f32(lf_grid grid, ptrdiff_t components, const float *values, ptrdiff_t count,
                        const float *points, float *result);

// Surfaces ---------------------------------------------------------------------------------------------------

/// Four boxes side by side: lower and upper corners by axis, low above high where there is none, and what is in them:
/// the number of an inner node, or ~ that of four triangles.
typedef struct {
  double low[3][4], high[3][4];
  int32_t child[4];
} lf_boxes;

/// Four triangles side by side: a corner, the edges from it by axis, their products; one over the square of each
/// edge and over the determinant of the products, zero where these are.
typedef struct {
  double corner[3][4], ab[3][4], ac[3][4];
  double ab_ab[4], ac_ac[4], ab_ac[4], ab_inverse[4], ac_inverse[4], bc_inverse[4], inverse[4];
} lf_triangles;

/// The nearest triangle of each point: four times the number of its four and its place among them. A point is four
/// numbers, the last of no meaning. Node 0 is the root; there is at least one triangle.
void lf_nearest_triangles(const lf_boxes *boxes, const lf_triangles *triangles, ptrdiff_t count,
                          const double *points, int32_t *nearest);

/// Sorts part of `order` so far that those with the `middle` smallest keys come first; equal keys by number. A key is
/// keys[4 * number].
void lf_split(int32_t *order, ptrdiff_t count, ptrdiff_t middle, const double *keys);

// Arrival times ------------------------------------------------------------------------------------------------

/// A tetrahedron: its corners, and the squares of its edges' lengths in its own metric (travel times), in the order
/// 01, 02, 03, 12, 13, 23.
typedef struct {
  int32_t corner[4];
  double squares[6];
} lf_eikonal_cell;

/// Solves the eikonal equation on tetrahedra: `times` has the starts and infinity elsewhere, and gets the first
/// arrivals. Points are taken in the order of their times, each handing on to its neighbours by the local solver of
/// Fu, Kirby and Whitaker (2013), and taken again when an earlier time is found, as in strongly anisotropic cells.
/// The cells of point p are members[start[p] ..< start[p + 1]]; `scratch` has room for two numbers a point. Returns
/// how often a point was taken.
ptrdiff_t lf_eikonal_f64(ptrdiff_t points, const lf_eikonal_cell *cells, const int32_t *start,
                         const int32_t *members, int32_t *scratch, double *times);

// Voltages -----------------------------------------------------------------------------------------------------

/// Products of a matrix (row by row) with several columns of values: sums[step * rows + row] = Σ w v.
void lf_weighted_sums(ptrdiff_t rows, ptrdiff_t columns, const double *weights, ptrdiff_t steps,
                      const float *values, double *sums);

/// Widens `low` and `high` to hold all values; 0 when one of them is not finite.
int lf_range_f32(const float *values, ptrdiff_t count, float *low, float *high);

/// rest + amplitude / (1 + e^((up − time)/upstroke)) / (1 + e^((time − down)/downstroke)); `scratch` has room for
/// 1024 values.
void lf_action_potential(ptrdiff_t count, float time, const float *up, const float *down, float rest,
                         float amplitude, float upstroke, float downstroke, float *scratch, float *result);

#ifdef __cplusplus
}
#endif
