// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The request that makes a user of the registered service: an address and nothing else.
enum UserRequest {
    /// The address of the user to make.
    static func address(_ json: JSON) throws(Rejection) -> String {
        try Fields(json, known: ["email_address"]).address("email_address")
    }
}
