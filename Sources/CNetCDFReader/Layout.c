#include "Reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  int id, unlimited;
  size_t length;
  char name[LF_NAME];
} dimension;

static dimension *dimensions;
static size_t dimension_count;
static int *groups;
static char (*prefixes)[LF_NAME];
static size_t group_count;

enum { DEEPEST = 32, MOST_GROUPS = 10000 };

static void find_groups(int group, const char *prefix, int depth) {
  if (depth > DEEPEST || group_count >= MOST_GROUPS) lf_fail(prefix, "has groups in groups without end");
  groups = realloc(groups, (group_count + 1) * sizeof *groups);
  prefixes = realloc(prefixes, (group_count + 1) * sizeof *prefixes);
  if (!groups || !prefixes) lf_fail("", "claims more memory than a file of this size can need");
  groups[group_count] = group;
  snprintf(prefixes[group_count], LF_NAME, "%s", prefix);
  group_count++;
  int n = 0;
  lf_check(nc_inq_grps(group, &n, NULL), prefix);
  int *children = lf_take((size_t)n, sizeof *children);
  lf_check(nc_inq_grps(group, &n, children), prefix);
  for (int i = 0; i < n; i++) {
    char name[NC_MAX_NAME + 1], path[LF_NAME];
    lf_check(nc_inq_grpname(children[i], name), prefix);
    if (snprintf(path, sizeof path, "%s%s/", prefix, name) >= (int)sizeof path)
      lf_fail(prefix, "has groups in groups without end");
    find_groups(children[i], path, depth + 1);
  }
  free(children);
}

static void find_dimensions(int group, const char *prefix) {
  int n = 0, unlimited_count = 0;
  lf_check(nc_inq_dimids(group, &n, NULL, 0), prefix);
  int *ids = lf_take((size_t)n, sizeof *ids);
  lf_check(nc_inq_dimids(group, &n, ids, 0), prefix);
  lf_check(nc_inq_unlimdims(group, &unlimited_count, NULL), prefix);
  int *unlimited = lf_take((size_t)unlimited_count, sizeof *unlimited);
  lf_check(nc_inq_unlimdims(group, &unlimited_count, unlimited), prefix);
  dimensions = realloc(dimensions, (dimension_count + (size_t)n + 1) * sizeof *dimensions);
  if (!dimensions) lf_fail("", "claims more memory than a file of this size can need");
  for (int i = 0; i < n; i++) {
    dimension *d = &dimensions[dimension_count++];
    char name[NC_MAX_NAME + 1];
    lf_check(nc_inq_dim(group, ids[i], name, &d->length), prefix);
    if (snprintf(d->name, sizeof d->name, "%s%s", prefix, name) < 0) d->name[0] = 0;
    d->id = ids[i];
    d->unlimited = 0;
    for (int u = 0; u < unlimited_count; u++) d->unlimited |= unlimited[u] == ids[i];
  }
  free(ids);
  free(unlimited);
}

// Sends the type and says how its values are laid out.
static void send_type(int group, nc_type type, const char *where, int *class_id, nc_type *base, size_t *size) {
  char name[NC_MAX_NAME + 1] = "";
  size_t fields = 0;
  *base = type;
  *class_id = (int)type;
  if (type > NC_MAX_ATOMIC_TYPE) {
    lf_check(nc_inq_user_type(group, type, name, size, base, &fields, class_id), where);
  } else {
    lf_check(nc_inq_type(group, type, name, size), where);
  }
  lf_send_number((uint64_t)type);
  lf_send_number((uint64_t)*class_id);
  lf_send_number((uint64_t)*base);
  lf_send_number((uint64_t)*size);
  lf_send_text(name);
}

static void send_attribute(int group, int variable, int number, const char *where) {
  char name[NC_MAX_NAME + 1];
  nc_type type, base;
  size_t count, size = 0;
  int class_id;
  lf_check(nc_inq_attname(group, variable, number, name), where);
  lf_check(nc_inq_att(group, variable, name, &type, &count), where);
  lf_send_text(name);
  send_type(group, type, where, &class_id, &base, &size);
  lf_send_number(count);
  if (class_id > NC_STRING && class_id != NC_ENUM) return;
  void *values = lf_take(count, size);
  if (count > 0) lf_check(nc_get_att(group, variable, name, values), where);
  if (class_id == NC_STRING) {
    for (size_t i = 0; i < count; i++) lf_send_text(((char **)values)[i]);
  } else {
    lf_send_blob(values, count * size);
  }
  free(values);
}

static void send_attributes(int group, int variable, int count, const char *where) {
  lf_send_number((uint64_t)count);
  for (int i = 0; i < count; i++) send_attribute(group, variable, i, where);
}

static void send_variable(int group, int id, const char *prefix, lf_variable *v) {
  char name[NC_MAX_NAME + 1];
  int attributes = 0;
  int numbers[NC_MAX_VAR_DIMS];
  v->group = group;
  v->id = id;
  lf_check(nc_inq_varndims(group, id, &v->rank), prefix);
  lf_check(nc_inq_var(group, id, name, &v->type, NULL, numbers, &attributes), prefix);
  if (snprintf(v->name, sizeof v->name, "%s%s", prefix, name) < 0) v->name[0] = 0;
  lf_send_text(v->name);
  send_type(group, v->type, v->name, &v->class_id, &v->base, &v->size);
  lf_send_number((uint64_t)v->rank);
  v->shape = lf_take((size_t)v->rank, sizeof *v->shape);
  for (int d = 0; d < v->rank; d++) {
    size_t k = 0;
    while (k < dimension_count && dimensions[k].id != numbers[d]) k++;
    if (k == dimension_count) lf_fail(v->name, "has a dimension that the file does not have");
    v->shape[d] = dimensions[k].length;
    lf_send_number(k);
  }
  send_attributes(group, id, attributes, v->name);
}

lf_variables lf_send_layout(int file) {
  int format = 0;
  lf_check(nc_inq_format(file, &format), "");
  find_groups(file, "", 0);
  for (size_t g = 0; g < group_count; g++) find_dimensions(groups[g], prefixes[g]);
  lf_send_tag('L');
  lf_send_number((uint64_t)format);
  lf_send_number(dimension_count);
  for (size_t i = 0; i < dimension_count; i++) {
    lf_send_text(dimensions[i].name);
    lf_send_number(dimensions[i].length);
    lf_send_number((uint64_t)dimensions[i].unlimited);
  }
  lf_send_number(group_count);
  for (size_t g = 0; g < group_count; g++) {
    int n = 0;
    lf_check(nc_inq_natts(groups[g], &n), prefixes[g]);
    lf_send_text(prefixes[g]);
    send_attributes(groups[g], NC_GLOBAL, n, prefixes[g]);
  }
  lf_variables all = {NULL, 0};
  for (size_t g = 0; g < group_count; g++) {
    int n = 0;
    lf_check(nc_inq_varids(groups[g], &n, NULL), prefixes[g]);
    all.count += (size_t)n;
  }
  all.items = lf_take(all.count, sizeof *all.items);
  lf_send_number(all.count);
  size_t next = 0;
  for (size_t g = 0; g < group_count; g++) {
    int n = 0;
    lf_check(nc_inq_varids(groups[g], &n, NULL), prefixes[g]);
    int *ids = lf_take((size_t)n, sizeof *ids);
    lf_check(nc_inq_varids(groups[g], &n, ids), prefixes[g]);
    for (int i = 0; i < n; i++) send_variable(groups[g], ids[i], prefixes[g], &all.items[next++]);
    free(ids);
  }
  return all;
}
