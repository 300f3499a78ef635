#include "CLinux.h"

#include <sys/resource.h>

void linux_allow_descriptors(uint64_t count) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur >= count) return;
    limit.rlim_cur = count < limit.rlim_max ? count : limit.rlim_max;
    // Where it is not allowed, there is room for fewer.
    setrlimit(RLIMIT_NOFILE, &limit);
}
