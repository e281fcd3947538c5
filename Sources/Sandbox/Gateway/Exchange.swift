// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Mail

/// All that a sandbox remembers, and the order in which it decides about a request.
///
/// Reading and checking a body happens before, outside: that is the slow part, and it needs no memory.
actor Exchange {
    let configuration: SandboxConfiguration
    private var url = ""
    private var tokens = TokenBook()
    private var quota: QuotaMeter
    private var faults = FaultQueue()
    private var archive: Archive
    private var tickets = TicketBook()
    private var domains: DomainBook
    private var users: [String: Int] = [:]
    private var arrivals: [Endpoint: Int] = [:]
    private var clockOffset = 0.0
    private let postbox: Postbox?

    init(_ configuration: SandboxConfiguration, store: RequestStore?, postbox: Postbox? = nil) {
        self.configuration = configuration
        self.postbox = postbox
        quota = QuotaMeter(configuration.quota)
        archive = Archive(store: store, keeping: configuration.keptBytes)
        domains = DomainBook(configuration.secure)
    }

    private var now: Timestamp { configuration.now().advanced(bySeconds: clockOffset) }

    // MARK: The services

    /// Answers a call of one of the services; `submission` is nil for a question, which has no body.
    func answer(_ request: Request, at endpoint: Endpoint, _ submission: Result<Submission, Rejection>?) -> Reply {
        arrivals[endpoint, default: 0] += 1
        let now = now
        let recipients = (try? submission?.get())?.recipients ?? []
        let random = faults.random?.draw(endpoint, recipients)
        let reply: Reply
        if let fault = faults.takeRefusing(endpoint, recipients) {
            reply = Spoiling.refusal(fault)
        } else if let random, !random.acceptsFirst {
            reply = Spoiling.refusal(random)
        } else if let objection = gate(request, endpoint, now) {
            reply = objection
        } else {
            do throws(Rejection) {
                reply = try serve(request, endpoint, submission, random: random, now)
            } catch {
                reply = error.reply
            }
        }
        return reply.adding(standardHeaders(request, now))
    }

    /// What the gateway has against a request before any service sees it; nil if nothing.
    private func gate(_ request: Request, _ endpoint: Endpoint, _ now: Timestamp) -> Reply? {
        guard endpoint.methods.contains(request.method) else {
            return Rejection(405, "the method must be \(endpoint.methods.joined(separator: " or "))").reply
                .adding([HeaderPair("Allow", endpoint.methods.joined(separator: ", "))])
        }
        if endpoint == .token { return TokenRequest.objection(to: request, configuration) }
        if let objection = tokens.objection(to: request.header("Authorization"), at: now) {
            return Rejection(401, objection).reply.adding([HeaderPair("WWW-Authenticate", "Bearer")])
        }
        guard quota.count(at: now) else {
            let reply = Rejection(429, "the quota of \(quota.quota.limit) calls is used up").reply
            guard quota.quota.saysRetryAfter else { return reply }
            return reply.adding([HeaderPair("Retry-After", String(quota.secondsLeft(at: now)))])
        }
        return nil
    }

    private func serve(
        _ request: Request, _ endpoint: Endpoint, _ submission: Result<Submission, Rejection>?, random: Fault?,
        _ now: Timestamp
    ) throws(Rejection) -> Reply {
        if endpoint == .token {
            let token = tokens.issue(at: now, lifetime: configuration.tokenLifetime)
            return spoil(TokenRequest.grant(token, at: now, configuration), random, endpoint, [])
        }
        guard let submission else {
            return spoil(try question(request), random, endpoint, [])
        }
        let read = try submission.get()
        try check(read)
        let fault = faults.takeAccepting(endpoint, read.recipients) ?? random
        let right = try accept(read, request, fault: fault, now)
        return fault.map { Spoiling.spoilt(right, $0) } ?? right
    }

    private func spoil(_ right: Reply, _ random: Fault?, _ endpoint: Endpoint, _ recipients: [String]) -> Reply {
        guard let fault = faults.takeAccepting(endpoint, recipients) ?? random else { return right }
        return Spoiling.spoilt(right, fault)
    }

    /// Answers `GET /account`.
    private func question(_ request: Request) throws(Rejection) -> Reply {
        guard let domain = request.query["domain"], !domain.isEmpty else {
            throw Rejection(400, "the parameter is required", at: "domain")
        }
        guard let account = domains.ask(domain) else { throw Rejection(404, "there is no such account", at: domain) }
        return .json(200, account.json(configuration.secure.shape))
    }

    /// Refuses what reads well but may not be done.
    private func check(_ submission: Submission) throws(Rejection) {
        switch submission.content {
        case .mail(let mail):
            guard !configuration.registered.requiresUser || users[mail.sender.lowercased()] != nil else {
                throw Rejection(403, "the sender is no user of the service", at: "sender_email")
            }
        case .message(let message):
            if let objection = domains.objection(to: message.sender) { throw objection }
        case .user(let address):
            let exists = users[address.lowercased()] != nil
            guard !exists || configuration.statusOfExisting == 200 else {
                throw Rejection(configuration.statusOfExisting, "the user exists already", at: "email_address")
            }
        case .account(let domain):
            guard domains[domain] == nil || configuration.statusOfExisting == 200 else {
                throw Rejection(configuration.statusOfExisting, "the account exists already", at: "domain")
            }
        }
    }

    /// Records the request and does what it asks.
    private func accept(
        _ submission: Submission, _ request: Request, fault: Fault?, _ now: Timestamp
    ) throws(Rejection) -> Reply {
        let token: String? = if case .mail = submission.content { tickets.freshToken() } else { nil }
        let accepted: AcceptedRequest
        do throws(SandboxError) {
            accepted = try archive.add(request, submission, ticket: token, fault: fault?.kind.rawValue, at: now)
        } catch {
            configuration.log(error.description)
            throw Rejection(500, "the sandbox could not keep the request")
        }
        switch submission.content {
        case .mail(let mail):
            var ticket = RegisteredTicket(token: token ?? "", request: accepted.sequence, mail, at: now)
            if configuration.registered.announcesAtOnce { try? ticket.add(.announced, at: now) }
            tickets.add(ticket)
            if configuration.registered.announcesAtOnce { tell(ticket, .announced) }
            let path = TicketPage.path(
                ticket.token, action: "ticket_html", language: Wording.of(ticket.language).code)
            return .json(
                200, ["ticket_token": .string(ticket.token), "ticket_url": .string(url + path), "message": "OK"])
        case .user(let address):
            let id = users[address.lowercased()] ?? 154 + users.count
            users[address.lowercased()] = id
            return .json(201, ["id": .integer(id)])
        case .account(let domain):
            let account = domains[domain] ?? domains.add(domain)
            return .json(201, account.json(configuration.secure.shape))
        case .message:
            return .json(configuration.secure.acceptedStatus, ["id": .string(Opaque.identifier())])
        }
    }

    private func standardHeaders(_ request: Request, _ now: Timestamp) -> [HeaderPair] {
        let version = request.header("api-version") ?? configuration.apiVersion
        return quota.headers(at: now) + [HeaderPair("sunset", "n/a"), HeaderPair("api-version", version)]
    }

    // MARK: Questions and commands

    /// All accepted requests, in order.
    var accepted: [AcceptedRequest] { archive.requests }

    /// All tickets, in order, and their states.
    var allTickets: [RegisteredTicket] { tickets.all }

    /// The states of the tickets by token.
    var ticketStates: [String: TicketEvent.Kind] { tickets.states }

    /// How many tokens have been given out.
    var tokensIssued: Int { tokens.issued }

    /// The faults that have not come yet.
    var pendingFaults: [Fault] { faults.pending }

    /// An accepted request with its body.
    func request(_ sequence: Int) -> AcceptedRequest? { archive.request(sequence) }

    /// The ticket of a token.
    func ticket(_ token: String) -> RegisteredTicket? { tickets[token] }

    /// How many requests have come to an endpoint, refused ones included.
    func arrivals(at endpoint: Endpoint) -> Int { arrivals[endpoint, default: 0] }

    /// Tells under which URL the sandbox is reached.
    func set(url: String) { self.url = url }

    /// Adds a fault for a coming request.
    func add(_ fault: Fault) { faults.add(fault) }

    /// Sets the faults that come at random; nil for none.
    func set(_ random: RandomFaults?) { faults.random = random }

    /// Drops all faults.
    func clearFaults() { faults.clear() }

    /// Sets the quota and starts a new period.
    func set(_ quota: Quota) { self.quota.quota = quota }

    /// Sets whether a domain is valid.
    func set(_ domain: String, valid: Bool) { domains.set(domain, valid: valid) }

    /// Ends all access tokens.
    func revokeTokens() { tokens.revokeAll() }

    /// Moves the clock on.
    func advanceClock(by seconds: Double) { clockOffset += seconds }

    /// Lets something happen to a ticket.
    func advance(
        _ token: String, _ kind: TicketEvent.Kind, detail: String, forced: Bool
    ) throws(SandboxError) -> RegisteredTicket {
        let ticket = try tickets.advance(token, kind, at: now, detail: detail, forced: forced)
        tell(ticket, kind)
        return ticket
    }

    // MARK: Mails to senders

    /// Writes a mail about a ticket, whatever happened to it.
    func mail(about token: String, _ kind: TicketEvent.Kind, _ forgery: Forgery) throws(SandboxError) {
        guard let postbox else { throw .noMails }
        guard let ticket = tickets[token] else { throw .unknownTicket(token) }
        try postbox.put(mail(ticket, kind), forgery, at: now)
    }

    /// Writes a mail of the secure service.
    func mail(_ mail: ServiceMail, _ forgery: Forgery) throws(SandboxError) {
        guard let postbox else { throw .noMails }
        try postbox.put(mail, forgery, at: now)
    }

    /// Tells the sender of a ticket what happened to it, where mails are written.
    private func tell(_ ticket: RegisteredTicket, _ kind: TicketEvent.Kind) {
        do throws(SandboxError) {
            try postbox?.put(mail(ticket, kind), at: now)
        } catch {
            configuration.log(error.description)
        }
    }

    private func mail(_ ticket: RegisteredTicket, _ kind: TicketEvent.Kind) -> ServiceMail {
        let path = TicketPage.path(ticket.token, action: "ticket_html", language: Wording.of(ticket.language).code)
        return ServiceMail(ticket, configuration.registered.statusCodes[kind].text, page: url + path)
    }
}
