#include "Reader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int out = -1;
static size_t used;
static unsigned char buffer[1 << 16];

void lf_send_open(int descriptor) { out = descriptor; }

static void send_all(const unsigned char *bytes, size_t size) {
  while (size > 0) {
    ssize_t n = write(out, bytes, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) _exit(3);
    bytes += n;
    size -= (size_t)n;
  }
}

void lf_send_flush(void) {
  send_all(buffer, used);
  used = 0;
}

static void put(const void *bytes, size_t size) {
  if (size > sizeof buffer - used) lf_send_flush();
  if (size > sizeof buffer) {
    send_all(bytes, size);
    return;
  }
  if (size > 0) memcpy(buffer + used, bytes, size);
  used += size;
}

void lf_send_tag(char tag) { put(&tag, 1); }
void lf_send_number(uint64_t value) { put(&value, sizeof value); }

void lf_send_blob(const void *bytes, uint64_t size) {
  lf_send_number(size);
  put(bytes, size);
}

void lf_send_text(const char *text) { lf_send_blob(text, text ? strlen(text) : 0); }

_Noreturn void lf_fail(const char *where, const char *what) {
  lf_send_tag('X');
  lf_send_text(where);
  lf_send_text(what);
  lf_send_flush();
  _exit(0);
}

void lf_check(int status, const char *where) {
  if (status == NC_NOERR) return;
  switch (status) {
  case NC_ENOMEM: lf_fail(where, "claims more memory than a file of this size can need");
  case NC_EHDFERR: lf_fail(where, "is damaged: HDF5 cannot read it");
  case NC_EFILTER:
  case NC_ENOFILTER: lf_fail(where, "is compressed in a way that this HDF5 library does not know");
  default: lf_fail(where, nc_strerror(status));
  }
}

void *lf_take(size_t count, size_t size) {
  void *memory = calloc(count ? count : 1, size ? size : 1);
  if (!memory) lf_fail("", "claims more memory than a file of this size can need");
  return memory;
}
