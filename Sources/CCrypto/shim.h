// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// The part of OpenSSL's libcrypto that digests and signatures need.

#ifndef SEALPOST_CCRYPTO_SHIM_H
#define SEALPOST_CCRYPTO_SHIM_H

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#endif
