#include "credential.h"

#include "CTLS.h"

#include <limits.h>
#include <openssl/err.h>
#include <stdlib.h>

tls_credential *tls_credential_create(
    const uint8_t *certificate, size_t certificate_count, const uint8_t *key, size_t key_count) {
    if (certificate_count > INT_MAX || key_count > INT_MAX) return NULL;
    tls_credential *credential = calloc(1, sizeof *credential);
    if (!credential) return NULL;
    ERR_clear_error();
    credential->certificate = d2i_X509(NULL, &certificate, (long)certificate_count);
    credential->key = d2i_AutoPrivateKey(NULL, &key, (long)key_count);
    if (!credential->certificate || !credential->key
        || X509_check_private_key(credential->certificate, credential->key) != 1) {
        tls_credential_destroy(credential);
        return NULL;
    }
    return credential;
}

void tls_credential_destroy(tls_credential *credential) {
    if (!credential) return;
    X509_free(credential->certificate);
    EVP_PKEY_free(credential->key);
    free(credential);
}
