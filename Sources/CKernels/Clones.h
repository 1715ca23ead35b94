#pragma once

// A function with CLONES is made once more for machines with AVX2, and the one that fits is taken when it is first called.
#if defined(__x86_64__)
#define CLONES __attribute__((target_clones("arch=x86-64-v3", "default")))
// And once more for AVX-512, in vectors as wide as that.
#define WIDE_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default"), min_vector_width(512)))
#else
#define CLONES
#define WIDE_CLONES
#endif

// Into each clone.
#define INLINE static inline __attribute__((always_inline))
