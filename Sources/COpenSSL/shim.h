// SPDX-License-Identifier: EUPL-1.2
// The functions of SHA-256 alone are old, and still the only ones that ask for no memory.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

/// SHA-256 (FIPS 180-4) of some bytes, written to 32 others.
static inline void spoor_sha256(const void *bytes, size_t count, void *digest) {
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, bytes, count);
    SHA256_Final((unsigned char *)digest, &context);
}
