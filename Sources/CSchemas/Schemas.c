#include "CSchemas.h"

#include <string.h>

// A schema is an array here and a line in the table below; `#embed` cannot stand inside a macro.
static const unsigned char conductivity[] = {
#embed "../../Formats/conductivity/conductivity.schema.json"
};
static const unsigned char electrocardiogram[] = {
#embed "../../Formats/electrocardiogram.cdl"
};
static const unsigned char lead_field[] = {
#embed "../../Formats/lead-field.cdl"
};
static const unsigned char vtk_xml[] = {
#embed "../../Formats/vtk-xml/vtk-xml.rng"
};

// X(path below Formats/, array)
#define LF_SCHEMAS(X)                                       \
  X("conductivity/conductivity.schema.json", conductivity) \
  X("electrocardiogram.cdl", electrocardiogram)            \
  X("lead-field.cdl", lead_field)                          \
  X("vtk-xml/vtk-xml.rng", vtk_xml)

static const struct {
  const char *name;
  const unsigned char *bytes;
  size_t size;
} table[] = {
#define ROW(name, array) {name, array, sizeof(array)},
    LF_SCHEMAS(ROW)
#undef ROW
};

const unsigned char *lf_schema(const char *name, size_t *size) {
  for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
    if (strcmp(name, table[i].name) == 0) {
      *size = table[i].size;
      return table[i].bytes;
    }
  }
  *size = 0;
  return NULL;
}
