From: Sanne de Vries <sanne@example.nl>
To: Joris <joris@example.org>
Subject: Huurverhoging per 1 januari
Date: Sat, 21 Nov 2026 09:30:00 +0100
Message-ID: <1.sanne@example.nl>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="grens"

--grens
Content-Type: text/plain; charset=utf-8

Platte tekst.
--grens
Content-Type: text/html; charset=utf-8

<p>Opgemaakt.</p>
--grens--
