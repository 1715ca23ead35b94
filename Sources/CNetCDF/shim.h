#pragma once
#include <netcdf.h>
#include <stddef.h>
#include <stdint.h>

// What is used of HDF5, which NetCDF-4 files are; the declarations are written out because Debian keeps hdf5.h in a
// folder that not every netcdf.pc names.
typedef int64_t lf_hid_t;
int H5dont_atexit(void);
int H5Eset_auto2(lf_hid_t stack, void *function, void *data);
lf_hid_t H5Fopen(const char *path, unsigned flags, lf_hid_t access);
int H5Fclose(lf_hid_t file);
lf_hid_t H5Pcreate(lf_hid_t kind);
int H5Pset_fclose_degree(lf_hid_t access, int degree);
int H5Pclose(lf_hid_t access);
lf_hid_t H5Dopen2(lf_hid_t file, const char *name, lf_hid_t access);
int H5Dwrite_chunk(lf_hid_t set, lf_hid_t transfer, uint32_t filters, const uint64_t *offset, size_t size,
                   const void *bytes);
int H5Dclose(lf_hid_t set);
extern lf_hid_t H5P_CLS_FILE_ACCESS_ID_g;

// HDF5 prints its error stack once per thread unless told otherwise. When the process ends it closes what is open still,
// and crashes where that cannot be written; every file is closed by us, or given up for good.
static inline void lf_hdf5_quiet(void) {
  H5dont_atexit();
  H5Eset_auto2(0, 0, 0);
}

// A second handle on a file that netCDF has open in this process for writing: HDF5 shares what it knows of the file, as
// long as both are closed in the same way, which is weak, semi or strong (degrees 1 to 3) by how netCDF was built. Negative
// when it fails.
static inline lf_hid_t lf_hdf5_second(const char *path) {
  lf_hid_t file = -1;
  for (int degree = 1; degree <= 3 && file < 0; degree++) {
    const lf_hid_t access = H5Pcreate(H5P_CLS_FILE_ACCESS_ID_g);
    if (access < 0) break;
    if (H5Pset_fclose_degree(access, degree) >= 0) file = H5Fopen(path, 1, access);
    H5Pclose(access);
  }
  return file;
}
