#include "CDigests.h"

#include <pthread.h>
#include <stdlib.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

static EVP_MD *sha1, *sha256;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void fetch(void) {
    // Without the machine's configuration file, which would make OpenSSL behave differently from place to place, and
    // without a clean-up at exit, which threads that still run would stumble over.
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, NULL);
    sha1 = EVP_MD_fetch(NULL, "SHA1", NULL);
    sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
}

// Only a lack of memory, or a library without these algorithms, makes it fail.
static void digest(EVP_MD **algorithm, const void *bytes, size_t count, uint8_t *result) {
    pthread_once(&once, fetch);
    if (!*algorithm || !EVP_Digest(bytes, count, result, NULL, *algorithm, NULL)) abort();
}

void digest_sha1(const void *bytes, size_t count, uint8_t *result) { digest(&sha1, bytes, count, result); }

void digest_sha256(const void *bytes, size_t count, uint8_t *result) { digest(&sha256, bytes, count, result); }
