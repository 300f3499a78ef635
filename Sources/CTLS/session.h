#ifndef CTLS_SESSION_H
#define CTLS_SESSION_H

#include "CTLS.h"

#include <openssl/ssl.h>

struct tls_session {
    SSL *ssl;
    int socket;
    /// The session that this one is inside of; NULL on the socket itself.
    tls_session *outer;
    /// What was received before the session began, and how much of it is used.
    uint8_t *early;
    size_t early_start;
    size_t early_count;
    /// Whether the socket had less to give than was asked for: to ask again would be a call for nothing.
    bool is_drained;
    bool has_ended;
    /// The host that the client asks for; NULL if it does not say.
    char *requested_name;
    bool has_certificate;
    bool is_refused;
    /// Whether it broke off, so that nothing more may be said in it.
    bool has_failed;
};

#endif
