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
/// Notes the host that a ClientHello asks for, and holds the handshake up until the session has a certificate.
int tls_look_at_hello(SSL *ssl, int *alert, void *unused);

#endif
