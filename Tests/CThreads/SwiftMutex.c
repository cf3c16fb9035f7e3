// Swift's Mutex is an atomic word, which ThreadSanitizer follows, until two threads want it at once: then the library
// Synchronization goes on, of which ThreadSanitizer sees nothing, and takes what the mutex guards for a race. So, under
// ThreadSanitizer, the library's two functions are called by way of these, which tell it. In every other build this
// file is empty, and with a library whose functions have other names nothing is told.

#if defined(__has_feature)
#if __has_feature(thread_sanitizer) && defined(__linux__)
#define ORDERKEEPER_TELLS_OF_MUTEXES 1
#endif
#endif

#ifndef ORDERKEEPER_TELLS_OF_MUTEXES

// A file of C must declare something.
typedef int orderkeeper_mutexes_are_as_they_are;

#else

// RTLD_NEXT is not in the standard.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

extern void __tsan_acquire(void *address);
extern void __tsan_release(void *address);

// _MutexHandle._lockSlow(_: UInt32) and _MutexHandle._unlockSlow()
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *

SWIFT void orderkeeper_lock(uint32_t thread, SELF mutex) __asm__(LOCK);
SWIFT void orderkeeper_unlock(SELF mutex) __asm__(UNLOCK);

SWIFT void orderkeeper_lock(uint32_t thread, SELF mutex) {
    SWIFT void (*lock)(uint32_t, SELF) = (SWIFT void (*)(uint32_t, SELF))dlsym(RTLD_NEXT, LOCK);
    lock(thread, mutex);
    __tsan_acquire(mutex);
}

SWIFT void orderkeeper_unlock(SELF mutex) {
    SWIFT void (*unlock)(SELF) = (SWIFT void (*)(SELF))dlsym(RTLD_NEXT, UNLOCK);
    __tsan_release(mutex);
    unlock(mutex);
}

#endif
