#include "Reader.h"

#include <stdlib.h>
#include <string.h>

// Deflate makes at most 1032 bytes of one; what claims more than that was never written, or is a trap.
enum { DEFLATE = 1032 };
static const uint64_t ALLOWANCE = 64u << 20;
static const uint64_t CHUNKS = 200000;
static const size_t SLAB = 4u << 20;
// HDF5 takes some kilobytes for each chunk that it reads from at a time, however small the chunk.
static const size_t CHUNKS_AT_A_TIME = 4096;

static uint64_t product(uint64_t a, uint64_t b) {
  uint64_t c;
  return __builtin_mul_overflow(a, b, &c) ? UINT64_MAX : c;
}

static uint64_t sum(uint64_t a, uint64_t b) {
  uint64_t c;
  return __builtin_add_overflow(a, b, &c) ? UINT64_MAX : c;
}

// The shape of a chunk, all ones for values that are not in chunks; returns whether they are.
static int chunks_of(const lf_variable *v, size_t *chunk) {
  int storage = NC_CONTIGUOUS;
  if (v->rank > 0) lf_check(nc_inq_var_chunking(v->group, v->id, &storage, chunk), v->name);
  for (int d = 0; d < v->rank && storage != NC_CHUNKED; d++) chunk[d] = 1;
  return storage == NC_CHUNKED;
}

void lf_refuse_excess(const lf_variables *variables, uint64_t file_size) {
  uint64_t bytes = 0, chunks = 0;
  for (size_t i = 0; i < variables->count; i++) {
    const lf_variable *v = &variables->items[i];
    size_t chunk[NC_MAX_VAR_DIMS];
    int chunked = chunks_of(v, chunk);
    uint64_t mine = v->size, cut = 1;
    for (int d = 0; d < v->rank; d++) {
      mine = v->shape[d] == 0 ? 0 : product(mine, v->shape[d]);
      if (chunk[d] == 0) lf_fail(v->name, "has chunks of no size");
      cut = product(cut, v->shape[d] / chunk[d] + (v->shape[d] % chunk[d] != 0));
    }
    bytes = sum(bytes, mine);
    if (chunked) chunks = sum(chunks, cut);
    if (bytes > sum(product(file_size, DEFLATE), ALLOWANCE) || chunks > sum(file_size / 8, CHUNKS))
      lf_fail(v->name, "claims more values than a file of this size can hold");
  }
}

static void send_box(char tag, const lf_variable *v, const size_t *start, const size_t *count) {
  lf_send_tag(tag);
  for (int d = 0; d < v->rank; d++) {
    lf_send_number(start[d]);
    lf_send_number(count[d]);
  }
}

static void send_slab(const lf_variable *v, const size_t *start, const size_t *count, size_t values, void *buffer) {
  int status = nc_get_vara(v->group, v->id, start, count, buffer);
  lf_check(status, v->name);
  switch (v->class_id) {
  case NC_STRING:
    send_box('S', v, start, count);
    lf_send_number(values);
    for (size_t i = 0; i < values; i++) lf_send_text(((char **)buffer)[i]);
    nc_free_string(values, buffer);
    break;
  case NC_VLEN:
  case NC_COMPOUND: nc_reclaim_data(v->group, v->type, buffer, values); break;
  case NC_OPAQUE: break;
  default:
    send_box('D', v, start, count);
    lf_send_blob(buffer, values * v->size);
  }
}

static void send_variable(const lf_variable *v) {
  size_t start[NC_MAX_VAR_DIMS] = {0}, slab[NC_MAX_VAR_DIMS], count[NC_MAX_VAR_DIMS];
  size_t size = v->size ? v->size : 1, values = 1;
  for (int d = 0; d < v->rank; d++)
    if (v->shape[d] == 0) return;
  // Whole chunks, as many as fit, the last dimension first: no chunk is unpacked twice.
  size_t room = chunks_of(v, slab) ? CHUNKS_AT_A_TIME : SIZE_MAX;
  for (int d = 0; d < v->rank; d++) {
    if (slab[d] > v->shape[d]) slab[d] = v->shape[d];
    values *= slab[d];
  }
  for (int d = v->rank - 1; d >= 0; d--) {
    size_t rest = values / slab[d], fitting = SLAB / size / (rest ? rest : 1) / slab[d];
    if (fitting > room) fitting = room;
    if (fitting > 1) {
      size_t whole = (v->shape[d] - 1) / slab[d] + 1;
      if (fitting > whole) fitting = whole;
      size_t grown = slab[d] * fitting;
      slab[d] = grown < v->shape[d] ? grown : v->shape[d];
      room /= fitting;
    }
    values = rest * slab[d];
    if (slab[d] < v->shape[d]) break;
  }
  char *buffer = lf_take(values, size);
  for (;;) {
    size_t here = 1;
    for (int d = 0; d < v->rank; d++) {
      size_t left = v->shape[d] - start[d];
      count[d] = slab[d] < left ? slab[d] : left;
      here *= count[d];
    }
    send_slab(v, start, count, here, buffer);
    int d = v->rank - 1;
    for (; d >= 0; d--) {
      start[d] += slab[d];
      if (start[d] < v->shape[d]) break;
      start[d] = 0;
    }
    if (d < 0) break;
  }
  free(buffer);
}

void lf_send_values(const lf_variables *variables) {
  for (size_t i = 0; i < variables->count; i++) {
    lf_send_tag('V');
    lf_send_number(i);
    send_variable(&variables->items[i]);
    lf_send_tag('E');
  }
}
