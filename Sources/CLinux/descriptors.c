#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

uint64_t linux_allow_descriptors(uint64_t count) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return UINT64_MAX;
    if (limit.rlim_cur >= count) return limit.rlim_cur;
    rlim_t former = limit.rlim_cur;
    limit.rlim_cur = count < limit.rlim_max ? count : limit.rlim_max;
    // Where it is not allowed, there is room for fewer.
    return setrlimit(RLIMIT_NOFILE, &limit) < 0 ? former : limit.rlim_cur;
}

void linux_open_standard_descriptors(void) {
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++) {
        // The lowest number that is free is the one that is missing.
        if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF) open("/dev/null", O_RDWR);
    }
}

int linux_open_regular_file(const char *path) {
    int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0) return -errno;
    struct stat status;
    int error = fstat(descriptor, &status) < 0 ? errno : S_ISREG(status.st_mode) ? 0 : EMEDIUMTYPE;
    if (error == 0) return descriptor;
    close(descriptor);
    return -error;
}

int linux_lowest_free_descriptor(void) {
    int descriptor = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
    // Standard input may be closed: then its number is the lowest.
    if (descriptor < 0) return errno == EBADF ? STDIN_FILENO : -errno;
    close(descriptor);
    return descriptor;
}
