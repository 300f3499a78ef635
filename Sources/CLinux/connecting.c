#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/// Waits until an attempt to connect is over; returns 0 or an errno.
static int await_connection(int descriptor, int timeout_milliseconds) {
    struct pollfd poll_entry = {.fd = descriptor, .events = POLLOUT};
    int count;
    do {
        count = poll(&poll_entry, 1, timeout_milliseconds);
    } while (count < 0 && errno == EINTR);
    if (count == 0) return ETIMEDOUT;
    int error = 0;
    socklen_t length = sizeof error;
    if (count < 0 || getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) < 0) return errno;
    return error;
}

/// Connects to one address; returns a descriptor or a negative errno.
static int connect_address(const struct addrinfo *address, int timeout_milliseconds) {
    int descriptor = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    int error = connect(descriptor, address->ai_addr, address->ai_addrlen) == 0 ? 0 : errno;
    if (error == EINPROGRESS) error = await_connection(descriptor, timeout_milliseconds);
    if (error == 0) return descriptor;
    close(descriptor);
    return -error;
}

int linux_connect_host(
    const char *host, uint16_t port, int timeout_milliseconds, linux_admits admits, void *context, const char **reason
) {
    char service[6];
    snprintf(service, sizeof service, "%u", port);
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
    struct addrinfo *addresses;
    int status = getaddrinfo(host, service, &hints, &addresses);
    if (status != 0) {
        *reason = gai_strerror(status);
        return -EHOSTUNREACH;
    }
    int descriptor = -EHOSTUNREACH;
    for (struct addrinfo *address = addresses; address && descriptor < 0; address = address->ai_next) {
        char text[NI_MAXHOST];
        int error = getnameinfo(
            address->ai_addr, address->ai_addrlen, text, sizeof text, NULL, 0, NI_NUMERICHOST
        );
        if (error != 0 || !admits(text, context)) {
            descriptor = -EACCES;
            break;
        }
        descriptor = connect_address(address, timeout_milliseconds);
    }
    freeaddrinfo(addresses);
    // Not strerror, whose text need not stay.
    if (descriptor < 0) *reason = strerrordesc_np(-descriptor);
    return descriptor;
}
