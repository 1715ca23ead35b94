#include "Reader.h"

#include <stdio.h>
#include <string.h>

// HDF5 files can point out of themselves: by external links, by external storage, by virtual data sets. NetCDF
// follows all of them, so they are looked for before it opens the file.

static herr_t look(hid_t root, const char *name, const H5L_info_t *link, void *unused) {
  (void)unused;
  if (link->type == H5L_TYPE_EXTERNAL) lf_fail(name, "is a link to another file, which is not followed");
  if (link->type != H5L_TYPE_HARD) {
    if (link->type != H5L_TYPE_SOFT) lf_fail(name, "is a link of unknown kind");
    return 0;
  }
  hid_t object = H5Oopen(root, name, H5P_DEFAULT);
  if (object < 0) lf_fail(name, "is damaged: HDF5 cannot open it (or it is newer than this HDF5 library)");
  if (H5Iget_type(object) == H5I_DATASET) {
    hid_t plist = H5Dget_create_plist(object);
    if (plist < 0) lf_fail(name, "is damaged: HDF5 cannot read its layout");
    if (H5Pget_external_count(plist) != 0)
      lf_fail(name, "keeps its values in another file, which is not opened");
    if (H5Pget_layout(plist) == H5D_VIRTUAL)
      lf_fail(name, "takes its values from other data sets (a virtual data set), which is not supported");
    for (int i = 0, n = H5Pget_nfilters(plist); i < n; i++) {
      unsigned flags = 0, settings = 0;
      size_t values = 0;
      H5Z_filter_t filter = H5Pget_filter2(plist, (unsigned)i, &flags, &values, NULL, 0, NULL, &settings);
      if (filter < 0 || H5Zfilter_avail(filter) <= 0) {
        char text[96];
        snprintf(text, sizeof text, "is packed with filter %d, which is not part of HDF5", (int)filter);
        lf_fail(name, text);
      }
    }
    H5Pclose(plist);
  }
  H5Oclose(object);
  return 0;
}

void lf_refuse_outside(const char *path, uint64_t file_size) {
  (void)file_size;
  hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
  if (file < 0) lf_fail("", "is damaged: HDF5 cannot open it (cut, not written to its end, or newer than this HDF5 library)");
  if (H5Lvisit(file, H5_INDEX_NAME, H5_ITER_NATIVE, look, NULL) < 0)
    lf_fail("", "is damaged: HDF5 cannot list its groups");
  H5Fclose(file);
}
