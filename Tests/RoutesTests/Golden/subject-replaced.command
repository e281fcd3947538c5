From: Sanne de Vries <sanne@example.nl>
To: Joris <joris@example.org>
Subject: =?utf-8?q?Huurverhoging_=E2=80=93_vertrouwelijk?=
Date: Sat, 21 Nov 2026 09:30:00 +0100
Message-ID: <1.sanne@example.nl>

Tekst.
