#define _GNU_SOURCE
#include "CNetCDFReader.h"

#include "Reader.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { IN = 4, OUT = 3 };

static void limit(int resource, uint64_t value) {
  struct rlimit l = {value, value};
  setrlimit(resource, &l);
}

// Data that the process has already: the limit counts them in.
static uint64_t data_in_use(void) {
  unsigned long pages = 0;
  FILE *f = fopen("/proc/self/statm", "re");
  if (f) {
    if (fscanf(f, "%*u %*u %*u %*u %*u %lu", &pages) != 1) pages = 0;
    fclose(f);
  }
  return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static _Noreturn void child(int file, int out, uint64_t memory, uint64_t seconds) {
  // A crash is an answer here, not something to be traced.
  const int fatal[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTRAP, SIGPIPE, SIGXCPU, SIGTERM, SIGINT};
  for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) signal(fatal[i], SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);

  // Only the pipe and the file stay open.
  int safe_out = fcntl(out, F_DUPFD, 10), safe_in = fcntl(file, F_DUPFD, 10);
  int null = open("/dev/null", O_RDWR);
  for (int i = 0; i < 3; i++) dup2(null, i);
  dup2(safe_out, OUT);
  dup2(safe_in, IN);
  close_range(5, ~0U, 0);
  lf_send_open(OUT);

  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  // HDF5 goes round in circles on some damaged files: what comes before the values is quick, or never done.
  struct rlimit layout_time = {1 + seconds / 4, seconds};
  setrlimit(RLIMIT_CPU, &layout_time);
  limit(RLIMIT_DATA, data_in_use() + memory);
  // The library opens the file a second time, and for a moment a third; nothing else has a place.
  limit(RLIMIT_NOFILE, IN + 4);
  unsetenv("HDF5_PLUGIN_PATH");
  setenv("HDF5_USE_FILE_LOCKING", "FALSE", 1);

  struct stat status;
  if (fstat(IN, &status) != 0) lf_fail("", "cannot be examined");
  H5PLset_loading_state(0);
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL);

  // By number: no path is parsed, none can be taken for an address.
  const char *path = "/dev/fd/4";
  lf_refuse_outside(path, (uint64_t)status.st_size);
  int nc = 0;
  lf_check(nc_open(path, NC_NOWRITE, &nc), "");
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
  lf_variables variables = lf_send_layout(nc);
  lf_refuse_excess(&variables, (uint64_t)status.st_size);
  limit(RLIMIT_CPU, seconds);
  lf_send_values(&variables);
  lf_send_tag('Z');
  lf_send_flush();
  _exit(0);
}

int lf_netcdf_stream(const char *path, uint64_t memory, uint64_t seconds, int *pipe_end, pid_t *pid) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return errno;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    int error = errno;
    close(file);
    return error;
  }
  pid_t process = fork();
  if (process == 0) child(file, ends[1], memory, seconds);
  int error = errno;
  close(file);
  close(ends[1]);
  if (process < 0) {
    close(ends[0]);
    return error;
  }
  *pipe_end = ends[0];
  *pid = process;
  return 0;
}

int lf_netcdf_stream_end(pid_t child, int terminate) {
  if (terminate) kill(child, SIGKILL);
  int status = 0;
  pid_t ended;
  do ended = waitpid(child, &status, 0);
  while (ended < 0 && errno == EINTR);
  return ended < 0 ? -1 : status;
}
