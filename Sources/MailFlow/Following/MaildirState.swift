// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Mail
import Maildirs

/// When something last came into a Maildir or left it, by the times of its folders: stat(2).
struct MaildirState: Equatable {
    private var times: [Int] = []

    /// Looks at the folders; nil where they can't be looked at, or where something has changed so lately that another change
    /// might bear the same time.
    init?(of maildir: Maildir) {
        for name in ["new", "cur"] {
            var status = stat()
            guard stat("\(maildir.path)/\(name)", &status) == 0,
                Int64(status.st_mtim.tv_sec) < Timestamp.now().seconds - 2
            else { return nil }
            times += [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
        }
    }
}
