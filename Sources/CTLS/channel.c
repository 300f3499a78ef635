#include "context.h"
#include "session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static int take_early(tls_session *session, char *buffer, int capacity) {
    size_t count = session->early_count - session->early_start;
    if (count > (size_t)capacity) count = (size_t)capacity;
    memcpy(buffer, session->early + session->early_start, count);
    session->early_start += count;
    if (session->early_start == session->early_count) {
        free(session->early);
        session->early = NULL;
    }
    return (int)count;
}

static int read_outer(BIO *bio, tls_session *session, char *buffer, int capacity) {
    int count = tls_session_receive(session->outer, buffer, (size_t)capacity);
    if (count > 0) return count;
    if (count == tls_would_block) BIO_set_retry_read(bio);
    if (count == tls_end) session->has_ended = true;
    return count == tls_end ? 0 : -1;
}

static int read_channel(BIO *bio, char *buffer, int capacity) {
    tls_session *session = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    if (session->early) return take_early(session, buffer, capacity);
    if (session->outer) return read_outer(bio, session, buffer, capacity);
    if (session->is_drained) {
        BIO_set_retry_read(bio);
        return -1;
    }
    ssize_t count;
    do {
        count = recv(session->socket, buffer, (size_t)capacity, 0);
    } while (count < 0 && errno == EINTR);
    if (count > 0) session->is_drained = count < capacity;
    if (count == 0) session->has_ended = true;
    if (count < 0 && errno == EAGAIN) BIO_set_retry_read(bio);
    return (int)count;
}

static int write_channel(BIO *bio, const char *bytes, int count) {
    tls_session *session = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    ssize_t sent;
    if (session->outer) {
        sent = tls_session_send(session->outer, bytes, (size_t)count);
        if (sent == tls_would_block) BIO_set_retry_write(bio);
        return sent > 0 ? (int)sent : -1;
    }
    do {
        sent = send(session->socket, bytes, (size_t)count, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    if (sent < 0 && errno == EAGAIN) BIO_set_retry_write(bio);
    return (int)sent;
}

static long control_channel(BIO *bio, int command, long number, void *pointer) {
    (void)number, (void)pointer;
    tls_session *session = BIO_get_data(bio);
    switch (command) {
    case BIO_CTRL_FLUSH: return 1;
    case BIO_CTRL_EOF: return session->has_ended;
    default: return 0;
    }
}

BIO_METHOD *tls_channel_create(void) {
    BIO_METHOD *method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "fauxto channel");
    if (!method) return NULL;
    BIO_meth_set_read(method, read_channel);
    BIO_meth_set_write(method, write_channel);
    BIO_meth_set_ctrl(method, control_channel);
    return method;
}
