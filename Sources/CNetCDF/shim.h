#pragma once
#include <netcdf.h>
#include <stdint.h>

// HDF5 prints its error stack once per thread unless told otherwise; the declaration is written out because
// Debian keeps hdf5.h in a folder that netcdf.pc does not name.
typedef int64_t lf_hid_t;
int H5Eset_auto2(lf_hid_t stack, void *function, void *data);
static inline void lf_hdf5_quiet(void) { H5Eset_auto2(0, 0, 0); }
