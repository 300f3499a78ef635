#include "context.h"

#include "CTLS.h"

#include <stdlib.h>

static int choose_protocol(
    SSL *ssl, const unsigned char **chosen, unsigned char *chosen_count, const unsigned char *offered,
    unsigned int offered_count, void *unused) {
    static const unsigned char spoken[] = "\x08http/1.1";
    (void)ssl, (void)unused;
    unsigned char *match;
    if (SSL_select_next_proto(&match, chosen_count, spoken, sizeof spoken - 1, offered, offered_count)
        != OPENSSL_NPN_NEGOTIATED) {
        // RFC 7301 §3.2 demands the alert no_application_protocol.
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    }
    *chosen = match;
    return SSL_TLSEXT_ERR_OK;
}

tls_context *tls_context_create(const uint8_t *ticket_keys) {
    tls_prepare();
    tls_context *context = calloc(1, sizeof *context);
    if (!context) return NULL;
    context->channel = tls_channel_create();
    context->ssl = SSL_CTX_new(TLS_server_method());
    if (!context->channel || !context->ssl) {
        tls_context_destroy(context);
        return NULL;
    }
    SSL_CTX *ssl = context->ssl;
    SSL_CTX_set_min_proto_version(ssl, TLS1_2_VERSION);
    // A client that closes without saying so is no error: HTTP has marks of its own for what is whole.
    SSL_CTX_set_options(
        ssl, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE
                 | SSL_OP_IGNORE_UNEXPECTED_EOF);
    // What is to be sent again may have moved, and a connection that waits holds no buffers.
    SSL_CTX_set_mode(
        ssl, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    // Head and body of a record come by one system call.
    SSL_CTX_set_read_ahead(ssl, 1);
    // Tickets are kept by the clients; sessions that the server kept would be without bound.
    SSL_CTX_set_session_cache_mode(ssl, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_session_id_context(ssl, (const unsigned char *)"fauxto", 6);
    SSL_CTX_set_tlsext_ticket_keys(ssl, (void *)ticket_keys, tls_ticket_key_count);
    SSL_CTX_set_alpn_select_cb(ssl, choose_protocol, NULL);
    // Unlike the callback for certificates it is also asked about clients that resume a session.
    SSL_CTX_set_client_hello_cb(ssl, tls_look_at_hello, NULL);
    return context;
}

void tls_context_destroy(tls_context *context) {
    if (!context) return;
    SSL_CTX_free(context->ssl);
    BIO_meth_free(context->channel);
    free(context);
}
