// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The settings file that `sealpost init` writes: short, and explained line by line.
struct StarterSettings {
    var language: String
    var mail: String
    var state: String?
    var clientID: String
    var clientSecretFile: String
    /// The address of a sandbox in place of the services.
    var sandbox: String?
    /// The command for ordinary mail; empty for none.
    var sendmail: String

    /// The file's text.
    var text: String {
        """
        # Settings of Sealpost. All that hold, with their defaults: sealpost settings

        language = \(quoted(language))                  # of notices: nl or en
        rules = ["rules.sieve"]          # beside this file
        default_route = "hold"           # what no rule chooses a route for waits for a person

        [folders]
        outbox = [\(quoted(mail + "/Outbox"))]
        sent = \(quoted(mail + "/Sent"))
        failed = \(quoted(mail + "/Failed"))
        held = \(quoted(mail + "/Held"))
        notices = \(quoted(mail + "/Notices"))
        \(state.map { "state = \(quoted($0))" } ?? "# state = \"~/.local/state/sealpost\"")

        # [outbox.later]                 # one more outbox, of which there is more to say than where it is
        # path = \(quoted(mail + "/Later"))
        # kind = "maildir"               # or "mbox", for a file; without it what is there decides
        # hold_for = "30s"               # so long a mail can be taken back: move its file away
        # route = "registered"           # of what no rule chooses a route for
        # watch = "poll"                 # look now and then, as on filesystems where no event tells of others' changes
        # poll = "5s"

        # [doors]                        # sealpost-sendmail and sealpost pipe
        # maximum_message_bytes = 25000000
        # starts_pass = false            # where "sealpost watch" always runs
        # wait = "10s"                   # of sendmail -odi, for what becomes of a mail

        [account.kpn]                    # your project at the API store
        \(url("token_url", "/oauth/client_credential/accesstoken?grant_type=client_credentials"))client_id = \(quoted(clientID))
        client_secret_file = \(quoted(clientSecretFile))

        [route.registered]               # fileinto "registered"; in the rules
        kind = "registered"
        \(url("base_url", "/data/registeredemail/registeredemail"))language = \(quoted(language))                  # in which the service writes to recipients

        [route.secure]
        kind = "secure"
        \(url("base_url", "/network/secumailer/securemail"))\(plain)
        """
    }

    private var plain: String {
        sendmail.isEmpty
            ? ""
            : """

            [route.plain]
            kind = "sendmail"
            command = [\(quoted(sendmail))]

            """
    }

    private func url(_ key: String, _ path: String) -> String {
        sandbox.map { "\(key) = \(quoted($0 + path))\n" } ?? ""
    }

    /// A TOML basic string.
    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
