#pragma once

// A function with CLONES is made once more for machines with AVX2, and the one that fits is taken when it is first called.
#if defined(__x86_64__)
#define CLONES __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define CLONES
#endif

// Into each clone.
#define INLINE static inline __attribute__((always_inline))
