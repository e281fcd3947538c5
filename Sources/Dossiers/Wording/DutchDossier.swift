// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// Dossiers in Dutch.
struct DutchDossier: DossierWording {
    let tag = "nl"
    let kind = "Dossier van een bericht"
    let noSubject = "(geen onderwerp)"

    let subject = "Onderwerp"
    let sender = "Van"
    let arrived = "Ontvangen"
    let door = "Kwam via"
    let messageID = "Message-ID"
    let reference = "Kenmerk"
    let size = "Omvang"
    let fingerprint = "SHA-256"
    let instead = "in plaats van"
    let state = "Stand"
    let route = "Route"
    let ticket = "Ticket"
    let identifier = "Meegezonden kenmerk"
    let person = "door"
    let file = "Bestand"
    let line = "Regel"
    let text = "Tekst"
    let name = "Naam"
    let date = "Datum"
    let time = "Tijd"
    let event = "Wat er gebeurde"
    let answer = "antwoord"
    let request = "verzoek"
    let notice = "melding"
    let number = "Nr."
    let mediaType = "Soort"
    let bytes = "bytes"
    let reported = "Volgens de dienst"
    let dkim = "DKIM, volgens de ontvangende server"
    let header = "SHA-256 van de kop"

    let recipients = "Ontvangers"
    let timeline = "Wat er gebeurde"
    let meanings = "Wat dit laat zien, en wat niet"
    let rules = "De regels die beslisten"
    let attachments = "Vingerafdrukken van de bijlagen"
    let correspondence = "Mail van het adres van de ontvanger"
    let checking = "Hoe u dit dossier controleert"

    func times(zone: String) -> String {
        zone == "UTC" ? "Tijden zijn in UTC." : "Tijden zijn die van \(zone), met UTC eronder."
    }

    func state(_ name: String) -> String {
        switch name {
        case "queued": "aangenomen, niets beslist"
        case "decided": "wordt zo verzonden"
        case "sending": "een verzoek is onderweg"
        case "deferred": "nog niet aangenomen, wordt opnieuw geprobeerd"
        case "held": "vastgehouden, wacht op een mens"
        case "uncertain": "onzeker of verzonden"
        case "sent": "aangenomen door de dienst of het volgende mailsysteem"
        case "refused": "niet verzonden, en wordt dat ook niet"
        case "cancelled": "ingetrokken"
        default: name
        }
    }

    func happened(_ step: String) -> String? {
        switch step {
        case "enter": "Aangenomen door Sealpost"
        case "adopt": "Overgenomen in het logboek"
        case "decide": "Weg van verzending bepaald"
        case "hold": "Vastgehouden"
        case "refuse": "Niet verzonden, en wordt dat ook niet"
        case "cancel": "Ingetrokken"
        case "begin": "Verzoek staat op vertrek"
        case "send": "Aangenomen door de andere kant"
        case "vouch": "Volgens een mens verzonden"
        case "defer": "Niet aangenomen, wordt opnieuw geprobeerd"
        case "lose": "Onzeker of verzonden"
        case "release": "Vrijgegeven door een mens"
        case "delay": "Laat, en wordt nog geprobeerd"
        case "report": "Gemeld door de dienst"
        case "deadline": "De tijd waarvoor de ontvanger bereikt moet zijn"
        default: nil
        }
    }

    let unverifiedReport = "Niet-geverifieerde melding, die niets verandert"

    func reported(_ event: String) -> String {
        switch event {
        case "announced": "aangekondigd bij de ontvanger"
        case "reminded": "de ontvanger is herinnerd"
        case "action-needed": "er wordt iets van de afzender gevraagd"
        case "expired": "de tijd ervoor is verstreken"
        case "undeliverable": "de mail is niet te bezorgen"
        case "declined": "de ontvanger heeft geweigerd"
        case "accepted": "de ontvanger heeft aangenomen"
        default: event
        }
    }

    func meaning(_ step: String) -> String? {
        switch step {
        case "enter":
            "De bytes in message/message.eml stonden op dit tijdstip op schijf. Het laat niet zien wie ze schreef."
        case "adopt":
            "Wat de boekhouding van het bericht zei toen het logboek begon. Het laat niet zien dat er daarvoor niets is "
                + "veranderd."
        case "decide": "Volgens welke regels de weg werd gekozen. Er werd nog niets verzonden."
        case "hold": "Er is niets verzonden; het bericht wacht op een mens, of tot de regels zijn hersteld."
        case "refuse":
            "De mail is niet aangenomen en wordt niet opnieuw geprobeerd. Het laat niet zien dat de ontvanger er niets van "
                + "weet."
        case "cancel": "Er wordt niets meer verzonden. Wat eerder is verzonden, wordt niet teruggenomen."
        case "begin":
            "Het verzoek met deze vingerafdruk stond op vertrek. Het laat niet zien dat het aankwam: dat doet de volgende stap."
        case "send":
            "De andere kant gaf op dit tijdstip het bijgevoegde antwoord. Het laat niet zien dat de ontvanger is ingelicht, "
                + "of iets heeft gelezen."
        case "vouch": "Een mens heeft dit gezegd. Geen antwoord van de dienst laat het zien."
        case "defer": "De andere kant heeft de mail op dit tijdstip niet aangenomen."
        case "lose":
            "Een verzoek kan zijn aangekomen, en er kwam geen bruikbaar antwoord. De mail kan verzonden zijn, of niet."
        case "delay": "De mail was op dit tijdstip nog niet aangenomen, en wordt opnieuw geprobeerd."
        case "report":
            "De dienst heeft dit gezegd: in haar statuslijst, opgehaald over een gecontroleerde verbinding, of in een mail. Of een "
                + "mail echt is bevonden staat erbij; een die dat niet was verandert niets. Data zijn zoals de dienst ze schreef."
        case "deadline":
            "Wat op dit moment bekend was, zoals de instellingen van de afzender dat rekenen; een latere melding kan meer laten "
                + "zien. Wat een vertraging betekent, zegt deze pagina niet."
        case "release": "Een mens liet de mail verzenden, of nog eens. De naam is die van het account op de machine."
        default: nil
        }
    }

    func door(_ door: Door) -> String {
        switch door {
        case .outbox: "de outbox"
        case .sendmail: "de opdracht sendmail"
        case .pipe: "een pipe"
        }
    }

    let contentRemoved =
        "De bytes van het bericht zijn verwijderd na de tijd waarin de inhoud wordt bewaard. Er kan een kopie in de map Sent "
        + "staan; de SHA-256 daarvan is met die hierboven te vergelijken."
    let contentMissing = "De bytes van het bericht staan niet waar ze horen"
    let requestRemoved = "het verzoek is niet opnieuw te maken: de bytes van het bericht zijn weg"
    let requestNotKept = "het verzoek is niet opnieuw te maken: er is niets bewaard van hoe het werd gemaakt"
    let requestDiffers =
        "het verzoek is niet opnieuw te maken: wat naast het bericht is bewaard geeft niet wat er is verzonden"
    let answerGone = "het antwoord staat niet meer zoals het kwam in de boekhouding"
    let noticeDisagrees = "deze melding heeft voor haar regel in het logboek een andere hash dan het logboek"
    let rulesAbout =
        "Regels uit de regelbestanden zoals die waren toen ze beslisten. De hele bestanden zijn bijgevoegd; hun "
        + "vingerafdrukken staan in het logboek. Bestanden en lijsten waarin geen regel besliste zijn alleen met hun "
        + "vingerafdruk genoemd."
    let noRules = "Geen regel besliste; er is gedaan wat de instellingen voor zulke mail zeggen."
    let rulesNotKept = "De regelbestanden van deze beslissing zijn niet bewaard."
    let otherRuleFiles = "ook gelezen, niet bijgevoegd"
    let attachmentsAbout =
        "Berekend over de gedecodeerde bytes van de bijlagen, in hexadecimale cijfers en in Base64."
    let noAttachments = "Het bericht heeft geen bijlagen."
    let nothingReported = "De boekhouding bevat er geen die de dienst meldt."
    let matches = "gelijk"
    let differs = "aan geen bijlage gelijk"
    let accepted = "aangenomen"
    let notAccepted = "niet aangenomen"
    let correspondenceAbout =
        "Uit de eigen mailmappen van de afzender, eenmaal verzameld, bij het eerste dossier van dit bericht. De inhoud is "
        + "niet bijgevoegd. Een mail laat zien dat iemand vanaf het adres kon schrijven; een zonder goede DKIM-uitslag kan "
        + "vervalst zijn."
    func received(_ shown: Int, of count: Int) -> String {
        count == 0 ? "geen gevonden" : shown == count ? "\(count) gevonden" : "de laatste \(shown) van \(count)"
    }

    func checking(head: String, isTimeStamped: Bool) -> [String] {
        [
            "sha256sum -c SHA256SUMS vergelijkt elk bestand met zijn vingerafdruk.",
            "Elk bestand log/NUMMER.entry bevat waarover het logboek de hash van die regel berekent, dus zijn SHA-256 is die "
                + "hash; de hash van de regel ervoor staat erin. De laatste regel over dit bericht is \(head).",
            "Elke melding draagt het nummer en de hash van de laatste regel waarvan zij vertelt, in het veld X-Sealpost-Log.",
            "sealpost log verify --dossier MAP vergelijkt dit alles met de boekhouding, waar die nog is.",
        ]
            + (isTimeStamped
                ? [
                    "openssl ts -verify -data SHA256SUMS -in SHA256SUMS.tsr -CAfile AUTORITEIT.pem laat zien dat dit alles er "
                        + "was op het tijdstip dat de autoriteit noemt."
                ] : [])
    }

    let readmeOpening = [
        "Deze map bevat wat Sealpost van een bericht weet: wat er is verzonden, langs welke weg, wat er is geantwoord, en "
            + "wanneer. Een programma heeft haar uit zijn boekhouding samengesteld; niemand heeft haar geschreven. Dezelfde "
            + "boekhouding geeft dezelfde bestanden.",
        "Begin met timeline.html, dat elke browser toont en afdrukt.",
    ]
    let readmeFiles = "De bestanden"
    let readmeLimits = [
        "Het logboek laat zien dat zijn regels niet zijn veranderd nadat ze waren geschreven, voor zover iemand anders een "
            + "melding of dossier heeft met een latere hash. Het laat niet zien dat het geschrevene waar was: dat de klok "
            + "gelijkliep, dat een antwoord van de dienst kwam, dat de afzender de mail schreef.",
        "Wat de dienst zelf van een ticket bewaart, hoort niet bij dit dossier. Vraag de dienst om haar eigen bewijs.",
        "Of een mail iemand in de zin van de wet heeft bereikt, is aan een rechter.",
    ]

    func readme(_ topic: ReadmeText.Topic) -> [String] {
        switch topic {
        case .timeline:
            [
                "Wat er gebeurde, voor mensen (HTML) en voor programma's (JSON). Beide zeggen hetzelfde, en niets wat de andere "
                    + "bestanden niet laten zien."
            ]
        case .message:
            [
                "message.eml: precies de bytes die zijn aangenomen. Hun SHA-256 staat in de eerste regel van het logboek. "
                    + "envelope.txt: waar ze binnenkwamen, en wie als afzender en ontvangers zijn genoemd."
            ]
        case .fingerprints:
            ["De SHA-256 van elke bijlage, te vergelijken met de bijlage zelf en met wat de dienst meldt."]
        case .requests:
            [
                "De inhoud van elk verzoek zoals die is verzonden, genoemd naar de regel in het logboek. Opnieuw gemaakt uit het "
                    + "bericht en wat ernaast is bewaard; de SHA-256 is die welke het logboek had voordat het verzoek vertrok. Het "
                    + "laat zien wat er is verzonden, niet dat het aankwam. De kop, waarmee Sealpost zich meldt, is niet bewaard."
            ]
        case .answers:
            [
                "Wat de andere kant antwoordde, zoals het kwam, genoemd naar de regel in het logboek, die de SHA-256 heeft. Velden "
                    + "die toegang geven zijn verborgen, en een lang antwoord is afgekapt. Het laat niet zien wie antwoordde: de "
                    + "verbinding is gecontroleerd toen zij werd gelegd, en het antwoord is niet ondertekend."
            ]
        case .notices:
            [
                "De meldingen die Sealpost voor de afzender heeft opgeborgen, zoals ze in zijn mailmap staan, genoemd naar de "
                    + "laatste regel waarvan ze vertellen. Verwijderde meldingen ontbreken."
            ]
        case .rules:
            [
                "De regelbestanden waarin een regel besliste, zoals ze toen waren, en rules.txt, dat de regels noemt. De lijsten "
                    + "(*.json) noemen alle gelezen bestanden met hun SHA-256; het logboek heeft de SHA-256 van de lijst."
            ]
        case .correspondence:
            [
                "De laatste mails van het adres van elke ontvanger die in de mailmappen van de afzender zijn gevonden: datum, "
                    + "Message-ID, DKIM-uitslag, SHA-256 van de kop. Nooit hun inhoud."
            ]
        case .log:
            [
                "De regels van het logboek over dit bericht, en head.txt met het nummer en de hash van de laatste. De regels "
                    + "ertussen gaan over andere mail en zijn niet bijgevoegd."
            ]
        case .checksums:
            ["De SHA-256 van elk bestand, behalve van zichzelf en het tijdstempel, zoals sha256sum ze schrijft."]
        case .timeStamp:
            [
                "Een tijdstempel (RFC 3161) over SHA256SUMS: een autoriteit van buiten zegt dat het er op haar tijdstip was. Het "
                    + "zegt niets over wat de bestanden bevatten."
            ]
        }
    }
}
