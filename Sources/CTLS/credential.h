#ifndef CTLS_CREDENTIAL_H
#define CTLS_CREDENTIAL_H

#include <openssl/evp.h>
#include <openssl/x509.h>

struct tls_credential {
    X509 *certificate;
    EVP_PKEY *key;
};

#endif
