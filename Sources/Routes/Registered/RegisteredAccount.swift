// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Curl
internal import Mail

/// The users of an account at the registered service: one for each person who sends.
public struct RegisteredAccount: Sendable {
    /// What became of a new user.
    public enum UserOutcome: Sendable, Hashable {
        /// The user was made; the service sends the person a mail to activate the account.
        case created(id: Int64)
        /// The service had this user already.
        case alreadyExists
    }

    private let gateway: Gateway
    private let configuration: RegisteredConfiguration
    private let endpoint: Endpoint

    /// Makes an account; the error names the setting that can't be used.
    public init(
        gateway: Gateway, configuration: RegisteredConfiguration = RegisteredConfiguration()
    ) throws(RouteFault) {
        self.gateway = gateway
        self.configuration = configuration
        self.endpoint = try ServiceAddress.endpoint(gateway.base, configuration.userPath, setting: "user_path")
    }

    /// Makes a user, whose address may then stand as a sender: `POST /api/user/`.
    public func createUser(_ address: String) async throws(RouteFault) -> UserOutcome {
        try AddressCheck.check(address, "user")
        var json = JSONObject()
        json.add("email_address", address)
        let body = SegmentedBody(json.finish(), of: [UInt8]())
        let exchange = await gateway.exchange(.post, endpoint, body: body)
        let (answer, error) = try exchange.answer()
        if configuration.existingUserStatuses.contains(answer.status) { return .alreadyExists }
        if (200...299).contains(answer.status) {
            guard let id = JSONValue(answer.body)?["id"]?.integer else {
                throw RouteFault(
                    "\(answer.host): the answer has no user id; see in the dashboard whether the user is there")
            }
            return .created(id: id)
        }
        let said = error.text.lowercased()
        if configuration.existingUserPhrases.contains(where: { said.contains($0.lowercased()) }) {
            return .alreadyExists
        }
        throw exchange.fault(answer, error)
    }
}

extension Gateway.Exchange {
    /// The answer and what its body says, or why there is none.
    func answer() throws(RouteFault) -> (HTTPAnswer, ErrorBody) {
        switch result {
        case .success(let answer): return (answer, ErrorBody(answer.body, hiding: secrets))
        case .failure(.noToken(let error)): throw RouteFault("\(error.answer.host): \(error)")
        case .failure(.transfer(let error)): throw RouteFault(OneLine.text("\(error)", limit: 300, hiding: secrets))
        }
    }

    /// An answer that says no, for a person.
    func fault(_ answer: HTTPAnswer, _ error: ErrorBody) -> RouteFault {
        let meaning = StatusMeaning.row(answer.status)?.text ?? "no"
        let said = error.text.isEmpty ? "" : ": \(error.text)"
        return RouteFault("\(answer.host): status \(answer.status), \(meaning)\(said)")
    }
}
