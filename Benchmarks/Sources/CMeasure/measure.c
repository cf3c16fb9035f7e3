#include "CMeasure.h"

#include <sys/resource.h>
#include <time.h>

static uint64_t read_clock(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t measure_thread_nanoseconds(void) { return read_clock(CLOCK_THREAD_CPUTIME_ID); }

uint64_t measure_process_nanoseconds(void) { return read_clock(CLOCK_PROCESS_CPUTIME_ID); }

uint64_t measure_elapsed_nanoseconds(void) { return read_clock(CLOCK_MONOTONIC); }

uint64_t measure_resident_max(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
    return (uint64_t)usage.ru_maxrss;
#else
    return (uint64_t)usage.ru_maxrss * 1024;
#endif
}
