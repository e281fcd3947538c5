// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

#include "CCrypto.h"

#include "CLazyLoading.h"

#define CRYPTO(function) LAZY_FUNCTION("libcrypto.so.3", function)

// As OpenSSL's headers declare them, and so that no other library finds them here.
#define FORWARDED __attribute__((visibility("hidden")))

FORWARDED EVP_PKEY_CTX *EVP_PKEY_CTX_new_id(int id, ENGINE *engine) { return CRYPTO(EVP_PKEY_CTX_new_id)(id, engine); }
FORWARDED void EVP_PKEY_CTX_free(EVP_PKEY_CTX *context) { CRYPTO(EVP_PKEY_CTX_free)(context); }
FORWARDED int EVP_PKEY_keygen_init(EVP_PKEY_CTX *context) { return CRYPTO(EVP_PKEY_keygen_init)(context); }
FORWARDED int EVP_PKEY_CTX_set_rsa_keygen_bits(EVP_PKEY_CTX *context, int bits) {
    return CRYPTO(EVP_PKEY_CTX_set_rsa_keygen_bits)(context, bits);
}
FORWARDED int EVP_PKEY_keygen(EVP_PKEY_CTX *context, EVP_PKEY **key) { return CRYPTO(EVP_PKEY_keygen)(context, key); }

FORWARDED void EVP_PKEY_free(EVP_PKEY *key) { CRYPTO(EVP_PKEY_free)(key); }
FORWARDED int EVP_PKEY_get_bits(const EVP_PKEY *key) { return CRYPTO(EVP_PKEY_get_bits)(key); }
FORWARDED int EVP_PKEY_get_base_id(const EVP_PKEY *key) { return CRYPTO(EVP_PKEY_get_base_id)(key); }
FORWARDED EVP_PKEY *EVP_PKEY_new_raw_public_key(int kind, ENGINE *engine, const unsigned char *bytes, size_t count) {
    return CRYPTO(EVP_PKEY_new_raw_public_key)(kind, engine, bytes, count);
}
FORWARDED int EVP_PKEY_get_raw_public_key(const EVP_PKEY *key, unsigned char *bytes, size_t *count) {
    return CRYPTO(EVP_PKEY_get_raw_public_key)(key, bytes, count);
}
FORWARDED int i2d_PUBKEY(const EVP_PKEY *key, unsigned char **bytes) { return CRYPTO(i2d_PUBKEY)(key, bytes); }
FORWARDED EVP_PKEY *d2i_PUBKEY(EVP_PKEY **key, const unsigned char **bytes, long count) {
    return CRYPTO(d2i_PUBKEY)(key, bytes, count);
}
FORWARDED EVP_PKEY *d2i_PublicKey(int kind, EVP_PKEY **key, const unsigned char **bytes, long count) {
    return CRYPTO(d2i_PublicKey)(kind, key, bytes, count);
}

FORWARDED const EVP_MD *EVP_sha256(void) { return CRYPTO(EVP_sha256)(); }
FORWARDED EVP_MD_CTX *EVP_MD_CTX_new(void) { return CRYPTO(EVP_MD_CTX_new)(); }
FORWARDED void EVP_MD_CTX_free(EVP_MD_CTX *context) { CRYPTO(EVP_MD_CTX_free)(context); }
FORWARDED int EVP_DigestSignInit(
    EVP_MD_CTX *context, EVP_PKEY_CTX **key_context, const EVP_MD *digest, ENGINE *engine, EVP_PKEY *key) {
    return CRYPTO(EVP_DigestSignInit)(context, key_context, digest, engine, key);
}
FORWARDED int EVP_DigestSign(
    EVP_MD_CTX *context, unsigned char *signature, size_t *size, const unsigned char *bytes, size_t count) {
    return CRYPTO(EVP_DigestSign)(context, signature, size, bytes, count);
}
FORWARDED int EVP_DigestVerifyInit(
    EVP_MD_CTX *context, EVP_PKEY_CTX **key_context, const EVP_MD *digest, ENGINE *engine, EVP_PKEY *key) {
    return CRYPTO(EVP_DigestVerifyInit)(context, key_context, digest, engine, key);
}
FORWARDED int EVP_DigestVerify(
    EVP_MD_CTX *context, const unsigned char *signature, size_t size, const unsigned char *bytes, size_t count) {
    return CRYPTO(EVP_DigestVerify)(context, signature, size, bytes, count);
}
