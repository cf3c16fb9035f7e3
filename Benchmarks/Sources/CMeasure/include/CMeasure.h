// What a benchmark reads: how often memory was asked for, and how much CPU time was used.
#pragma once

#include <stdbool.h>
#include <stdint.h>

/// Whether calls of malloc and its kin are counted on this platform.
bool measure_counts_allocations(void);

/// How often malloc, calloc, realloc and the aligned kinds were called in this process, by all threads.
uint64_t measure_allocations(void);

/// CPU time of the calling thread, in nanoseconds.
uint64_t measure_thread_nanoseconds(void);

/// CPU time of all threads of the process, in nanoseconds.
uint64_t measure_process_nanoseconds(void);

/// Time that only moves forward, in nanoseconds.
uint64_t measure_elapsed_nanoseconds(void);

/// The most memory the process had resident so far, in bytes.
uint64_t measure_resident_max(void);
