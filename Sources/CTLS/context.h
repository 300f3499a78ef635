#ifndef CTLS_CONTEXT_H
#define CTLS_CONTEXT_H

#include <openssl/bio.h>
#include <openssl/ssl.h>

struct tls_context {
    SSL_CTX *ssl;
    /// How sessions reach their socket.
    BIO_METHOD *channel;
};

/// The way of a session to its socket; the data of such a BIO is the session.
BIO_METHOD *tls_channel_create(void);
/// Whether the session of a handshake has a certificate: 1, or -1 for being asked again, or 0 for giving up.
int tls_has_certificate(SSL *ssl, void *unused);

#endif
