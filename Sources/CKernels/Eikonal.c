#include "CKernels.h"
#include "Clones.h"

#include <math.h>

// Where the squared length of the edge between two corners of a cell stands.
static const int edge_number[4][4] = {{-1, 0, 1, 2}, {0, -1, 3, 4}, {1, 3, -1, 5}, {2, 4, 5, -1}};
// The corners other than one.
static const int others[4][3] = {{1, 2, 3}, {0, 2, 3}, {0, 1, 3}, {0, 1, 2}};

// The earliest arrival by a straight way from the edge between p and a: Tp + λ (Ta − Tp) + |q − x(λ)|.
INLINE double by_edge(double tp, double ta, double pp, double aq, double pa) {
  const double slope = ta - tp;
  const double along = 0.5 * (pa + pp - aq);
  const double room = pa - slope * slope;
  if (room > 0) {
    const double rest = pp - along * along / pa;
    const double way = rest > 0 ? sqrt(rest * pa / room) : 0;
    const double share = (along - slope * way) / pa;
    if (share > 0 && share < 1) return tp + share * slope + way;
    if (share >= 1) return ta + sqrt(aq);
    return tp + sqrt(pp);
  }
  // No way through the middle is better than one from the earlier end.
  return slope < 0 ? ta + sqrt(aq) : tp + sqrt(pp);
}

// The earliest arrival at q from the face of p, a, b; lengths are squared and in the cell's metric.
INLINE double by_face(double tp, double ta, double tb, double pq, double aq, double bq, double pa, double pb,
                      double ab) {
  const double sa = ta - tp, sb = tb - tp;
  const double mixed = 0.5 * (pa + pb - ab);
  const double da = 0.5 * (pa + pq - aq), db = 0.5 * (pb + pq - bq);
  const double det = pa * pb - mixed * mixed;
  if (det > 1e-14 * pa * pb) {
    const double inverse = 1 / det;
    const double ga = (pb * da - mixed * db) * inverse, gb = (pa * db - mixed * da) * inverse;
    const double ha = (pb * sa - mixed * sb) * inverse, hb = (pa * sb - mixed * sa) * inverse;
    const double room = 1 - (ha * sa + hb * sb);
    const double rest = pq - (ga * da + gb * db);
    if (room > 0 && rest > 0) {
      const double way = sqrt(rest / room);
      const double a = ga - ha * way, b = gb - hb * way;
      if (a >= 0 && b >= 0 && a + b <= 1) return tp + a * sa + b * sb + way;
    }
  }
  // The least of a convex function over the face lies on its border; the edge without p was tried before.
  const double first = by_edge(tp, ta, pq, aq, pa), second = by_edge(tp, tb, pq, bq, pb);
  return first < second ? first : second;
}

// A heap of points by time, four children a node; `place` is where a point stands in it, −1 when it does not.
typedef struct {
  int32_t *points;
  int32_t *place;
  const double *times;
  ptrdiff_t count;
} heap;

INLINE void rise(heap *h, ptrdiff_t at) {
  const int32_t point = h->points[at];
  const double time = h->times[point];
  while (at > 0) {
    const ptrdiff_t above = (at - 1) >> 2;
    const int32_t parent = h->points[above];
    if (h->times[parent] <= time) break;
    h->points[at] = parent;
    h->place[parent] = (int32_t)at;
    at = above;
  }
  h->points[at] = point;
  h->place[point] = (int32_t)at;
}

INLINE void offer(heap *h, int32_t point) {
  if (h->place[point] < 0) {
    h->place[point] = (int32_t)h->count;
    h->points[h->count++] = point;
  }
  rise(h, h->place[point]);
}

INLINE int32_t take_first(heap *h) {
  const int32_t first = h->points[0];
  h->place[first] = -1;
  const int32_t moved = h->points[--h->count];
  if (h->count == 0) return first;
  const double time = h->times[moved];
  ptrdiff_t at = 0;
  for (;;) {
    const ptrdiff_t child = 4 * at + 1;
    if (child >= h->count) break;
    const ptrdiff_t end = child + 4 < h->count ? child + 4 : h->count;
    ptrdiff_t least = child;
    for (ptrdiff_t c = child + 1; c < end; c++)
      if (h->times[h->points[c]] < h->times[h->points[least]]) least = c;
    if (h->times[h->points[least]] >= time) break;
    h->points[at] = h->points[least];
    h->place[h->points[at]] = (int32_t)at;
    at = least;
  }
  h->points[at] = moved;
  h->place[moved] = (int32_t)at;
  return first;
}

ptrdiff_t lf_eikonal_f64(ptrdiff_t points, const lf_eikonal_cell *cells, const int32_t *start,
                         const int32_t *members, int32_t *scratch, double *times) {
  heap h = {scratch, scratch + points, times, 0};
  for (ptrdiff_t i = 0; i < points; i++) h.place[i] = -1;
  for (ptrdiff_t i = 0; i < points; i++)
    if (times[i] < INFINITY) offer(&h, (int32_t)i);
  ptrdiff_t visits = 0;
  while (h.count > 0) {
    const int32_t p = take_first(&h);
    const double tp = times[p];
    visits++;
    for (int32_t m = start[p]; m < start[p + 1]; m++) {
      const lf_eikonal_cell *cell = cells + members[m];
      const int i = cell->corner[0] == p ? 0 : cell->corner[1] == p ? 1 : cell->corner[2] == p ? 2 : 3;
      for (int k = 0; k < 3; k++) {
        const int j = others[i][k];
        const int32_t q = cell->corner[j];
        const int ja = others[i][(k + 1) % 3], jb = others[i][(k + 2) % 3];
        const double ta = times[cell->corner[ja]], tb = times[cell->corner[jb]];
        // No way is shorter than nothing: what is as early as all of the face cannot come earlier through it.
        const double old = times[q];
        if (old <= tp && old <= ta && old <= tb) continue;
        const double *l = cell->squares;
        const double pq = l[edge_number[i][j]], pa = l[edge_number[i][ja]], pb = l[edge_number[i][jb]];
        const double aq = l[edge_number[ja][j]], bq = l[edge_number[jb][j]];
        double found;
        if (ta < INFINITY) {
          found = tb < INFINITY ? by_face(tp, ta, tb, pq, aq, bq, pa, pb, l[edge_number[ja][jb]])
                                : by_edge(tp, ta, pq, aq, pa);
        } else {
          found = tb < INFINITY ? by_edge(tp, tb, pq, bq, pb) : tp + sqrt(pq);
        }
        // Differences of rounding must not go round in circles.
        if (found < old - 1e-11 * (1 + fabs(found))) {
          times[q] = found;
          offer(&h, q);
        }
      }
    }
  }
  return visits;
}
