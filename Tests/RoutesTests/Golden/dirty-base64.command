From: Sanne de Vries <sanne@example.nl>
To: Joris <joris@example.org>
Subject: Huurverhoging per 1 januari
Date: Sat, 21 Nov 2026 09:30:00 +0100
Message-ID: <1.sanne@example.nl>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="grens"

--grens
Content-Type: text/plain

Vreemde tekens in Base64.
--grens
Content-Type: text/plain
Content-Disposition: attachment; filename="a.txt"
Content-Transfer-Encoding: base64

QUJD*REVG
--grens
Content-Type: text/plain
Content-Disposition: attachment; filename="b.txt"
Content-Transfer-Encoding: base64

QQ==QUJD
--grens
Content-Type: text/plain
Content-Disposition: attachment; filename="leeg.txt"
Content-Transfer-Encoding: base64


--grens--
