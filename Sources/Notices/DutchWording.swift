// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// Notices in Dutch.
struct DutchWording: Wording {
    let opening = "Sealpost, dat aangetekende en beveiligde mail verstuurt, heeft nieuws over dit bericht:"
    let labels = (subject: "Onderwerp", sender: "Van", arrived: "Ontvangen", reference: "Kenmerk")
    let logLabel = "Logboek"
    let answerLabel = "Antwoord"
    let ticketLabel = "Ticket"
    let pageLabel = "Te volgen op"
    let reasonLabel = "Reden"
    let untilLabel = "Probeert tot"
    let insteadLabel = "in plaats van"
    let meaningLabel = "Wat dit laat zien"
    let adviceLabel = "Wat u nu kunt doen"
    let closing =
        "De kop van het bericht is bijgevoegd. Deze melding is door een programma gemaakt; antwoorden worden niet gelezen."
    let closingOfWhole =
        "Het hele bericht is bijgevoegd. Deze melding is door een programma gemaakt; antwoorden worden niet gelezen."

    func subject(_ gravest: Happening, _ subject: String) -> String {
        switch gravest {
        case .sent: "Aangeboden: \(subject)"
        case .delayed: "Vertraagd: \(subject)"
        case .held: "Vastgehouden: \(subject)"
        case .refused: "NIET VERZONDEN: \(subject)"
        case .uncertain: "ONZEKER of verzonden: \(subject)"
        }
    }

    func headline(_ recipient: Notice.Recipient) -> String {
        switch (recipient.happening, recipient.kind) {
        case (.sent, .registered): "aangeboden als aangetekende mail"
        case (.sent, .secure): "aangeboden als beveiligde mail"
        case (.sent, nil): "aangeboden"
        case (.sent, _): "aangeboden als gewone mail"
        case (.delayed, _): "nog niet verzonden"
        case (.held, _): "vastgehouden"
        case (.refused, _): "niet verzonden"
        case (.uncertain, _): "onzeker of verzonden"
        }
    }

    func account(_ recipient: Notice.Recipient, at time: String) -> String {
        let way = "via de route \"\(recipient.routeName)\""
        return switch (recipient.happening, recipient.kind) {
        case (.sent, .registered): "Op \(time) nam de dienst voor aangetekende mail deze mail aan, \(way)."
        case (.sent, .secure): "Op \(time) nam de dienst voor beveiligde mail deze mail aan, \(way)."
        case (.sent, _): "Op \(time) nam het volgende mailsysteem deze mail aan, \(way)."
        case (.delayed, _): "Op \(time) was deze mail nog niet verzonden. Sealpost blijft het proberen, \(way)."
        case (.held, _): "Op \(time) heeft Sealpost deze mail vastgehouden. Er is niets verzonden."
        case (.refused, _): "Op \(time) stond vast dat deze mail niet wordt verzonden."
        case (.uncertain, _):
            "Op \(time) was een verzoek om deze mail te verzenden onderweg \(way), en er kwam geen bruikbaar antwoord."
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
        case (.delayed, _):
            "De mail wacht en is niet kwijt. Niemand heeft die tot nu toe aangenomen. U krijgt bericht als de mail is "
                + "verzonden, of als Sealpost het opgeeft."
        case (.held, _) where recipient.isDuplicate:
            "De reden noemt een eerdere mail met dezelfde brief. Deze wacht en is niet kwijt; de eerdere gaat haar gang."
        case (.held, _): "De mail wacht en is niet kwijt. Die wordt intussen niet langs een andere weg verzonden."
        case (.refused, _): "De ontvanger heeft deze mail niet van Sealpost gekregen en krijgt die ook niet."
        case (.uncertain, _):
            "De mail kan verzonden zijn, of niet. Sealpost verzendt die niet uit zichzelf opnieuw, omdat de ontvanger "
                + "hem dan twee keer kan krijgen."
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
            closing: "Deze melding is door een programma gemaakt; antwoorden worden niet gelezen.")
    }
}
