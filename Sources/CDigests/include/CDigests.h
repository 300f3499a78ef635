/// OpenSSL's digests of bytes that are there as a whole. An algorithm is looked up once, on its first use.

#ifndef CDIGESTS_H
#define CDIGESTS_H

#include <stddef.h>
#include <stdint.h>

/// Writes the 20 bytes of a SHA-1 digest.
void digest_sha1(const void *bytes, size_t count, uint8_t *digest);
/// Writes the 32 bytes of a SHA-256 digest.
void digest_sha256(const void *bytes, size_t count, uint8_t *digest);

#endif
