// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// Notices in Dutch.
struct DutchWording: Wording {
    let language = "nl"
    let opening = "Sealpost, dat aangetekende en beveiligde mail verstuurt, heeft nieuws over dit bericht:"
    let labels = (subject: "Onderwerp", sender: "Van", arrived: "Ontvangen", reference: "Kenmerk")
    let logLabel = "Logboek"
    let answerLabel = "Antwoord"
    let ticketLabel = "Ticket"
    let pageLabel = "Te volgen op"
    let reasonLabel = "Reden"
    let untilLabel = "Probeert tot"
    let reportLabel = "Gemeld"
    let groundsLabel = "Bekend door"
    let deadlineLabel = "Uiterlijk"
    let knownLabel = "Tot nu toe"
    let insteadLabel = "in plaats van"
    let meaningLabel = "Wat dit laat zien"
    let adviceLabel = "Wat u nu kunt doen"
    let closing =
        "De kop van het bericht is bijgevoegd. Deze melding is door een programma gemaakt; antwoorden worden niet gelezen."
    let closingOfWhole =
        "Het hele bericht is bijgevoegd. Deze melding is door een programma gemaakt; antwoorden worden niet gelezen."

    func grounds(_ genuineness: Genuineness) -> String {
        switch genuineness {
        case .fetched: "de dienst zelf, gevraagd via een beveiligde verbinding"
        case .signed(let domain): "een mail met een goede handtekening van \(domain)"
        case .attested(let server): "een mail waarvan \(server) zegt dat de handtekening goed was"
        case .unverified(let reason): "niets: \(reason)"
        }
    }

    func known(_ known: Notice.Deadline.Known) -> String {
        switch known {
        case .waiting: "de mail wacht op verzending"
        case .held: "de mail wordt vastgehouden"
        case .uncertain: "niemand weet of de mail is verzonden"
        case .ended: "de mail is niet verzonden, en wordt dat ook niet"
        case .sent(nil): "de mail geldt als verzonden, en daarna is niets gemeld"
        case .sent(.announced?): "aangekondigd"
        case .sent(.reminded?): "er is een herinnering verstuurd"
        case .sent(.actionNeeded?): "de dienst wacht op iets van u"
        case .sent(.expired?): "niet op tijd geaccepteerd"
        case .sent(.undeliverable?): "niet afgeleverd"
        case .sent(.declined?): "geweigerd"
        case .sent(.accepted?): "geaccepteerd"
        case .reachedLate: "de mail heeft de ontvanger te laat bereikt"
        }
    }

    func subject(_ gravest: Happening, _ subject: String) -> String {
        switch gravest {
        case .sent: "Aangeboden: \(subject)"
        case .delayed: "Vertraagd: \(subject)"
        case .announced: "Aangekondigd: \(subject)"
        case .reminded: "Herinnerd: \(subject)"
        case .accepted: "Geaccepteerd: \(subject)"
        case .reported: "Status: \(subject)"
        case .actionNeeded: "ACTIE NODIG: \(subject)"
        case .unverified: "Ongecontroleerd bericht: \(subject)"
        case .expired: "NIET OP TIJD GEACCEPTEERD: \(subject)"
        case .declined: "GEWEIGERD: \(subject)"
        case .undeliverable: "NIET AFGELEVERD: \(subject)"
        case .held: "Vastgehouden: \(subject)"
        case .refused: "NIET VERZONDEN: \(subject)"
        case .uncertain: "ONZEKER of verzonden: \(subject)"
        case .unannounced: "NOG NIET AANGEKONDIGD: \(subject)"
        case .dueSoon: "TERMIJN NADERT: \(subject)"
        case .anotherWay: "ANDERE WEG NODIG: \(subject)"
        case .missed: "TERMIJN VOORBIJ: \(subject)"
        }
    }

    func headline(_ recipient: Notice.Recipient) -> String {
        switch (recipient.happening, recipient.kind) {
        case (.sent, .registered): "aangeboden als aangetekende mail"
        case (.sent, .secure): "aangeboden als beveiligde mail"
        case (.sent, nil): "aangeboden"
        case (.sent, _): "aangeboden als gewone mail"
        case (.delayed, _): "nog niet verzonden"
        case (.announced, _): "aangekondigd bij de ontvanger"
        case (.reminded, _): "herinnering verstuurd"
        case (.accepted, _): "geaccepteerd door de ontvanger"
        case (.reported, _): "nieuwe status"
        case (.actionNeeded, _): "wacht op u"
        case (.unverified, _): "ongecontroleerd bericht"
        case (.expired, _): "niet op tijd geaccepteerd"
        case (.declined, _): "geweigerd door de ontvanger"
        case (.undeliverable, _): "niet afgeleverd"
        case (.held, _): "vastgehouden"
        case (.refused, _): "niet verzonden"
        case (.uncertain, _): "onzeker of verzonden"
        case (.unannounced, _): "nog niet aangekondigd"
        case (.dueSoon, _): "moet binnenkort bereikt zijn"
        case (.anotherWay, _): "andere weg nodig"
        case (.missed, _): "niet bekend of op tijd bereikt"
        }
    }

    func account(_ recipient: Notice.Recipient, at time: String) -> String {
        let way = "via de route \"\(recipient.routeName)\""
        return switch (recipient.happening, recipient.kind) {
        case (.sent, _) where recipient.isFound:
            "Op \(time) is het biljet van deze mail gevonden. Het laat zien dat de dienst de mail had aangenomen, \(way)."
        case (.sent, .registered): "Op \(time) nam de dienst voor aangetekende mail deze mail aan, \(way)."
        case (.sent, .secure): "Op \(time) nam de dienst voor beveiligde mail deze mail aan, \(way)."
        case (.sent, _): "Op \(time) nam het volgende mailsysteem deze mail aan, \(way)."
        case (.delayed, _) where recipient.lostRequests > 0:
            "Op \(time) was nog steeds niet bekend dat deze mail verzonden is. Sealpost blijft het proberen, \(way)."
        case (.delayed, _): "Op \(time) was deze mail nog niet verzonden. Sealpost blijft het proberen, \(way)."
        case (.announced, _): "Op \(time) verstuurde de dienst de aankondiging van deze mail, zo meldt zij zelf."
        case (.reminded, _): "Op \(time) verstuurde de dienst een herinnering aan de ontvanger, zo meldt zij zelf."
        case (.accepted, _): "Op \(time) accepteerde de ontvanger deze mail, zo meldt de dienst."
        case (.reported, _): "Op \(time) meldde de dienst iets waarvan uw instellingen de betekenis niet noemen."
        case (.actionNeeded, _): "Op \(time) vroeg de dienst om iets wat nodig is om deze mail af te leveren."
        case (.unverified, _):
            "Er kwam een bericht met datum \(time) waarvan niets laat zien dat het klopt. De status blijft zoals die was."
        case (.expired, _): "Op \(time) was de tijd om deze mail te accepteren voorbij, zo meldt de dienst."
        case (.declined, _): "Op \(time) weigerde de ontvanger deze mail, zo meldt de dienst."
        case (.undeliverable, _):
            "Op \(time) kon de dienst deze mail, of de aankondiging, niet afleveren, zo meldt zij zelf."
        case (.held, _) where recipient.lostRequests > 0:
            "Op \(time) heeft Sealpost deze mail vastgehouden. Of een eerder verzoek om die te verzenden is aangenomen, weet niemand."
        case (.held, _): "Op \(time) heeft Sealpost deze mail vastgehouden. Er is niets verzonden."
        case (.refused, _): "Op \(time) stond vast dat deze mail niet wordt verzonden."
        case (.uncertain, _) where recipient.lostRequests > 1:
            "Tot \(time) zijn er meer verzoeken gedaan om deze mail te verzenden, \(way). Van minstens één weet niemand of het is "
                + "aangenomen."
        case (.uncertain, _):
            "Op \(time) was een verzoek om deze mail te verzenden vertrokken \(way), of misschien, en was er geen bruikbaar antwoord."
        case (.unannounced, _):
            "Op \(time) bleek nog nergens uit dat de ontvanger van deze mail op de hoogte is gesteld."
        case (.dueSoon, _):
            "Op \(time) was het laatste veilige moment om de ontvanger langs een andere weg te bereiken. Niets laat zien dat "
                + "deze mail iemand heeft bereikt."
        case (.anotherWay, _):
            "Op \(time) stond vast dat deze mail de ontvanger niet heeft bereikt, zoals uw instellingen dat rekenen. Er is niets "
                + "meer onderweg."
        case (.missed, _):
            "Op \(time) was de tijd voorbij waarvoor deze mail de ontvanger moest bereiken. Niets laat zien dat dat was gebeurd."
        }
    }

    func meaning(_ recipient: Notice.Recipient) -> String {
        switch (recipient.happening, recipient.kind) {
        case (.sent, .registered):
            "De dienst heeft de mail en kondigt die aan bij de ontvanger, die kan aannemen of weigeren. "
                + "Dit laat nog niet zien dat de aankondiging de ontvanger heeft bereikt."
        case (.sent, .secure):
            "De dienst heeft de mail en geeft die alleen door aan veilige servers. "
                + "Lukt dat niet, dan schrijft de dienst naar het meldingsadres van uw account."
        case (.sent, _): "Het volgende mailsysteem heeft de mail. Dit laat niet zien dat de mail is aangekomen."
        case (.delayed, _) where recipient.lostRequests > 0:
            "De mail wacht en is niet kwijt. Een eerder verzoek kan zijn aangenomen; een later nog niet. U krijgt bericht als de "
                + "mail is verzonden, of als Sealpost het opgeeft."
        case (.delayed, _):
            "De mail wacht en is niet kwijt. Niemand heeft die tot nu toe aangenomen. U krijgt bericht als de mail is "
                + "verzonden, of als Sealpost het opgeeft."
        case (.held, _) where recipient.isDuplicate:
            "De reden noemt een eerdere mail met dezelfde brief. Deze wacht en is niet kwijt; de eerdere gaat haar gang."
        case (.announced, _), (.reminded, _):
            "De dienst zegt dat zij die heeft verstuurd, en wanneer. Dit laat niet zien dat iemand die heeft gelezen."
        case (.accepted, _):
            "De dienst zegt dat iemand die de aankondiging kon openen de mail heeft geaccepteerd, en wanneer. "
                + "Dit laat niet zien wie dat was, tenzij de dienst dat controleert."
        case (.reported, _): "Alleen dat de dienst dit meldde. Sealpost leidde er niets uit af."
        case (.actionNeeded, _): "De mail is bij de dienst en heeft de ontvanger nog niet bereikt."
        case (.unverified, _):
            "Niets. Het kan vervalst zijn, of echt en onderweg beschadigd. Geloof het alleen als de pagina van de dienst "
                + "hetzelfde zegt."
        case (.expired, _):
            "De ontvanger heeft de mail niet op tijd geaccepteerd. Dat de aankondiging is verstuurd, blijft zoals het is "
                + "gemeld: kijk naar de datum daarvan."
        case (.declined, _):
            "De aankondiging bereikte iemand die de mail heeft geweigerd. De inhoud is niet overhandigd."
        case (.undeliverable, _): "De ontvanger weet misschien niets van deze mail. De inhoud is niet overhandigd."
        case (.held, _): "De mail wacht en is niet kwijt. Die wordt intussen niet langs een andere weg verzonden."
        case (.refused, _): "De ontvanger heeft deze mail niet van Sealpost gekregen en krijgt die ook niet."
        case (.uncertain, _) where recipient.lostRequests > 1:
            "De mail kan verzonden zijn, eens of vaker, of niet. Uw instellingen lieten die opnieuw verzenden; nog eens doet "
                + "Sealpost dat niet."
        case (.uncertain, _):
            "De mail kan verzonden zijn, of niet. Sealpost verzendt die niet uit zichzelf opnieuw, omdat de ontvanger "
                + "hem dan twee keer kan krijgen."
        case (.unannounced, _): "De dienst heeft de mail. Dit laat niet zien dat de ontvanger ervan weet."
        case (.dueSoon, _):
            "De mail kan de ontvanger nog op tijd bereiken, of heeft dat ongezien gedaan; niets laat dat zien. Dat een mail is "
                + "verzonden, doet dat niet."
        case (.anotherWay, _): "De ontvanger wordt met deze mail niet bereikt. De tijd loopt door."
        case (.missed, _):
            "Dat niemand het op tijd heeft gemeld. Dit laat niet zien dat de mail niet was aangekomen, en ook niet wat daaruit "
                + "volgt: dat zegt de wet, en uiteindelijk de rechter."
        }
    }

    func advice(_ recipient: Notice.Recipient, id: String) -> String {
        switch (recipient.happening, recipient.kind) {
        case (.sent, .registered):
            "Niets. Bewaar deze melding bij de mail; het verdere verloop staat op de genoemde pagina."
        case (.sent, _): "Niets."
        case (.delayed, _):
            "Niets, of geef een van deze opdrachten:\n    sealpost queue retry \(id)\n    sealpost queue cancel \(id)"
        case (.held, _) where recipient.isDuplicate:
            "Zeg of de ontvanger de brief nog eens moet krijgen: de eerste opdracht verzendt hem toch, de tweede laat hem "
                + "vervallen.\n    sealpost queue release \(id)\n    sealpost queue cancel \(id)"
        case (.announced, _), (.reminded, _), (.accepted, _): "Niets. Bewaar deze melding bij de mail."
        case (.reported, _):
            "Kijk op de pagina van de dienst wat het betekent. Is dat bekend, geef het dan een betekenis in de tabel "
                + "status_codes van de instellingen."
        case (.actionNeeded, _): "Lees de mail van de dienst in uw postvak en doe wat die vraagt."
        case (.unverified, _):
            "Vergelijk het met de pagina van de dienst, en volg geen link in de mail die het bracht."
        case (.expired, _), (.declined, _), (.undeliverable, _):
            "Beslis of u de ontvanger langs een andere weg bereikt. Bewaar deze melding en die ervoor."
        case (.held, _):
            "Verhelp wat de reden noemt, of geef een van deze opdrachten:\n"
                + "    sealpost queue release \(id) --route NAAM\n    sealpost queue cancel \(id)"
        case (.refused, _):
            "Verhelp wat de reden noemt en schrijf opnieuw, of bereik de ontvanger langs een andere weg."
        case (.uncertain, .registered):
            "Kijk op het dashboard van de dienst of de mail daar staat, voordat u die opnieuw verzendt.\n"
                + "    sealpost queue resolve \(id) --ticket TOKEN\n    sealpost queue resolve \(id) --send-again"
        case (.uncertain, _):
            "Vraag het de ontvanger, of kijk bij de dienst, voordat u de mail opnieuw verzendt.\n"
                + "    sealpost queue resolve \(id) --sent\n    sealpost queue resolve \(id) --send-again"
        case (.unannounced, _):
            "Kijk op de genoemde pagina, of vraag het de dienst. Is de mail niet aangekondigd, bereik de ontvanger dan langs een "
                + "andere weg, en meld dat:\n    \(recipient.settling(id, address: "ADRES"))"
        case (.dueSoon, _) where recipient.deadline?.known == .held || recipient.deadline?.known == .uncertain:
            "Beslis over de mail, of bereik de ontvanger vandaag langs een andere weg: bel, stuur een koerier of een deurwaarder. "
                + "Is dat gedaan, meld het dan:\n    sealpost queue show \(id)\n    \(recipient.settling(id, address: "ADRES"))"
        case (.dueSoon, _), (.anotherWay, _):
            "Bereik de ontvanger langs een andere weg: bel, stuur een koerier of een deurwaarder. Is dat gedaan, of weet u dat de "
                + "ontvanger de mail heeft, meld het dan:\n    \(recipient.settling(id, address: "ADRES"))"
        case (.missed, _):
            "Ga na of de ontvanger de mail heeft, en wat de vertraging betekent. Bewaar deze melding en die ervoor. Hoeft er niets "
                + "meer te gebeuren, meld dat dan:\n    sealpost dossier \(id) --out MAP\n    \(recipient.settling(id, address: "ADRES"))"
        }
    }

    func quarantine(_ cause: QuarantineCause) -> QuarantineWords {
        let reason =
            switch cause {
            case .damaged: "het begint niet zoals een bericht in de spool: het is beschadigd, of iets anders"
            case .unreadable(let fault): fault
            case .endsProcess(let times): "bij het lezen ervan is Sealpost \(times) keer gestopt"
            }
        return QuarantineWords(
            subject: "APART GEZET, niet verzonden: ",
            opening:
                "Sealpost, dat aangetekende en beveiligde mail verstuurt, heeft een bericht apart gezet dat niet te lezen is.",
            file: "Bestand", reason: reason,
            meaning:
                "Er is niets van verzonden. De afzender kreeg te horen dat het was aangenomen, en hoort verder niets.",
            advice:
                "Bekijk het bestand als tekst; als ze er nog zijn, noemen de eerste regels afzender en ontvangers. Verzend "
                + "de mail langs een andere weg, of zet het terug als verholpen is wat de reden noemt:",
            enclosed: "Het bestand is bijgevoegd zoals het is.", notEnclosed: "Het bestand kon niet worden bijgevoegd.",
            closing: "Deze melding is door een programma gemaakt; antwoorden worden niet gelezen.")
    }
}
