#pragma once
#include <stdint.h>
#include <sys/types.h>

/// Starts reading a NetCDF-4 file in a child process, which sends everything it finds through a pipe.
///
/// HDF5 crashes on some damaged files and takes memory by what a file claims; in a process of its own with limits
/// that is one more way in which a file can be bad. The child runs C alone: it allocates, reads and writes.
///
/// What comes through the pipe (numbers are 64 bits in this machine's order, a blob is its length and its bytes):
/// 'L' format, dimensions (count; name, length, unlimited), groups (count; prefix, attributes), variables (count;
///     name, type, class, base, bytes a value, type's name, rank, dimension numbers, attributes); attributes are a
///     count, then each a name, type as above, count of values, and values: one blob, or a blob a text;
/// then for each variable 'V' number, any of 'D' box, blob of values or 'S' box, count and a blob a text, and 'E';
///     a box is a first index and a length for each dimension;
/// at the end 'Z', or anywhere 'X' with the name of the variable or group concerned and what is wrong.
///
/// `path` is opened for reading; `memory` is how many bytes the child may take, `seconds` how much processor time.
/// Only one thread may use NetCDF or HDF5 while this is called. Returns 0, or an error number.
int lf_netcdf_stream(const char *path, uint64_t memory, uint64_t seconds, int *pipe_end, pid_t *child);

/// Ends the child if it still runs and waits for it; returns its status as waitpid(2) gives it, or -1.
int lf_netcdf_stream_end(pid_t child, int terminate);
