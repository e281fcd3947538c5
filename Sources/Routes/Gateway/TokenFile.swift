// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import Mail

/// The token that all processes of a user share, in a file that nobody else can read.
///
/// A cache and no record: it is written without syncing, and one that can't be used is as good as none.
struct TokenFile: Sendable {
    let path: String
    /// What the token was fetched for; a token of other credentials must not be used.
    let client: String

    /// The token in the file, if it is one of ours.
    func read() -> AccessToken? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        // A file that others could read or write is not trusted: what they put there would go out as our token.
        guard fstat(file, &status) == 0, status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 16384)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count > 0, let json = JSONValue(Array(bytes[..<count])), json["client"]?.text == client,
            let renewal = json["renewal"]?.integer, let token = json["token"]?.text
        else { return nil }
        return AccessToken(token, renewal: Timestamp(milliseconds: renewal))
    }

    /// Puts a token in place of what was there; to be called under the lock.
    func write(_ token: AccessToken) throws(Failure) {
        let fresh = path + ".new"
        unlink(fresh)
        let file = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw Failure(path: fresh, code: errno) }
        var text: [UInt8] = Array("{\"client\":".utf8) + JSONText.quoted(client)
        text += Array(",\"renewal\":\(token.renewal.milliseconds),\"token\":".utf8) + JSONText.quoted(token.text)
        text += Array("}\n".utf8)
        let written = Glibc.write(file, text, text.count)
        let code = errno
        close(file)
        guard written == text.count else { throw Failure(path: fresh, code: written < 0 ? code : ENOSPC) }
        guard rename(fresh, path) == 0 else { throw Failure(path: path, code: errno) }
    }

    /// Runs `body` while no other process, and no other store of this one, is inside: flock(2).
    ///
    /// The lock is tried and tried again instead of waited for, since a waiting thread would be one less for all tasks.
    func withLock<Result: Sendable>(
        seconds: Double, _ body: () async -> Result
    ) async throws(Failure) -> Result {
        let lockPath = path + ".lock"
        let file = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw Failure(path: lockPath, code: errno) }
        // Closing ends the lock.
        defer { close(file) }
        let end = Timestamp.now().advanced(bySeconds: seconds)
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR, Timestamp.now() < end else {
                throw Failure(path: lockPath, code: errno)
            }
            // A cancelled task doesn't sleep, and must not spin.
            do { try await Task.sleep(nanoseconds: 10_000_000) } catch { throw Failure(path: lockPath, code: EINTR) }
        }
        return await body()
    }

    /// Which file, and what is wrong with it.
    struct Failure: Error, CustomStringConvertible {
        let path: String
        let code: Int32

        var description: String { "\(path): \(String(cString: strerror(code)))" }
    }
}
