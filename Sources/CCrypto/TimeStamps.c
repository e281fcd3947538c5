// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

#include "CCrypto.h"

#include "CLazyLoading.h"

#define CRYPTO(function) LAZY_FUNCTION("libcrypto.so.3", function)

// As OpenSSL's headers declare them, and so that no other library finds them here.
#define FORWARDED __attribute__((visibility("hidden")))

FORWARDED ASN1_INTEGER *ASN1_INTEGER_new(void) { return CRYPTO(ASN1_INTEGER_new)(); }
FORWARDED void ASN1_INTEGER_free(ASN1_INTEGER *number) { CRYPTO(ASN1_INTEGER_free)(number); }
FORWARDED int ASN1_INTEGER_set_uint64(ASN1_INTEGER *number, uint64_t value) {
    return CRYPTO(ASN1_INTEGER_set_uint64)(number, value);
}
FORWARDED ASN1_OBJECT *OBJ_nid2obj(int identifier) { return CRYPTO(OBJ_nid2obj)(identifier); }
FORWARDED X509_ALGOR *X509_ALGOR_new(void) { return CRYPTO(X509_ALGOR_new)(); }
FORWARDED void X509_ALGOR_free(X509_ALGOR *algorithm) { CRYPTO(X509_ALGOR_free)(algorithm); }
FORWARDED int X509_ALGOR_set0(X509_ALGOR *algorithm, ASN1_OBJECT *object, int type, void *value) {
    return CRYPTO(X509_ALGOR_set0)(algorithm, object, type, value);
}

FORWARDED TS_REQ *TS_REQ_new(void) { return CRYPTO(TS_REQ_new)(); }
FORWARDED void TS_REQ_free(TS_REQ *request) { CRYPTO(TS_REQ_free)(request); }
FORWARDED int i2d_TS_REQ(const TS_REQ *request, unsigned char **bytes) { return CRYPTO(i2d_TS_REQ)(request, bytes); }
FORWARDED TS_REQ *d2i_TS_REQ(TS_REQ **request, const unsigned char **bytes, long count) {
    return CRYPTO(d2i_TS_REQ)(request, bytes, count);
}
FORWARDED int TS_REQ_set_version(TS_REQ *request, long version) {
    return CRYPTO(TS_REQ_set_version)(request, version);
}
FORWARDED int TS_REQ_set_msg_imprint(TS_REQ *request, TS_MSG_IMPRINT *imprint) {
    return CRYPTO(TS_REQ_set_msg_imprint)(request, imprint);
}
FORWARDED int TS_REQ_set_nonce(TS_REQ *request, const ASN1_INTEGER *nonce) {
    return CRYPTO(TS_REQ_set_nonce)(request, nonce);
}
FORWARDED int TS_REQ_set_cert_req(TS_REQ *request, int wanted) { return CRYPTO(TS_REQ_set_cert_req)(request, wanted); }

FORWARDED TS_MSG_IMPRINT *TS_MSG_IMPRINT_new(void) { return CRYPTO(TS_MSG_IMPRINT_new)(); }
FORWARDED void TS_MSG_IMPRINT_free(TS_MSG_IMPRINT *imprint) { CRYPTO(TS_MSG_IMPRINT_free)(imprint); }
FORWARDED int TS_MSG_IMPRINT_set_algo(TS_MSG_IMPRINT *imprint, X509_ALGOR *algorithm) {
    return CRYPTO(TS_MSG_IMPRINT_set_algo)(imprint, algorithm);
}
FORWARDED int TS_MSG_IMPRINT_set_msg(TS_MSG_IMPRINT *imprint, unsigned char *bytes, int count) {
    return CRYPTO(TS_MSG_IMPRINT_set_msg)(imprint, bytes, count);
}

FORWARDED TS_RESP *d2i_TS_RESP(TS_RESP **answer, const unsigned char **bytes, long count) {
    return CRYPTO(d2i_TS_RESP)(answer, bytes, count);
}
FORWARDED void TS_RESP_free(TS_RESP *answer) { CRYPTO(TS_RESP_free)(answer); }
FORWARDED X509_STORE *X509_STORE_new(void) { return CRYPTO(X509_STORE_new)(); }
FORWARDED void X509_STORE_free(X509_STORE *store) { CRYPTO(X509_STORE_free)(store); }
FORWARDED int X509_STORE_load_file(X509_STORE *store, const char *file) {
    return CRYPTO(X509_STORE_load_file)(store, file);
}
FORWARDED TS_VERIFY_CTX *TS_REQ_to_TS_VERIFY_CTX(TS_REQ *request, TS_VERIFY_CTX *context) {
    return CRYPTO(TS_REQ_to_TS_VERIFY_CTX)(request, context);
}
FORWARDED void TS_VERIFY_CTX_free(TS_VERIFY_CTX *context) { CRYPTO(TS_VERIFY_CTX_free)(context); }
FORWARDED X509_STORE *TS_VERIFY_CTX_set_store(TS_VERIFY_CTX *context, X509_STORE *store) {
    return CRYPTO(TS_VERIFY_CTX_set_store)(context, store);
}
FORWARDED int TS_VERIFY_CTX_add_flags(TS_VERIFY_CTX *context, int flags) {
    return CRYPTO(TS_VERIFY_CTX_add_flags)(context, flags);
}
FORWARDED int TS_RESP_verify_response(TS_VERIFY_CTX *context, TS_RESP *answer) {
    return CRYPTO(TS_RESP_verify_response)(context, answer);
}

FORWARDED void ERR_clear_error(void) { CRYPTO(ERR_clear_error)(); }
FORWARDED unsigned long ERR_peek_last_error(void) { return CRYPTO(ERR_peek_last_error)(); }
FORWARDED const char *ERR_reason_error_string(unsigned long code) { return CRYPTO(ERR_reason_error_string)(code); }
FORWARDED void CRYPTO_free(void *bytes, const char *file, int line) { CRYPTO(CRYPTO_free)(bytes, file, line); }
