// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

#include "CCurl.h"

#include "CLazyLoading.h"

// The run-time name of the OpenSSL flavour, so that the headers of any of Debian's three -dev packages will do.
#define CURL_FUNCTION(function) LAZY_FUNCTION("libcurl.so.4", function)

// As curl.h declares them, and so that no other library finds them here.
#define FORWARDED __attribute__((visibility("hidden")))

FORWARDED CURLcode curl_global_init(long flags) { return CURL_FUNCTION(curl_global_init)(flags); }
FORWARDED void curl_free(void *memory) { CURL_FUNCTION(curl_free)(memory); }

FORWARDED CURL *curl_easy_init(void) { return CURL_FUNCTION(curl_easy_init)(); }
FORWARDED void curl_easy_cleanup(CURL *handle) { CURL_FUNCTION(curl_easy_cleanup)(handle); }
FORWARDED const char *curl_easy_strerror(CURLcode code) { return CURL_FUNCTION(curl_easy_strerror)(code); }

FORWARDED CURLM *curl_multi_init(void) { return CURL_FUNCTION(curl_multi_init)(); }
FORWARDED CURLMcode curl_multi_cleanup(CURLM *multi) { return CURL_FUNCTION(curl_multi_cleanup)(multi); }
FORWARDED CURLMcode curl_multi_wakeup(CURLM *multi) { return CURL_FUNCTION(curl_multi_wakeup)(multi); }
FORWARDED CURLMcode curl_multi_add_handle(CURLM *multi, CURL *handle) {
    return CURL_FUNCTION(curl_multi_add_handle)(multi, handle);
}
FORWARDED CURLMcode curl_multi_remove_handle(CURLM *multi, CURL *handle) {
    return CURL_FUNCTION(curl_multi_remove_handle)(multi, handle);
}
FORWARDED CURLMcode curl_multi_perform(CURLM *multi, int *running) {
    return CURL_FUNCTION(curl_multi_perform)(multi, running);
}
FORWARDED CURLMcode curl_multi_poll(CURLM *multi, struct curl_waitfd extra[], unsigned int count, int timeout, int *ready) {
    return CURL_FUNCTION(curl_multi_poll)(multi, extra, count, timeout, ready);
}
FORWARDED CURLMsg *curl_multi_info_read(CURLM *multi, int *left) {
    return CURL_FUNCTION(curl_multi_info_read)(multi, left);
}

FORWARDED struct curl_slist *curl_slist_append(struct curl_slist *list, const char *text) {
    return CURL_FUNCTION(curl_slist_append)(list, text);
}
FORWARDED void curl_slist_free_all(struct curl_slist *list) { CURL_FUNCTION(curl_slist_free_all)(list); }

FORWARDED CURLU *curl_url(void) { return CURL_FUNCTION(curl_url)(); }
FORWARDED void curl_url_cleanup(CURLU *url) { CURL_FUNCTION(curl_url_cleanup)(url); }
FORWARDED CURLUcode curl_url_set(CURLU *url, CURLUPart what, const char *part, unsigned int flags) {
    return CURL_FUNCTION(curl_url_set)(url, what, part, flags);
}
// Not forwarded as it is: not all headers call the address constant.
CURLUcode shim_url_get(CURLU *url, CURLUPart what, char **part, unsigned int flags) {
    return CURL_FUNCTION(curl_url_get)(url, what, part, flags);
}

#define SET(option, value) CURL_FUNCTION(curl_easy_setopt)(handle, option, value)
#define GET(info, value) CURL_FUNCTION(curl_easy_getinfo)(handle, info, value)

CURLcode shim_set_long(CURL *handle, CURLoption option, long value) { return SET(option, value); }
CURLcode shim_set_offset(CURL *handle, CURLoption option, curl_off_t value) { return SET(option, value); }
CURLcode shim_set_string(CURL *handle, CURLoption option, const char *value) { return SET(option, value); }
CURLcode shim_set_pointer(CURL *handle, CURLoption option, void *value) { return SET(option, value); }
CURLcode shim_set_list(CURL *handle, CURLoption option, struct curl_slist *value) { return SET(option, value); }
CURLcode shim_set_read(CURL *handle, curl_read_callback value) { return SET(CURLOPT_READFUNCTION, value); }
CURLcode shim_set_write(CURL *handle, CURLoption option, curl_write_callback value) { return SET(option, value); }
CURLcode shim_set_before_request(CURL *handle, curl_prereq_callback value) {
    return SET(CURLOPT_PREREQFUNCTION, value);
}
CURLcode shim_get_long(CURL *handle, CURLINFO info, long *value) { return GET(info, value); }
CURLcode shim_get_string(CURL *handle, CURLINFO info, char **value) { return GET(info, value); }

CURLMcode shim_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return CURL_FUNCTION(curl_multi_setopt)(multi, option, value);
}
