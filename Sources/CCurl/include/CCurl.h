// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// libcurl, loaded with its first call: with the three dozen libraries that it needs it costs three milliseconds, which most
// runs of a program can do without. What Swift can't call of it as it is, variadic functions above all, has one typed form
// per kind of argument here.

#ifndef SEALPOST_CCURL_H
#define SEALPOST_CCURL_H

// The type-checking macros of libcurl want constant options; here the option is an argument.
#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>

CURLcode shim_set_long(CURL *handle, CURLoption option, long value);
CURLcode shim_set_offset(CURL *handle, CURLoption option, curl_off_t value);
CURLcode shim_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode shim_set_pointer(CURL *handle, CURLoption option, void *value);
CURLcode shim_set_list(CURL *handle, CURLoption option, struct curl_slist *value);
CURLcode shim_set_read(CURL *handle, curl_read_callback value);
CURLcode shim_set_write(CURL *handle, CURLoption option, curl_write_callback value);
CURLcode shim_set_before_request(CURL *handle, curl_prereq_callback value);
CURLcode shim_get_long(CURL *handle, CURLINFO info, long *value);
CURLcode shim_get_string(CURL *handle, CURLINFO info, char **value);
CURLMcode shim_multi_set_long(CURLM *multi, CURLMoption option, long value);
CURLUcode shim_url_get(CURLU *url, CURLUPart what, char **part, unsigned int flags);

#endif
