#include "CTLS.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>

void tls_prepare(void) {
    OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, NULL);
}

void *tls_generate_key(void) {
    return EVP_EC_gen("P-256");
}
