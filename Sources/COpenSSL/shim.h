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

/// The state of a SHA-256 that has read some whole blocks, or a little more.
typedef SHA256_CTX spoor_sha256_state;

/// A state that has read these bytes.
static inline spoor_sha256_state spoor_sha256_begun(const void *bytes, size_t count) {
    spoor_sha256_state state;
    SHA256_Init(&state);
    SHA256_Update(&state, bytes, count);
    return state;
}

/// HMAC (RFC 2104) from the states that have read its two padded keys, written to 32 bytes.
static inline void spoor_hmac_sha256(const spoor_sha256_state *inner, const spoor_sha256_state *outer,
                                     const void *bytes, size_t count, void *digest) {
    spoor_sha256_state state = *inner;
    SHA256_Update(&state, bytes, count);
    SHA256_Final((unsigned char *)digest, &state);
    state = *outer;
    SHA256_Update(&state, digest, SHA256_DIGEST_LENGTH);
    SHA256_Final((unsigned char *)digest, &state);
}

/// scrypt (RFC 7914) of a password, written to `count` bytes; 1 when it went well.
static inline int spoor_scrypt(const char *password, size_t length, const void *salt, size_t salt_length,
                               uint64_t cost, uint64_t block, uint64_t lanes, void *key, size_t count) {
    return EVP_PBE_scrypt(password, length, (const unsigned char *)salt, salt_length, cost, block, lanes,
                          256ull * 1024 * 1024, (unsigned char *)key, count);
}
