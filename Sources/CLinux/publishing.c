#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

/// Writes all of the bytes, to the medium; returns 0 or a negative errno.
static int write_all(int descriptor, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(descriptor, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return -errno;
        bytes += written;
        count -= (size_t)written;
    }
    return fsync(descriptor) < 0 ? -errno : 0;
}

/// Opens a file that has no name yet; -ENOTSUP where the file system knows none.
static int open_nameless(const char *path, mode_t mode) {
    char folder[PATH_MAX];
    if (strlen(path) >= sizeof folder) return -ENAMETOOLONG;
    strcpy(folder, path);
    int descriptor = open(dirname(folder), O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
    if (descriptor >= 0) return descriptor;
    // Kernels and file systems that do not know the flag take it for the opening of a folder.
    return errno == EISDIR || errno == ENOENT || errno == EOPNOTSUPP ? -ENOTSUP : -errno;
}

/// Publishes by way of a file with a name of its own.
static int publish_named(const char *path, mode_t mode, const void *bytes, size_t count) {
    unsigned long long random = 0;
    getrandom(&random, sizeof random, GRND_NONBLOCK);
    char temporary[PATH_MAX];
    int length = snprintf(temporary, sizeof temporary, "%s.%d.%llx", path, getpid(), random);
    if (length < 0 || (size_t)length >= sizeof temporary) return -ENAMETOOLONG;
    int descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor < 0) return -errno;
    int result = write_all(descriptor, bytes, count);
    if (result == 0 && link(temporary, path) < 0) result = -errno;
    close(descriptor);
    unlink(temporary);
    return result;
}

int linux_publish_file(const char *path, unsigned mode, const void *bytes, size_t count) {
    int descriptor = open_nameless(path, mode);
    if (descriptor == -ENOTSUP) return publish_named(path, mode, bytes, count);
    if (descriptor < 0) return descriptor;
    int result = write_all(descriptor, bytes, count);
    char self[32];
    snprintf(self, sizeof self, "/proc/self/fd/%d", descriptor);
    if (result == 0 && linkat(AT_FDCWD, self, AT_FDCWD, path, AT_SYMLINK_FOLLOW) < 0) result = -errno;
    close(descriptor);
    // Where /proc is not mounted, or a sandbox forbids the link.
    if (result == -ENOENT || result == -EPERM) return publish_named(path, mode, bytes, count);
    return result;
}
