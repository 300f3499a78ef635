#include "CLinux.h"

#include <pthread.h>
#include <stdlib.h>

uintptr_t linux_mutex_create(void) {
    pthread_mutex_t *mutex = malloc(sizeof *mutex);
    if (!mutex || pthread_mutex_init(mutex, NULL)) abort();
    return (uintptr_t)mutex;
}

void linux_mutex_lock(uintptr_t mutex) {
    if (pthread_mutex_lock((pthread_mutex_t *)mutex)) abort();
}

void linux_mutex_unlock(uintptr_t mutex) {
    if (pthread_mutex_unlock((pthread_mutex_t *)mutex)) abort();
}

void linux_mutex_destroy(uintptr_t mutex) {
    pthread_mutex_destroy((pthread_mutex_t *)mutex);
    free((void *)mutex);
}
