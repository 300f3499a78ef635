#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

static volatile int wakeup = -1;

static void note(int number) {
    (void)number;
    int saved = errno;
    linux_wakeup_signal(wakeup);
    errno = saved;
}

int linux_note_termination(void) {
    int descriptor = eventfd(0, EFD_CLOEXEC);
    if (descriptor < 0) return -errno;
    wakeup = descriptor;
    struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART | SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    return descriptor;
}

void linux_await_termination(int descriptor) {
    uint64_t count;
    while (read(descriptor, &count, sizeof count) < 0 && errno == EINTR) continue;
}

void linux_name_thread(const char *name) {
    pthread_setname_np(pthread_self(), name);
}
