// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import Doors

@Suite("the user who runs a door")
struct CallingUserTests {
    private let accounts = """
        root:x:0:0:root:/root:/bin/bash
        jan:x:1000:1000:Jan Jansen,Room 3,,:/home/jan:/bin/bash
        www-data:x:33:33::/var/www:/usr/sbin/nologin
        amp:x:34:34:& Co:/:/bin/sh
        bad(name:x:35:35:x:/:/bin/sh
        short:x:36

        """

    @Test(
        "EMAIL names the author, else the login name at the machine's mail name",
        arguments: [
            (1000, [:], "jan@mail.example", "Jan Jansen"),
            (1000, ["EMAIL": "j@x.nl", "LOGNAME": "piet"], "j@x.nl", "Jan Jansen"),
            (1000, ["EMAIL": "Jan <j@x.nl>"], "j@x.nl", "Jan Jansen"),
            (1000, ["EMAIL": "nonsense"], "jan@mail.example", "Jan Jansen"),
            (1000, ["EMAIL": "a@x.nl, b@x.nl"], "jan@mail.example", "Jan Jansen"),
            (1000, ["EMAIL": "a@x.nl\nBcc: b@x.nl"], "jan@mail.example", "Jan Jansen"),
            (1000, ["LOGNAME": "piet"], "jan@mail.example", "Jan Jansen"),
            (33, [:], "www-data@mail.example", ""), (34, [:], "amp@mail.example", ""),
            (77, ["LOGNAME": "ldap"], "ldap@mail.example", ""), (77, ["USER": "ldap"], "ldap@mail.example", ""),
            (77, [:], nil, nil), (35, [:], nil, nil), (36, [:], nil, nil), (77, ["USER": "a@b"], nil, nil),
        ] as [(uid_t, [String: String], String?, String?)])
    func author(user: uid_t, variables: [String: String], mailbox: String?, name: String?) {
        let caller = CallingUser(
            user: user, environment: { variables[$0] }, accounts: accounts, mailName: "mail.example")
        #expect(caller?.mailbox == mailbox)
        #expect(caller?.name == name)
    }
}
