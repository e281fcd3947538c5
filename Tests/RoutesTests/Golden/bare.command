Subject: Melding van cron

De schijf is vol.
