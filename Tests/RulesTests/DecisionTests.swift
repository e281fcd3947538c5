// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Rules
import Testing

@Suite struct DecisionTests {
    @Test("fileinto chooses the route and names its line")
    func fileInto() {
        let decided = decision(#"if envelope :domain "to" "client.example" { fileinto "registered"; }"#)
        #expect(decided.action == route("registered"))
        #expect(decided.places.map(\.description) == ["a.sieve:2"])
    }

    @Test("each recipient is decided about alone")
    func eachRecipient() {
        let set = RuleSet(
            files: [
                RuleFile(
                    name: "a.sieve",
                    text: head
                        + #"if envelope :domain "to" "office.example" { fileinto "plain"; } else { fileinto "secure"; }"#
                )
            ],
            profile: Profile(routes: routes))
        let decided = set.decide(
            message: read(Array(ordinaryMail.utf8)), sender: nil, recipients: ["a@office.example", "b@client.example"])
        #expect(decided.map(\.action) == [route("plain"), route("secure")])
    }

    @Test("keep, also the implicit one, is the default route")
    func keep() {
        let profile = Profile(routes: routes, defaultRoute: RouteName("plain"))
        for rules in ["", "keep;", "if false { discard; }", "stop;"] {
            #expect(decision(rules, profile: profile).action == route("plain"), "\(rules)")
        }
        #expect(
            RuleSet(files: [], profile: profile).decide(message: read([]), sender: nil, recipient: "a@b.example").action
                == route("plain"))
    }

    @Test("the same route twice is one delivery")
    func twiceTheSame() {
        #expect(decision(#"fileinto "secure"; fileinto "secure";"#).action == route("secure"))
        #expect(decision(#"fileinto :copy "secure"; fileinto "secure";"#).action == route("secure"))
    }

    @Test("reject refuses with its reason")
    func reject() {
        #expect(decision(#"reject "not by mail";"#).action == .refuse("not by mail"))
    }

    @Test("discard and redirect work where the settings allow them")
    func allowed() {
        let profile = Profile(
            routes: routes, defaultRoute: RouteName("plain"), allowsDiscard: true,
            redirectAddresses: ["Archive@office.example"])
        #expect(decision("discard;", profile: profile).action == .discard)
        #expect(decision(#"discard; fileinto "secure";"#, profile: profile).action == route("secure"))
        #expect(
            decision(#"redirect "archive@office.example";"#, profile: profile).action
                == .redirect("archive@office.example", RouteName("plain"), RouteOptions()))
    }

    @Test("the files run in order until one of them chooses or stops")
    func severalFiles() {
        let profile = Profile(routes: routes, defaultRoute: RouteName("plain"))
        #expect(decision("if false { keep; }", #"fileinto "secure";"#).action == route("secure"))
        #expect(decision(#"fileinto "registered";"#, #"fileinto "secure";"#).action == route("registered"))
        #expect(decision("stop;", #"fileinto "secure";"#, profile: profile).action == route("plain"))
        let carried = decision(#"addheader "X-Sealpost-Campaign" "c1";"#, #"fileinto "secure";"#)
        #expect(carried.action == route("secure", RouteOptions(campaign: "c1")))
        #expect(carried.places.map(\.description) == ["b.sieve:2", "a.sieve:2"])
    }

    @Test("added fields become options")
    func options() {
        let rules = """
            addheader "X-Sealpost-Language" "EN";
            addheader "x-sealpost-campaign" "spring";
            addheader "X-Sealpost-Own-Id" "7";
            addheader "X-Sealpost-Must-Reach-By" "2026-12-01";
            fileinto "registered";
            """
        let wanted = RouteOptions(language: "en", campaign: "spring", ownID: "7", mustReachBy: "2026-12-01")
        #expect(decision(rules).action == route("registered", wanted))
    }

    @Test("an edited subject is the subject to send")
    func subject() {
        let edited = decision(#"deleteheader "Subject"; addheader "Subject" "Nieuw"; fileinto "secure";"#)
        #expect(edited.action == route("secure", RouteOptions(subject: "Nieuw")))
        #expect(
            decision(#"deleteheader "Subject"; fileinto "secure";"#).action
                == route("secure", RouteOptions(subject: "")))
    }

    @Test("the writer's own options count where the settings allow them, and a rule's word stands before them")
    func writerOptions() {
        let mail = "X-Sealpost-Language: nl\nX-Sealpost-Campaign: mine\n" + ordinaryMail
        let profile = Profile(routes: routes, writerOptions: [.language])
        #expect(
            decision(#"fileinto "secure";"#, profile: profile, mail: mail).action
                == route("secure", RouteOptions(language: "nl")))
        #expect(
            decision(#"addheader "X-Sealpost-Language" "en"; fileinto "secure";"#, profile: profile, mail: mail).action
                == route("secure", RouteOptions(language: "en")))
        #expect(
            decision(#"deleteheader "X-Sealpost-Language"; fileinto "secure";"#, profile: profile, mail: mail).action
                == route("secure"))
    }

    @Test("the writer's own route counts where it is allowed and no rule chose")
    func writerRoute() {
        let mail = "X-Sealpost-Route: secure\n" + ordinaryMail
        let open = Profile(routes: routes, defaultRoute: RouteName("plain"), writerOptions: [.route])
        #expect(decision("", profile: open, mail: mail).action == route("secure"))
        #expect(
            decision("", profile: Profile(routes: routes, writerOptions: [.route]), mail: mail).action
                == route("secure"))
        #expect(decision(#"fileinto "secure";"#, mail: mail).action == route("secure"))
    }
}
