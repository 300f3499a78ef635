/// What of OpenSSL is made of macros and variadic functions, or calls back, behind functions with fixed types: the
/// server's side of TLS over a socket that does not block, and a few steps in making certificates.

#ifndef CTLS_H
#define CTLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The library

/// Sets OpenSSL up, once: without the machine's configuration file, which would make it behave differently from place to
/// place, and without a clean-up at exit, which threads that still run would stumble over.
void tls_prepare(void);

// A certificate with its private key

typedef struct tls_credential tls_credential;

/// Reads a certificate and its private key (PKCS #8), both DER; NULL if they are not that.
tls_credential *tls_credential_create(
    const uint8_t *certificate, size_t certificate_count, const uint8_t *key, size_t key_count);
void tls_credential_destroy(tls_credential *credential);

// What the sessions of a thread have in common

typedef struct tls_context tls_context;

enum {
    /// How many random bytes the keys of session tickets are made from.
    tls_ticket_key_count = 80
};

/// Prepares for sessions of TLS 1.2 and 1.3 with the protocol `http/1.1`, without renegotiation, resumed by tickets
/// only; NULL when memory runs out.
tls_context *tls_context_create(const uint8_t *ticket_keys);
void tls_context_destroy(tls_context *context);

// One session

typedef struct tls_session tls_session;

/// What a call comes to if it is not a number of bytes.
enum {
    /// It has to be made again once the socket is readable or writable.
    tls_would_block = -1,
    /// It has to be made again once the session has a certificate.
    tls_wants_certificate = -2,
    /// The client has ended its sending half.
    tls_end = -3,
    tls_failed = -4
};

/// Begins a session, on a socket or, if `outer` is not NULL, inside another session that outlives it; NULL when memory
/// runs out.
///
/// `early` is what was received already; it is copied.
tls_session *tls_session_create(
    tls_context *context, int socket, tls_session *outer, const uint8_t *early, size_t early_count);
void tls_session_destroy(tls_session *session);

/// Whether the handshake is not over.
bool tls_session_is_handshaking(const tls_session *session);
/// The host that the client asks for, with a NUL at its end; NULL if it does not say.
const char *tls_session_requested_name(const tls_session *session);
/// Sets what the server identifies itself by.
bool tls_session_use(tls_session *session, const tls_credential *credential);

/// Makes a handshake that waits for a certificate fail, and tells the client so.
void tls_session_refuse(tls_session *session);

/// Lets the next read ask the socket again, although it had less to give than was asked for; returns whether it had.
bool tls_session_look_again(tls_session *session);
/// Whether all that was received has been taken, and the socket had no more: reading again would give nothing.
bool tls_session_is_exhausted(const tls_session *session);
/// Takes part in the handshake and receives bytes; never 0.
int tls_session_receive(tls_session *session, void *buffer, size_t capacity);
/// Sends bytes, a record at most; never 0. After tls_would_block the same bytes have to come first in the next call.
int tls_session_send(tls_session *session, const void *bytes, size_t count);
/// Tells the client that nothing more will be sent, if the session is in a state to say so.
void tls_session_finish_sending(tls_session *session);

// Making certificates

/// An `EVP_PKEY` on the curve P-256, as a pointer to be freed with EVP_PKEY_free; NULL when it cannot be made.
void *tls_generate_key(void);

#endif
