#include "CLinux.h"

#include <sys/resource.h>

uint64_t linux_allow_descriptors(uint64_t count) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return UINT64_MAX;
    if (limit.rlim_cur >= count) return limit.rlim_cur;
    rlim_t former = limit.rlim_cur;
    limit.rlim_cur = count < limit.rlim_max ? count : limit.rlim_max;
    // Where it is not allowed, there is room for fewer.
    return setrlimit(RLIMIT_NOFILE, &limit) < 0 ? former : limit.rlim_cur;
}
