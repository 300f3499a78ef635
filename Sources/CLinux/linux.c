#define _GNU_SOURCE
#include "CLinux.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

const uint32_t linux_connection_events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
const uint32_t linux_listener_events = EPOLLIN | EPOLLET;
const uint32_t linux_event_readable = EPOLLIN;
const uint32_t linux_event_writable = EPOLLOUT;
const uint32_t linux_event_peer_finished = EPOLLRDHUP;
const uint32_t linux_event_broken = EPOLLERR | EPOLLHUP;

int linux_poll_create(void) {
    int poll = epoll_create1(EPOLL_CLOEXEC);
    return poll < 0 ? -errno : poll;
}

int linux_poll_add(int poll, int descriptor, uint32_t events, uint64_t data) {
    struct epoll_event event = {.events = events, .data.u64 = data};
    return epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event) < 0 ? -errno : 0;
}

int linux_poll_wait(int poll, struct epoll_event *events, int capacity, int64_t timeout_nanoseconds) {
    // Kernels before 5.11, and some sandboxes, wait by the millisecond only.
    static atomic_bool has_nanoseconds = true;
    int count;
    if (timeout_nanoseconds > 1000000000) {
        // The older call costs less; what is left of the time is waited for by the next one.
        timeout_nanoseconds -= 500000000;
    } else if (timeout_nanoseconds > 0 && atomic_load_explicit(&has_nanoseconds, memory_order_relaxed)) {
        struct timespec timeout = {
            .tv_sec = timeout_nanoseconds / 1000000000, .tv_nsec = timeout_nanoseconds % 1000000000};
        count = epoll_pwait2(poll, events, capacity, &timeout, NULL);
        if (count >= 0 || errno != ENOSYS) return count < 0 ? -errno : count;
        atomic_store_explicit(&has_nanoseconds, false, memory_order_relaxed);
    }
    int64_t milliseconds = timeout_nanoseconds < 0 ? -1 : (timeout_nanoseconds + 999999) / 1000000;
    if (milliseconds > 3600000) milliseconds = 3600000;
    count = epoll_wait(poll, events, capacity, (int)milliseconds);
    return count < 0 ? -errno : count;
}

int linux_wakeup_create(void) {
    int descriptor = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}

void linux_wakeup_signal(int descriptor) {
    // Registered edge-triggered, each signal is seen though the counter is never read; it would take 2^64 to fill it.
    uint64_t one = 1;
    while (write(descriptor, &one, sizeof one) < 0 && errno == EINTR) {
    }
}

uint64_t linux_monotonic_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static int fail(int descriptor) {
    int error = errno;
    close(descriptor);
    return -error;
}

int linux_listen(const char *host, uint16_t port, int backlog, uint16_t *bound_port) {
    struct sockaddr_in address4 = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct sockaddr_in6 address6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    struct sockaddr *address;
    socklen_t length;
    if (inet_pton(AF_INET, host, &address4.sin_addr) == 1) {
        address = (struct sockaddr *)&address4;
        length = sizeof address4;
    } else if (inet_pton(AF_INET6, host, &address6.sin6_addr) == 1) {
        address = (struct sockaddr *)&address6;
        length = sizeof address6;
    } else {
        return -EDESTADDRREQ;
    }
    int listener = socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (listener < 0) return -errno;
    int on = 1;
    // Accepted connections inherit TCP_NODELAY, which saves a call for each.
    if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0
        || setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) < 0
        || bind(listener, address, length) < 0 || listen(listener, backlog) < 0
        || getsockname(listener, address, &length) < 0) {
        return fail(listener);
    }
    *bound_port = ntohs(address->sa_family == AF_INET ? address4.sin_port : address6.sin6_port);
    return listener;
}

static void write_address(const struct sockaddr_storage *address, struct linux_peer *peer) {
    const void *raw = address->ss_family == AF_INET ? (const void *)&((const struct sockaddr_in *)address)->sin_addr
                                                    : (const void *)&((const struct sockaddr_in6 *)address)->sin6_addr;
    if (!inet_ntop(address->ss_family, raw, peer->address, sizeof peer->address)) peer->address[0] = 0;
}

int linux_accept(int listener, struct linux_peer *peer) {
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    int descriptor;
    do {
        descriptor = accept4(listener, (struct sockaddr *)&address, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
    } while (descriptor < 0 && errno == EINTR);
    if (descriptor < 0) return -errno;
    write_address(&address, peer);
    return descriptor;
}

void linux_local_address(int descriptor, struct linux_peer *own) {
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    own->address[0] = 0;
    if (getsockname(descriptor, (struct sockaddr *)&address, &length) == 0) write_address(&address, own);
}

int linux_connect_loopback(uint16_t port) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(descriptor, (struct sockaddr *)&address, sizeof address) < 0) return fail(descriptor);
    return descriptor;
}

long linux_receive(int descriptor, void *buffer, size_t capacity) {
    ssize_t count;
    do {
        count = recv(descriptor, buffer, capacity, 0);
    } while (count < 0 && errno == EINTR);
    return count < 0 ? -errno : count;
}

long linux_send(int descriptor, const void *bytes, size_t count) {
    ssize_t sent;
    do {
        sent = send(descriptor, bytes, count, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent < 0 ? -errno : sent;
}

long linux_send_vector(
    int descriptor, const void *first, size_t first_count, const void *second, size_t second_count, const void *third,
    size_t third_count) {
    struct iovec runs[3] = {
        {(void *)first, first_count}, {(void *)second, second_count}, {(void *)third, third_count}};
    // Not writev, which would raise SIGPIPE if the peer is gone.
    struct msghdr message = {.msg_iov = runs, .msg_iovlen = 3};
    ssize_t sent;
    do {
        sent = sendmsg(descriptor, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent < 0 ? -errno : sent;
}

void linux_finish_sending(int descriptor) {
    shutdown(descriptor, SHUT_WR);
}

void linux_reset_on_close(int descriptor) {
    struct linger linger = {.l_onoff = 1, .l_linger = 0};
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

void linux_limit_receive(int descriptor, int64_t milliseconds) {
    struct timeval limit = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000};
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}

int linux_pipe(int ends[2]) {
    return pipe2(ends, O_CLOEXEC) < 0 ? -errno : 0;
}

int linux_memory_file(void) {
    int descriptor = memfd_create("fauxto", MFD_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}
