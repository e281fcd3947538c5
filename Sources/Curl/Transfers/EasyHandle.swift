// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CCurl

/// A libcurl easy handle, with the memory that has to live as long as it does.
///
/// The one place that owns C memory of libcurl: strings are copied by libcurl, lists and the error buffer are freed here.
/// libcurl-easy(3).
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    private let errorBuffer: UnsafeMutablePointer<CChar>
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    /// Whether libcurl took every option so far: one that it does not know must not pass unnoticed.
    private(set) var isComplete = true

    init?() {
        guard GlobalState.isReady, let pointer = curl_easy_init() else { return nil }
        self.pointer = pointer
        errorBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        check(shim_set_pointer(pointer, CURLOPT_ERRORBUFFER, errorBuffer))
    }

    deinit {
        curl_easy_cleanup(pointer)
        for list in lists { curl_slist_free_all(list) }
        errorBuffer.deallocate()
    }

    /// What libcurl says about its last failure.
    var message: String {
        String(cString: errorBuffer).split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    func set(_ option: CURLoption, _ value: Int) { check(shim_set_long(pointer, option, value)) }

    func set(_ option: CURLoption, _ value: Bool) { check(shim_set_long(pointer, option, value ? 1 : 0)) }

    func set(_ option: CURLoption, offset value: Int) { check(shim_set_offset(pointer, option, curl_off_t(value))) }

    func set(_ option: CURLoption, _ value: String?) {
        guard let value else { return check(shim_set_string(pointer, option, nil)) }
        // A NUL would silently cut the text.
        guard !value.utf8.contains(0) else { return isComplete = false }
        check(shim_set_string(pointer, option, value))
    }

    func set(_ option: CURLoption, pointer value: UnsafeMutableRawPointer?) {
        check(shim_set_pointer(pointer, option, value))
    }

    func set(_ option: CURLoption, list texts: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for text in texts {
            guard !text.utf8.contains(0), let longer = curl_slist_append(list, text) else {
                curl_slist_free_all(list)
                return isComplete = false
            }
            list = longer
        }
        if let list { lists.append(list) }
        check(shim_set_list(pointer, option, list))
    }

    func setRead(_ callback: @escaping curl_read_callback) { check(shim_set_read(pointer, callback)) }

    func setWrite(_ option: CURLoption, _ callback: @escaping curl_write_callback) {
        check(shim_set_write(pointer, option, callback))
    }

    func setBeforeRequest(_ callback: @escaping curl_prereq_callback) {
        check(shim_set_before_request(pointer, callback))
    }

    func number(_ info: CURLINFO) -> Int {
        var value = 0
        return shim_get_long(pointer, info, &value) == CURLE_OK ? value : 0
    }

    func text(_ info: CURLINFO) -> String {
        var value: UnsafeMutablePointer<CChar>?
        guard shim_get_string(pointer, info, &value) == CURLE_OK, let value else { return "" }
        return String(cString: value)
    }

    private func check(_ code: CURLcode) {
        if code != CURLE_OK { isComplete = false }
    }
}

/// libcurl's global state, set up once for the process: curl_global_init(3).
enum GlobalState {
    static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
