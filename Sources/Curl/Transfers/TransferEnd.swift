// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CCurl

extension TransferError {
    /// Says in the caller's terms how a transfer ended; libcurl-errors(3).
    init(_ end: Transfer.End, of transfer: Transfer, host: String, progress: Progress? = nil) {
        self.init(host: host, cause: .cancelled, progress: progress ?? transfer.progress)
        guard case .code(let code) = end else { return }
        detail = transfer.handle.message
        if code == CURLE_OK {
            detail = "the answer stopped within its header"
        } else if detail.isEmpty {
            detail = String(cString: curl_easy_strerror(code))
        }
        if transfer.isTooLong {
            cause = .answerTooLong
        } else if transfer.stoppedRepetition {
            cause = .disconnected
            detail = "the connection was closed before an answer; not sent again"
        } else {
            cause = Cause(code)
        }
    }
}

extension TransferError.Cause {
    fileprivate init(_ code: CURLcode) {
        switch code {
        // Ended well in libcurl's eyes only: the answer stopped within its header.
        case CURLE_OK: self = .disconnected
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: self = .resolving
        case CURLE_COULDNT_CONNECT, CURLE_PROXY, CURLE_INTERFACE_FAILED: self = .connecting
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            self = .certificate
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_INITFAILED, CURLE_USE_SSL_FAILED:
            self = .encryption
        case CURLE_LOGIN_DENIED: self = .login
        case CURLE_OPERATION_TIMEDOUT: self = .timeout
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_HTTP2, CURLE_HTTP2_STREAM,
            CURLE_BAD_CONTENT_ENCODING:
            self = .garbled
        case CURLE_URL_MALFORMAT, CURLE_FAILED_INIT, CURLE_OUT_OF_MEMORY, CURLE_ABORTED_BY_CALLBACK,
            CURLE_BAD_FUNCTION_ARGUMENT:
            self = .unusable
        default: self = .disconnected
        }
    }
}
