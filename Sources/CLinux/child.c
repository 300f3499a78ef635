#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

static const int passed_on[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2};
enum { passed_on_count = sizeof passed_on / sizeof *passed_on };

static atomic_int child;
/// A signal that came before there was a child; 0 for none.
static atomic_int early;

static void pass_on(int number, siginfo_t *information, void *context) {
    (void)context;
    // What the terminal sends, it sends to the child as well: twice would end a child that asks for patience once.
    if (information->si_code > 0) return;
    int saved = errno;
    pid_t process = atomic_load(&child);
    if (process == 0) {
        atomic_store(&early, number);
        // It may have been started meanwhile by another thread, which then takes the signal, or leaves it here.
        process = atomic_load(&child);
        number = process > 0 ? atomic_exchange(&early, 0) : 0;
    }
    if (number) kill(process, number);
    errno = saved;
}

int linux_start_child(const char *program, char *const arguments[], char *const environment[]) {
    struct sigaction action = {.sa_sigaction = pass_on, .sa_flags = SA_SIGINFO | SA_RESTART}, former[passed_on_count];
    sigemptyset(&action.sa_mask);
    sigset_t defaults, none;
    sigemptyset(&defaults);
    sigemptyset(&none);
    for (int index = 0; index < passed_on_count; index++) {
        sigaction(passed_on[index], NULL, &former[index]);
        // What is ignored stays so for the child, as nohup has it.
        if (former[index].sa_handler == SIG_IGN) continue;
        sigaddset(&defaults, passed_on[index]);
        sigaction(passed_on[index], &action, NULL);
    }
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setsigmask(&attributes, &none);
    pid_t process;
    int failure = posix_spawnp(&process, program, NULL, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    if (failure) return -failure;
    atomic_store(&child, process);
    int number = atomic_exchange(&early, 0);
    if (number) kill(process, number);
    return process;
}

int linux_await_child(int process) {
    siginfo_t information;
    // Left unreaped until no handler can send a signal to its number any more.
    while (waitid(P_PID, (id_t)process, &information, WEXITED | WNOWAIT) < 0) {
        if (errno != EINTR) return -errno;
    }
    atomic_store(&child, 0);
    int status;
    while (waitpid(process, &status, 0) < 0) {
        if (errno != EINTR) return -errno;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
