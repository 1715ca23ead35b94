#include "CKernels.h"
#include "Clones.h"

// Everything that takes vectors is inlined: how they would be passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

// Four boxes, or four triangles, at once.
typedef double lanes __attribute__((ext_vector_type(4), aligned(8)));
typedef struct {
  lanes x, y, z;
} vectors;

INLINE void load(lanes *to, const double *from) { *to = *(const lanes *)from; }

INLINE lanes larger(lanes a, lanes b) { return a > b ? a : b; }
INLINE lanes smaller(lanes a, lanes b) { return a < b ? a : b; }
INLINE lanes dot(const vectors *a, const vectors *b) { return a->x * b->x + a->y * b->y + a->z * b->z; }

// |p − u a − v b|².
INLINE lanes rest(const vectors *p, lanes u, const vectors *a, lanes v, const vectors *b) {
  const lanes x = p->x - u * a->x - v * b->x;
  const lanes y = p->y - u * a->y - v * b->y;
  const lanes z = p->z - u * a->z - v * b->z;
  return x * x + y * y + z * z;
}

// Squared distances of a point from four triangles: the nearest of their edges, or the face where its foot lies within.
INLINE void triangle_gaps(const lf_triangles *t, const double *p, lanes *gaps) {
  vectors away, ab, ac;
  lanes corner, ab_ab, ac_ac, ab_ac, ab_inverse, ac_inverse, bc_inverse, inverse;
  load(&corner, t->corner[0]);
  away.x = p[0] - corner;
  load(&corner, t->corner[1]);
  away.y = p[1] - corner;
  load(&corner, t->corner[2]);
  away.z = p[2] - corner;
  load(&ab.x, t->ab[0]);
  load(&ab.y, t->ab[1]);
  load(&ab.z, t->ab[2]);
  load(&ac.x, t->ac[0]);
  load(&ac.y, t->ac[1]);
  load(&ac.z, t->ac[2]);
  load(&ab_ab, t->ab_ab);
  load(&ac_ac, t->ac_ac);
  load(&ab_ac, t->ab_ac);
  load(&ab_inverse, t->ab_inverse);
  load(&ac_inverse, t->ac_inverse);
  load(&bc_inverse, t->bc_inverse);
  load(&inverse, t->inverse);
  const lanes zero = 0, one = 1;
  const lanes d1 = dot(&ab, &away), d2 = dot(&ac, &away);
  const lanes u = (ac_ac * d1 - ab_ac * d2) * inverse;
  const lanes v = (ab_ab * d2 - ab_ac * d1) * inverse;
  const lanes s = larger(zero, smaller(one, d1 * ab_inverse));
  const lanes r = larger(zero, smaller(one, d2 * ac_inverse));
  const lanes q = larger(zero, smaller(one, (d2 - d1 + ab_ab - ab_ac) * bc_inverse));
  lanes best = smaller(rest(&away, s, &ab, zero, &ac), rest(&away, zero, &ab, r, &ac));
  best = smaller(best, rest(&away, one - q, &ab, q, &ac));
  const lanes outside = larger(larger(-u, -v), u + v - one);
  *gaps = outside <= zero ? smaller(best, rest(&away, u, &ab, v, &ac)) : best;
}

// Squared distances of a point from four boxes; infinite for boxes that are not there.
INLINE void box_gaps(const lf_boxes *b, const double *p, lanes *gaps) {
  lanes sum = 0, low, high;
  const lanes zero = 0;
#pragma clang loop unroll(full)
  for (int axis = 0; axis < 3; axis++) {
    load(&low, b->low[axis]);
    load(&high, b->high[axis]);
    const lanes gap = larger(larger(low - p[axis], p[axis] - high), zero);
    sum += gap * gap;
  }
  *gaps = sum;
}

CLONES void lf_nearest_triangles(const lf_boxes *boxes, const lf_triangles *triangles, ptrdiff_t count,
                                 const double *points, int32_t *nearest) {
  // A tree of 2³² triangles has 16 levels of four; three entries a level wait at most.
  struct {
    int32_t child;
    double gap;
  } stack[64];
  int32_t start = 0;
  for (ptrdiff_t i = 0; i < count; i++) {
    const double *p = points + 4 * i;
    double best = 1.0 / 0.0;
    int32_t found = 4 * start;
    lanes gaps;
    // Points that follow each other are mostly neighbours: a good first bound prunes most of the tree.
    triangle_gaps(triangles + start, p, &gaps);
    for (int k = 0; k < 4; k++) {
      if (gaps[k] < best) {
        best = gaps[k];
        found = 4 * start + k;
      }
    }
    int depth = 1;
    stack[0].child = 0;
    stack[0].gap = 0;
    while (depth > 0) {
      depth--;
      if (stack[depth].gap >= best) continue;
      const int32_t entry = stack[depth].child;
      if (entry < 0) {
        if (~entry == start) continue;
        triangle_gaps(triangles + ~entry, p, &gaps);
        for (int k = 0; k < 4; k++) {
          if (gaps[k] < best) {
            best = gaps[k];
            found = 4 * ~entry + k;
          }
        }
      } else {
        box_gaps(boxes + entry, p, &gaps);
        // Nearer boxes come up first: they are put in by falling distance.
        const int bottom = depth;
        for (int k = 0; k < 4; k++) {
          const double gap = gaps[k];
          if (!(gap < best)) continue;
          int at = depth++;
          while (at > bottom && stack[at - 1].gap < gap) {
            stack[at] = stack[at - 1];
            at--;
          }
          stack[at].child = boxes[entry].child[k];
          stack[at].gap = gap;
        }
      }
    }
    nearest[i] = found;
    start = found / 4;
  }
}
