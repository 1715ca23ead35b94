#pragma once
#include <hdf5.h>
#include <netcdf.h>
#include <stddef.h>
#include <stdint.h>

#define LF_NAME (8 * NC_MAX_NAME)

// Pipe.c
void lf_send_tag(char tag);
void lf_send_number(uint64_t value);
void lf_send_blob(const void *bytes, uint64_t size);
void lf_send_text(const char *text);
void lf_send_flush(void);
void lf_send_open(int descriptor);
_Noreturn void lf_fail(const char *where, const char *what);
void lf_check(int status, const char *where);
void *lf_take(size_t count, size_t size);

// Outside.c
void lf_refuse_outside(const char *path, uint64_t file_size);

// Layout.c
typedef struct {
  int group, id, rank, class_id;
  nc_type type, base;
  size_t size;
  size_t *shape;
  char name[LF_NAME];
} lf_variable;

typedef struct {
  lf_variable *items;
  size_t count;
} lf_variables;

lf_variables lf_send_layout(int file);

// Values.c
void lf_refuse_excess(const lf_variables *variables, uint64_t file_size);
void lf_send_values(const lf_variables *variables);
