// ThreadSanitizer follows pthreads and not C11's threads, by which librdkafka starts its own: it ends the process in
// the first thread that it does not know. So, under ThreadSanitizer, the process's own functions of these names come
// before the C library's, and do the same by way of pthreads. In every other build this file is empty.
//
// It relies on glibc, whose C11 types are its pthread types under other names. Only tests link it.

// Says whose C library this is.
#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer) && defined(__GLIBC__)
#define ORDERKEEPER_MAPS_THREADS 1
#endif
#endif

#ifndef ORDERKEEPER_MAPS_THREADS

// A file of C must declare something.
typedef int orderkeeper_threads_are_as_they_are;

#else

#include <errno.h>
#include <pthread.h>
#include <threads.h>

_Static_assert(sizeof(mtx_t) >= sizeof(pthread_mutex_t), "a C11 mutex is a pthread mutex");
_Static_assert(sizeof(cnd_t) >= sizeof(pthread_cond_t), "a C11 condition is a pthread condition");
_Static_assert(sizeof(once_flag) == sizeof(pthread_once_t), "a C11 flag is a pthread flag");
_Static_assert(sizeof(thrd_t) == sizeof(pthread_t), "a C11 thread is a pthread");

static int result(int code) {
    switch (code) {
    case 0: return thrd_success;
    case EBUSY: return thrd_busy;
    case ETIMEDOUT: return thrd_timedout;
    case ENOMEM: return thrd_nomem;
    default: return thrd_error;
    }
}

// Threads.

struct beginning {
    thrd_start_t function;
    void *argument;
};

static void *begin(void *opaque) {
    struct beginning beginning = *(struct beginning *)opaque;
    free(opaque);
    return (void *)(long)beginning.function(beginning.argument);
}

int thrd_create(thrd_t *thread, thrd_start_t function, void *argument) {
    struct beginning *beginning = malloc(sizeof(*beginning));
    if (!beginning) return thrd_nomem;
    beginning->function = function;
    beginning->argument = argument;
    int code = pthread_create((pthread_t *)thread, NULL, begin, beginning);
    if (code) free(beginning);
    return result(code);
}

int thrd_join(thrd_t thread, int *value) {
    void *ended = NULL;
    int code = pthread_join((pthread_t)thread, &ended);
    if (!code && value) *value = (int)(long)ended;
    return result(code);
}

int thrd_detach(thrd_t thread) { return result(pthread_detach((pthread_t)thread)); }

// Mutexes.

int mtx_init(mtx_t *mutex, int type) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    if (type & mtx_recursive) pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    int code = pthread_mutex_init((pthread_mutex_t *)mutex, &attributes);
    pthread_mutexattr_destroy(&attributes);
    return result(code);
}

int mtx_lock(mtx_t *mutex) { return result(pthread_mutex_lock((pthread_mutex_t *)mutex)); }
int mtx_trylock(mtx_t *mutex) { return result(pthread_mutex_trylock((pthread_mutex_t *)mutex)); }
int mtx_timedlock(mtx_t *restrict mutex, const struct timespec *restrict end) {
    return result(pthread_mutex_timedlock((pthread_mutex_t *)mutex, end));
}
int mtx_unlock(mtx_t *mutex) { return result(pthread_mutex_unlock((pthread_mutex_t *)mutex)); }
void mtx_destroy(mtx_t *mutex) { pthread_mutex_destroy((pthread_mutex_t *)mutex); }

// Conditions.

int cnd_init(cnd_t *condition) { return result(pthread_cond_init((pthread_cond_t *)condition, NULL)); }
int cnd_signal(cnd_t *condition) { return result(pthread_cond_signal((pthread_cond_t *)condition)); }
int cnd_broadcast(cnd_t *condition) { return result(pthread_cond_broadcast((pthread_cond_t *)condition)); }
int cnd_wait(cnd_t *condition, mtx_t *mutex) {
    return result(pthread_cond_wait((pthread_cond_t *)condition, (pthread_mutex_t *)mutex));
}
int cnd_timedwait(cnd_t *restrict condition, mtx_t *restrict mutex, const struct timespec *restrict end) {
    return result(pthread_cond_timedwait((pthread_cond_t *)condition, (pthread_mutex_t *)mutex, end));
}
void cnd_destroy(cnd_t *condition) { pthread_cond_destroy((pthread_cond_t *)condition); }

// What is done once.

void call_once(once_flag *flag, void (*function)(void)) { pthread_once((pthread_once_t *)flag, function); }

#endif
