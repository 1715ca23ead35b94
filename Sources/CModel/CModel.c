#include "CModel.h"

static const unsigned char model[] = {
#embed "model.nc"
};

const unsigned char *lf_model(size_t *size) {
  *size = sizeof(model);
  return model;
}
