// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CCrypto
internal import Glibc

/// A request for a time stamp over a digest, and the check of what comes back.
///
/// RFC 3161, sections 2.4.1 and 2.4.2; TS_REQ_new(3), TS_RESP_verify_response(3) of libcrypto.
public struct TimeStampQuery: Sendable, Hashable {
    /// Why an answer is no time stamp for this query.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// The library's words.
        public let description: String
    }

    /// The query in DER, as it is sent with the type `application/timestamp-query`.
    public let bytes: [UInt8]

    /// Asks for a time stamp over a digest, with a number that nobody can foresee and with the signer's certificate.
    public init(of digest: Digest) {
        self.init(of: digest, nonce: .random(in: 1...(.max >> 1)))
    }

    init(of digest: Digest, nonce: UInt64) {
        bytes = Self.query(digest, nonce) ?? []
        // Only failing memory allocation could make it so.
        precondition(!bytes.isEmpty, "libcrypto makes no time stamp query")
    }

    /// Reads a query; nothing of it is checked before it is used.
    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Throws where an answer is not a good time stamp for this query, or its signer doesn't come from the authorities in a
    /// file of PEM certificates.
    /// - Parameter answer: The answer in DER.
    public func check(_ answer: [UInt8], trusting certificateFile: String) throws(Fault) {
        ERR_clear_error()
        guard let request = Self.read(bytes, with: { d2i_TS_REQ(nil, $0, $1) }) else { throw Self.fault("no query") }
        defer { TS_REQ_free(request) }
        guard let response = Self.read(answer, with: { d2i_TS_RESP(nil, $0, $1) }) else {
            throw Self.fault("no answer of a time stamp authority")
        }
        defer { TS_RESP_free(response) }
        guard let store = X509_STORE_new() else { throw Self.fault("no store") }
        guard X509_STORE_load_file(store, certificateFile) == 1 else {
            X509_STORE_free(store)
            throw Self.fault("can't read certificates from \(certificateFile)")
        }
        guard let context = TS_REQ_to_TS_VERIFY_CTX(request, nil) else {
            X509_STORE_free(store)
            throw Self.fault("the query can't be used")
        }
        // It frees the store as well.
        defer { TS_VERIFY_CTX_free(context) }
        _ = TS_VERIFY_CTX_set_store(context, store)
        _ = TS_VERIFY_CTX_add_flags(context, Int32(TS_VFY_SIGNATURE))
        guard TS_RESP_verify_response(context, response) == 1 else { throw Self.fault("it does not verify") }
    }

    private static func query(_ digest: Digest, _ nonce: UInt64) -> [UInt8]? {
        guard let request = TS_REQ_new(), let imprint = TS_MSG_IMPRINT_new(), let algorithm = X509_ALGOR_new(),
            let number = ASN1_INTEGER_new()
        else { return nil }
        defer {
            TS_REQ_free(request)
            TS_MSG_IMPRINT_free(imprint)
            X509_ALGOR_free(algorithm)
            ASN1_INTEGER_free(number)
        }
        var bytes = digest.bytes
        // Absent parameters, as RFC 5754, section 2, has them.
        guard X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_UNDEF, nil) == 1,
            TS_MSG_IMPRINT_set_algo(imprint, algorithm) == 1,
            TS_MSG_IMPRINT_set_msg(imprint, &bytes, Int32(bytes.count)) == 1, TS_REQ_set_version(request, 1) == 1,
            TS_REQ_set_msg_imprint(request, imprint) == 1, ASN1_INTEGER_set_uint64(number, nonce) == 1,
            TS_REQ_set_nonce(request, number) == 1, TS_REQ_set_cert_req(request, 1) == 1
        else { return nil }
        var output: UnsafeMutablePointer<UInt8>?
        let count = i2d_TS_REQ(request, &output)
        guard count > 0, let output else { return nil }
        defer { CRYPTO_free(output, nil, 0) }
        return Array(UnsafeBufferPointer(start: output, count: Int(count)))
    }

    /// Reads all of some bytes as a structure; nil where it is another one, or more follows.
    private static func read<Structure>(
        _ bytes: [UInt8], with parse: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> Structure?
    ) -> Structure? {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return nil }
            var position: UnsafePointer<UInt8>? = base
            guard let structure = parse(&position, buffer.count), position == base + buffer.count else { return nil }
            return structure
        }
    }

    /// What failed, with the library's reason.
    private static func fault(_ what: String) -> Fault {
        let code = ERR_peek_last_error()
        guard code != 0, let reason = ERR_reason_error_string(code) else { return Fault(description: what) }
        return Fault(description: "\(what): \(String(cString: reason))")
    }
}
