From: sanne@example.nl
To: joris@example.org
Date: Sat, 21 Nov 2026 09:30:00 +0100
Message-ID: <2@example.nl>

Tekst.
