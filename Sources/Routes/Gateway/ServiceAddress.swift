// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Curl

/// The addresses of services in settings.
enum ServiceAddress {
    /// Checks an address: https, or any to loopback; the error names the setting.
    static func endpoint(_ text: String, setting: String) throws(RouteFault) -> Endpoint {
        let endpoint: Endpoint
        do {
            endpoint = try Endpoint(text)
        } catch {
            throw RouteFault("\(setting): \(error)")
        }
        guard endpoint.scheme == "https" || (endpoint.scheme == "http" && endpoint.isLoopback) else {
            throw RouteFault("\(setting): \(endpoint) is not https, which every host but this machine itself needs")
        }
        return endpoint
    }

    /// The address below a service's own.
    static func endpoint(_ base: Endpoint, _ path: String, setting: String) throws(RouteFault) -> Endpoint {
        do {
            return try base.appending(path)
        } catch {
            throw RouteFault("\(setting): \(error)")
        }
    }
}
