#include "CKernels.h"

#include <algorithm>

void lf_split(int32_t *order, ptrdiff_t count, ptrdiff_t middle, const double *keys) {
  std::nth_element(order, order + middle, order + count, [keys](int32_t a, int32_t b) {
    const double p = keys[4 * static_cast<ptrdiff_t>(a)], q = keys[4 * static_cast<ptrdiff_t>(b)];
    return p != q ? p < q : a < b;
  });
}
