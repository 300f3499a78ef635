#include "session.h"

#include "context.h"
#include "credential.h"

#include <limits.h>
#include <openssl/err.h>
#include <stdlib.h>
#include <string.h>

tls_session *tls_session_create(
    tls_context *context, int socket, tls_session *outer, const uint8_t *early, size_t early_count) {
    tls_session *session = calloc(1, sizeof *session);
    if (!session) return NULL;
    session->socket = socket;
    session->outer = outer;
    session->early_count = early_count;
    session->early = early_count > 0 ? malloc(early_count) : NULL;
    session->ssl = SSL_new(context->ssl);
    BIO *bio = BIO_new(context->channel);
    if (!session->ssl || !bio || (early_count > 0 && !session->early)) {
        BIO_free(bio);
        tls_session_destroy(session);
        return NULL;
    }
    if (early_count > 0) memcpy(session->early, early, early_count);
    BIO_set_data(bio, session);
    BIO_set_init(bio, 1);
    SSL_set_bio(session->ssl, bio, bio);
    SSL_set_app_data(session->ssl, session);
    SSL_set_accept_state(session->ssl);
    return session;
}

void tls_session_destroy(tls_session *session) {
    if (!session) return;
    SSL_free(session->ssl);
    free(session->early);
    free(session->requested_name);
    free(session);
}

bool tls_session_is_handshaking(const tls_session *session) {
    return !SSL_is_init_finished(session->ssl);
}

const char *tls_session_requested_name(const tls_session *session) {
    return session->requested_name;
}

/// The name in the extension server_name of a ClientHello (RFC 6066 §3), to be freed; NULL if there is none.
static char *name_in_hello(SSL *ssl) {
    const unsigned char *bytes;
    size_t count;
    // The length of the list, the type of its one entry (host_name is 0), and the length of the name stand before it.
    if (!SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_server_name, &bytes, &count) || count < 5) return NULL;
    size_t length = (size_t)bytes[3] << 8 | bytes[4];
    if (bytes[2] != TLSEXT_NAMETYPE_host_name || length > count - 5) return NULL;
    return strndup((const char *)bytes + 5, length);
}

int tls_look_at_hello(SSL *ssl, int *alert, void *unused) {
    (void)unused;
    tls_session *session = SSL_get_app_data(ssl);
    if (session->is_refused) {
        *alert = SSL_AD_HANDSHAKE_FAILURE;
        return SSL_CLIENT_HELLO_ERROR;
    }
    if (session->has_certificate) return SSL_CLIENT_HELLO_SUCCESS;
    if (!session->requested_name) session->requested_name = name_in_hello(ssl);
    return SSL_CLIENT_HELLO_RETRY;
}

bool tls_session_use(tls_session *session, const tls_credential *credential) {
    session->has_certificate = SSL_use_certificate(session->ssl, credential->certificate) == 1
        && SSL_use_PrivateKey(session->ssl, credential->key) == 1;
    return session->has_certificate;
}

static int status(tls_session *session, int result) {
    switch (SSL_get_error(session->ssl, result)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE: return tls_would_block;
    case SSL_ERROR_WANT_CLIENT_HELLO_CB: return tls_wants_certificate;
    case SSL_ERROR_ZERO_RETURN: return tls_end;
    default: session->has_failed = true; return tls_failed;
    }
}

void tls_session_refuse(tls_session *session) {
    session->is_refused = true;
}

bool tls_session_look_again(tls_session *session) {
    bool was_drained = false;
    for (; session; session = session->outer) {
        was_drained = was_drained || session->is_drained;
        session->is_drained = false;
    }
    return was_drained;
}

bool tls_session_is_exhausted(const tls_session *session) {
    for (; session; session = session->outer) {
        if (session->early || SSL_has_pending(session->ssl)) return false;
        if (!session->outer && !session->is_drained) return false;
    }
    return true;
}

/// Empties the queue of errors: what is in it would be taken for the result of the next call.
///
/// Looking first costs a tenth of emptying one that is empty already.
static void forget_errors(void) {
    if (ERR_peek_error() != 0) ERR_clear_error();
}

int tls_session_receive(tls_session *session, void *buffer, size_t capacity) {
    if (session->has_failed) return tls_failed;
    forget_errors();
    int count = SSL_read(session->ssl, buffer, capacity > INT_MAX ? INT_MAX : (int)capacity);
    return count > 0 ? count : status(session, count);
}

int tls_session_send(tls_session *session, const void *bytes, size_t count) {
    if (session->has_failed) return tls_failed;
    forget_errors();
    int sent = SSL_write(session->ssl, bytes, count > INT_MAX ? INT_MAX : (int)count);
    return sent > 0 ? sent : status(session, sent);
}

void tls_session_finish_sending(tls_session *session) {
    if (session->has_failed || !SSL_is_init_finished(session->ssl)) return;
    forget_errors();
    SSL_shutdown(session->ssl);
}
