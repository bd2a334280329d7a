// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

@testable import Store

/// The JSON of every kind of fact, as it stands in ledgers that were signed: read and written again
/// it is the same to the byte, whatever a type or a field of the program is called.
struct FactFormatTests {
    private static let golden: [String: [String]] = [
        "party": [#"{"id":"lab","name":"Lab Vlietzicht"}"#],
        "role": [
            #"{"from":17000,"party":"lab","role":"processor"}"#,
            #"{"because":"counsel","by":"officer","from":17000,"party":"lab","role":"disputed"}"#,
        ],
        "retraction": [
            #"{"because":"typo","by":"officer","entry":7,"incident":1,"what":"controllerAware"}"#
        ],
        "duty-decision": [
            #"{"because":"keys safe","by":"officer","decidedAt":1754481600000,"#
                + #""decision":"dataUnintelligible","incident":1}"#,
            #"{"because":"police","by":"officer","decidedAt":1754481600000,"#
                + #""decision":"lawEnforcementAsks","incident":1,"party":"lab","#
                + #""until":1754481700000}"#,
        ],
        "handover": [
            #"{"batches":[1,2],"by":"officer","happenedAt":1754481600000,"to":"post","wave":1}"#,
            #"{"batches":[1],"by":"officer","happenedAt":1754517599999,"notBefore":1754431200000,"#
                + #""to":"post","wave":1}"#,
        ],
        "held-release": [
            #"{"because":"asked","by":"officer","incident":1,"number":1,"sealed":"AAAA"}"#
        ],
        "held-release-undo": [#"{"because":"not so","by":"officer","incident":1,"number":1}"#],
        "handover-undo": [#"{"because":"another day","by":"officer","entry":31,"wave":1}"#],
        "cyber-act": [
            #"{"applies":true,"because":"care","by":"officer","channel":"portal","from":20680,"#
                + #""party":"lab","sector":"care"}"#,
            #"{"applies":false,"because":"small","by":"officer","from":20680,"sector":"care"}"#,
        ],
        "agreement": [
            #"{"from":17000,"incidentHours":24,"keepMonths":60,"party":"lab","version":"v1"}"#,
            #"{"from":17000,"party":"lab","version":"v1"}"#,
            #"{"by":"officer","from":17000,"party":"lab","version":"v1"}"#,
            #"{"clauses":{"audit":"yearly"},"from":17000,"party":"lab","version":"v1"}"#,
        ],
        "agreement-term": [
            #"{"because":"typed wrong","by":"officer","keepMonths":60,"party":"lab","version":"v1"}"#,
            #"{"because":"nothing agreed","by":"officer","party":"lab","version":"v1"}"#,
        ],
        "flow": [
            #"{"agreement":"v1","basis":"6-1-e","channel":"hl7v2","grade":2,"number":1,"origin":3,"#
                + #""party":"lab","purpose":"screening","sender":"practice"}"#,
            #"{"agreement":"v1","basis":"6-1-e","channel":"hl7v2","grade":2,"number":1,"origin":1,"#
                + #""party":"lab","purpose":"screening","results":true,"sender":""}"#,
        ],
        "import": [
            #"{"by":"officer","counts":{"rows":3},"source":"kept"}"#,
            #"{"by":"officer","content":"00ff","counts":{},"number":1,"party":"lab","source":"hl7v2"}"#,
            #"{"by":"officer","content":"00ff","counts":{},"encoding":"iso-8859-15","number":1,"#
                + #""party":"lab","source":"hl7v2"}"#,
            #"{"by":"officer","content":"00ff","counts":{},"number":1,"party":"lab","request":"#
                + #"{"agreement":"v1","basis":"6-1-e","day":19753,"direction":"given","grade":2,"#
                + #""ours":["EPD"],"ownTable":true,"purpose":"screening","theirs":["LIMS"]},"#
                + #""source":"hl7v2"}"#,
            #"{"by":"officer","content":"00ff","counts":{},"number":1,"party":"lab","request":"#
                + #"{"agreement":"","basis":"6-1-e","grade":2,"purpose":"screening"},"#
                + #""source":"hl7v2"}"#,
        ],
        "columns": [
            #"{"by":"officer","mapping":"Nummer = sourceId\n","name":"epd","table":"population"}"#
        ],
        "columns-drop": [
            #"{"because":"the export changed","by":"officer","name":"epd","table":"population"}"#
        ],
        "import-end": [#"{"number":1}"#],
        "import-undo": [
            #"{"because":"wrong party","by":"officer","entries":[[3,4],[9,9]],"number":1}"#
        ],
        "party-code": [
            #"{"because":"told by them","by":"officer","code":"LIMS 2","holds":true,"party":"lab"}"#
        ],
        "rows-withdrawn": [
            #"{"because":"sampleOfSeveral","by":"officer","import":4,"rows":[[3,0],[3,7]]}"#,
            #"{"because":"sampleOfSeveral","by":"officer","rows":[[3,0]]}"#,
        ],
        "said": [
            #"{"by":"officer","channel":"hl7v2","direction":"given","directions":3,"#
                + #""ours":["EPD"],"party":"lab","theirs":["LIMS"]}"#,
            #"{"by":"officer","channel":"fhir","day":19700,"days":2,"party":"lab"}"#,
        ],
        "moment": [
            #"{"by":"officer","happenedAt":1754481600000,"incident":1,"moment":"controllerAware","#
                + #""note":"a/b"}"#,
            #"{"by":"officer","happenedAt":1754517599999,"incident":1,"moment":"authorityNotified","#
                + #""notBefore":1754431200000,"note":""}"#,
            #"{"by":"officer","decider":"board","happenedAt":1754481600000,"incident":1,"#
                + #""moment":"controllerAware","note":"certain","party":"lab"}"#,
        ],
        "incident": [
            #"{"by":"officer","number":1,"party":"lab","reference":"lab-2025","said":"","title":"Hack"}"#,
            #"{"by":"officer","number":1,"parties":["lab","archive"],"party":"lab","#
                + #""reference":"lab-2025","said":"","title":"Hack"}"#,
        ],
        "statement": [
            #"{"by":"officer","certainty":3,"content":"00ff","happenedAt":1754481600000,"#
                + #""incident":1,"mapping":"bsn","name":"list-1","number":1,"records":9,"#
                + #""setAside":2,"source":"list.csv","unresolved":1}"#,
            #"{"by":"officer","certainty":3,"content":"00ff","happenedAt":1754481600000,"#
                + #""incident":1,"mapping":"bsn","name":"list-1","number":1,"records":9,"#
                + #""source":"list.csv","unresolved":1}"#,
            #"{"by":"officer","certainty":3,"content":"00ff","happenedAt":1754481600000,"#
                + #""incident":1,"mapping":"bsn","name":"list-1","number":1,"records":9,"#
                + #""recordsEntry":12,"source":"list.csv","unresolved":1}"#,
            #"{"by":"officer","certainty":3,"content":"00ff","happenedAt":1754431200000,"#
                + #""incident":1,"mapping":"bsn","name":"list-1","notAfter":1754517599999,"number":1,"#
                + #""records":9,"recordsEntry":12,"source":"list.csv","unresolved":1}"#,
        ],
        "access-identity": [#"{"by":"Puck","day":20348,"how":"documentSeen","matter":3}"#],
        "access-copy": [
            #"{"by":"Puck","day":20348,"language":"nl","matter":3,"pdfSHA256":"00ff","texts":[1]}"#
        ],
        "account": [
            #"{"because":"new","by":"officer","name":"noor","person":"Noor","roles":["agent"]}"#
        ],
        "notice-answer": [
            #"{"by":"officer","derivedFrom":"register 4","incident":1,"question":"mostPeople","text":"941000"}"#,
            #"{"by":"officer","incident":1,"question":"nature","text":"copied"}"#,
            #"{"by":"officer","incident":1,"notice":"cbw-26","party":"lab","question":"malicious","#
                + #""text":"yes"}"#,
        ],
        "notice-sent": [
            #"{"answers":{"nature":"copied"},"by":"officer","incident":1,"nature":"first","number":1,"#
                + #""reference":"AP-1","sentAt":1754650800000}"#,
            #"{"answers":{},"by":"officer","channel":"portal","evidence":"00ff","incident":1,"#
                + #""nature":"first","notice":"cbw-27","number":1,"party":"lab","reference":"Z-1","#
                + #""sentAt":1754650800000,"to":"Z-CERT"}"#,
        ],
        "outside-report": [
            #"{"because":"theft","by":"officer","evidence":"00ff","happenedAt":1754481600000,"#
                + #""incident":1,"reference":"PL-1","report":"policeReport","to":"police"}"#,
            #"{"because":"help","by":"officer","happenedAt":1754517599999,"incident":1,"#
                + #""notBefore":1754431200000,"reference":"N-1","report":"assistanceAsked","#
                + #""to":"NCSC"}"#,
        ],
        "suspension": [
            #"{"because":"hacked","by":"officer","from":1754481600000,"number":1,"openOrders":12,"#
                + #""orderedBy":"director","party":"lab","scope":"all"}"#,
            #"{"because":"hacked","by":"officer","counted":40,"countedHow":"by the couriers","#
                + #""from":1754517599999,"notBefore":1754431200000,"number":2,"openOrders":0,"#
                + #""orderedBy":"director","party":"lab","scope":"all"}"#,
        ],
        "suspension-condition": [#"{"by":"officer","number":1,"suspension":1,"text":"tested"}"#],
        "suspension-judgement": [
            #"{"at":1754481600000,"by":"officer","condition":1,"evidence":"00ff","isMet":true,"#
                + #""reference":"R-1","suspension":1}"#,
            #"{"at":1754481600000,"by":"officer","condition":1,"isMet":false,"#
                + #""reference":"R-2","suspension":1}"#,
        ],
        "resumption": [
            #"{"because":"no other","by":"officer","from":1754481600000,"second":"board","#
                + #""suspension":1,"unmet":[2]}"#,
            #"{"by":"officer","from":1754481600000,"second":"board","suspension":1,"unmet":[]}"#,
        ],
        "programme-figure": [
            #"{"by":"officer","day":20353,"figure":"participation","high":560,"isMeasured":false,"#
                + #""low":480,"source":"plan","value":520}"#,
            #"{"by":"officer","day":20353,"figure":"capacity","isMeasured":true,"party":"lab-b","#
                + #""source":"letter","value":3000}"#,
        ],
        "results-finding": [
            #"{"by":"officer","day":20353,"evidence":"00ff","examiner":"Audit","finding":"intact","#
                + #""method":"compared","notExamined":"before 2020","party":"lab","reference":"R-1","#
                + #""scope":"2025"}"#,
            #"{"by":"officer","day":20353,"examiner":"Audit","finding":"undetermined","#
                + #""method":"compared","notExamined":"","party":"lab","reference":"R-1","#
                + #""scope":"2025"}"#,
        ],
        "call": [
            #"{"agent":"Noor","by":"Noor","channel":"telephone","day":20348,"incident":1,"number":1}"#,
            #"{"by":"Noor","channel":"mail","day":20348,"number":2}"#,
        ],
        "call-taken": [#"{"by":"Noor","call":2,"day":20348}"#],
        "call-search": [
            #"{"by":"Noor","call":1,"day":20348,"fits":1,"people":[7],"way":"letterCode"}"#,
            #"{"by":"Noor","call":1,"day":20348,"fits":9,"people":[],"way":"attributes"}"#,
        ],
        "call-person": [#"{"by":"Noor","call":1,"person":7,"proof":"letterCode"}"#],
        "call-end": [
            #"{"by":"Noor","call":1,"day":20348,"outcome":"answered","themes":["letter"]}"#
        ],
        "call-matter": [
            #"{"by":"Noor","call":1,"day":20348,"dueAt":1758100000000,"number":1,"person":7,"#
                + #""text":1,"what":"callBack"}"#,
            #"{"by":"Noor","call":1,"day":20348,"number":2,"what":"complaint"}"#,
        ],
        "call-matter-end": [#"{"by":"Noor","day":20348,"isDone":true,"number":1}"#],
        "call-text": [
            #"{"by":"Noor","call":1,"day":20348,"key":"00ff","number":1,"sealed":"AAAA","struck":0}"#,
            #"{"by":"Noor","call":1,"day":20348,"key":"00ff","number":2,"replaces":1,"#
                + #""sealed":"AAAA","struck":1}"#,
        ],
        "call-text-end": [#"{"because":"term","by":"Noor","texts":[1,2]}"#],
        "party-name": [#"{"because":"typed wrong","by":"officer","name":"Lab","party":"lab"}"#],
        "reject-settlement": [#"{"because":"corrected","by":"officer","rejects":["00ff"]}"#],
        "person-correction": [
            #"{"because":"by telephone","by":"officer","fields":["street"],"person":7}"#
        ],
        "person-withdrawal": [#"{"because":"a test","by":"officer","number":1,"person":7}"#],
        "person-return": [#"{"because":"no test","by":"officer","number":1}"#],
        "person-join": [
            #"{"because":"moved","by":"officer","kept":8,"number":1,"other":7,"replaced":false}"#,
            #"{"because":"moved","by":"officer","expected":8,"#
                + #""expectedSource":"00112233445566778899aabbccddeeff","kept":8,"number":1,"#
                + #""other":7,"replaced":true}"#,
        ],
        "person-join-undo": [#"{"because":"twins","by":"officer","number":1}"#],
        "statement-records": [
            #"{"because":"population","by":"officer","linked":2,"recordsEntry":12,"statement":1,"#
                + #""unresolved":0}"#,
            #"{"because":"mapping","by":"officer","linked":2,"mapping":"bsn","records":9,"#
                + #""recordsEntry":12,"setAside":1,"statement":1,"unresolved":0}"#,
        ],
        "withdrawal": [#"{"because":"twice","by":"officer","statement":1}"#],
        "register": [
            #"{"asOfEntries":9,"by":"officer","counts":{"reported":2},"firstStatement":1,"#
                + #""hash":"aa","incident":1,"name":"one","pages":"bb","people":2,"records":3,"#
                + #""unresolved":1,"version":1}"#,
            #"{"asOfEntries":9,"by":"officer","counts":{},"hash":"aa","incident":1,"name":"one","#
                + #""pages":"bb","people":0,"records":0,"unresolved":0,"version":1}"#,
            #"{"asOfEntries":9,"by":"officer","counts":{},"hash":"aa","incident":1,"#
                + #""leftOut":["P-0000-0000-0000-0007"],"name":"one","pages":"bb","people":1,"#
                + #""records":0,"unresolved":0,"version":1}"#,
            #"{"asOfEntries":9,"by":"officer","counts":{},"hash":"aa","incident":1,"name":"one","#
                + #""pages":"bb","people":0,"records":0,"unlinked":{"records":{"ambiguous":2},"#
                + #""waitingSamples":3},"unresolved":0,"version":1}"#,
            #"{"asOfEntries":9,"by":"officer","counts":{},"hash":"aa","incident":1,"name":"one","#
                + #""pages":"bb","people":0,"records":0,"unlinked":{"records":{},"setAside":4,"#
                + #""waitingSamples":0},"unresolved":0,"version":1}"#,
            #"{"asOfEntries":9,"by":"officer","counts":{},"hash":"aa","incident":1,"name":"one","#
                + #""pages":"bb","people":0,"records":0,"unlinked":{"otherPeople":{"guarantor":"#
                + #"{"mentions":3,"messages":2}},"records":{},"waitingSamples":0},"unresolved":0,"#
                + #""version":1}"#,
        ],
        "publication": [#"{"by":"officer","incident":1,"second":"other","version":1}"#],
        "wave": [
            #"{"alreadyTold":1,"batches":2,"by":"officer","decision":"all","held":{"safety":1},"#
                + #""incident":1,"name":"first","number":1,"outside":3,"planned":4,"version":1,"#
                + #""who":"everyone"}"#,
            #"{"batches":2,"by":"officer","decision":"all","held":{},"incident":1,"name":"first","#
                + #""number":1,"planned":4,"version":1,"who":"everyone"}"#,
            #"{"batches":2,"by":"officer","decision":"all","held":{},"incident":1,"name":"first","#
                + #""number":1,"planned":4,"retractions":2,"version":1,"who":"everyone"}"#,
        ],
        "closure": [
            #"{"because":"all done","by":"officer","effects":"letters to 9 people","incident":1,"#
                + #""measures":"another laboratory"}"#
        ],
        "reopening": [#"{"because":"a new list","by":"officer","incident":1}"#],
        "reprint": [#"{"batch":2,"because":"lost in the post room","by":"officer","wave":1}"#],
        "letter-again": [
            #"{"because":"large print","by":"officer","letterDate":20306,"number":1,"#
                + #""pdfSHA256":"00ff","sealed":"AAAA","wave":1}"#
        ],
        "public-statement": [
            #"{"because":"it stood in a newspaper","by":"officer","incident":1,"number":1,"#
                + #""place":"public page","saidAt":1754481600000,"template":"of {reported} people","#
                + #""version":2,"words":"of 9 people"}"#,
            #"{"by":"officer","incident":1,"number":2,"place":"press release","#
                + #""saidAt":1754481600000,"words":"of 485.000 people"}"#,
        ],
        "question": [
            #"{"by":"officer","dueAt":1754481600000,"from":"parliament","incident":1,"number":1,"#
                + #""text":"how many?"}"#,
            #"{"by":"officer","from":"press","incident":1,"number":2,"text":"how many?"}"#,
        ],
        "question-answer": [
            #"{"because":"it was sent","by":"officer","incident":1,"question":1,"#
                + #""template":"{people} people","version":2}"#,
            #"{"by":"officer","incident":1,"question":1,"template":"{people} people","version":2}"#,
        ],
        "wave-approval": [
            #"{"by":"officer","letterDate":20306,"second":"other officer","settings":"{}","#
                + #""texts":["00ff"],"wave":1}"#
        ],
        "letter-settings": [#"{"by":"officer","incident":1,"settings":"{}"}"#],
        "wave-cancellation": [#"{"because":"wrong text","by":"officer","wave":1}"#],
        "batch": [
            #"{"batch":1,"heldLate":[{"person":7,"reason":2}],"letterDate":20000,"letters":9,"#
                + #""manifestSHA256":"cc","pdfSHA256":"dd","wave":1}"#,
            #"{"batch":1,"letters":9,"manifestSHA256":"cc","pdfSHA256":"dd","wave":1}"#,
            #"{"batch":1,"letterDate":20000,"letters":9,"manifestSHA256":"cc","pdfSHA256":"dd","#
                + #""sealedHolds":"AAEC","wave":1}"#,
        ],
        "intake": [
            #"{"source":"hl7v2","tables":{"received":{"rows":2,"sha256":"aa"}},"#
                + #""unclassified":{"rows":1,"sha256":"bb"}}"#,
            #"{"source":"list","tables":{}}"#,
            #"{"import":2,"otherPeople":{"nextOfKin":{"mentions":3,"messages":2}},"source":"hl7v2","#
                + #""tables":{}}"#,
            #"{"cameBefore":{"1":7},"fields":{"PID-99":2},"import":2,"rows":[{"entry":9},"#
                + #"{"entry":10,"with":[1]}],"source":"hl7v2","tables":{}}"#,
        ],
        "founding": [#"{"settings":{"format":"2"},"wrappedKeys":{"people":"cc"}}"#],
        "contact-day": [
            #"{"abandoned":9,"answered":200,"by":"officer","day":20318,"handlingSeconds":480,"#
                + #""incident":1,"mails":12,"offered":210}"#,
            #"{"by":"officer","day":20318,"offered":210}"#,
        ],
        "contact-news": [
            #"{"by":"officer","calls":300,"day":20318,"halfLifeDays":2,"incident":1,"title":"tv"}"#,
            #"{"by":"officer","calls":300,"day":20318,"halfLifeDays":2,"title":"tv"}"#,
        ],
        "contact-undo": [
            #"{"because":"typed wrong","by":"officer","day":20318,"entry":7,"incident":1}"#,
            #"{"because":"typed wrong","by":"officer","day":20318,"entry":7}"#,
        ],
        "contact-team": [
            #"{"agents":[0,12],"busiestHourPermille":150,"by":"officer","callBackPermille":50,"#
                + #""closedDays":[20448],"from":20318,"goalPermille":800,"goalSeconds":20,"#
                + #""handlingSeconds":480,"incident":1,"mailSeconds":360,"occupancyPermille":850,"#
                + #""opening":[[16,40],[]],"patienceSeconds":180,"shrinkagePermille":300}"#,
            #"{"agents":[],"by":"officer","callBackPermille":0,"closedDays":[],"from":1,"#
                + #""goalPermille":800,"goalSeconds":20,"mailSeconds":360,"occupancyPermille":850,"#
                + #""opening":[],"patienceSeconds":180,"shrinkagePermille":0}"#,
        ],
        "contact-announcement": [#"{"by":"officer","incident":1,"version":2}"#],
        "clock": [#"{"at":-5,"previous":1754481600000}"#, #"{"at":0}"#],
    ]

    private func rewritten<Body: Fact>(_ text: String, as type: Body.Type) throws -> String {
        try Body.decoded(text).encoded()
    }

    @Test func `every kind of fact is read and written to the byte as it was signed`() throws {
        for kind in FactIndex.kinds {
            let golden = try #require(Self.golden[kind.kind], "\(kind.kind) has a golden text")
            for text in golden { #expect(try rewritten(text, as: kind) == text) }
        }
        #expect(Set(Self.golden.keys) == Set(FactIndex.kinds.map { $0.kind }))
    }

    @Test func `a fact with a field that is missing does not read`() throws {
        for (kind, text) in [
            ("party", #"{"id":"lab"}"#), ("role", #"{"party":"lab","role":"processor"}"#),
            ("statement", "{}"), ("batch", "[]"), ("wave", "not JSON"),
        ] {
            let type = try #require(FactIndex.kinds.first { $0.kind == kind })
            #expect(throws: StoreError.integrity(.unreadable(.fact(kind: kind))), "\(kind)") {
                try rewritten(text, as: type)
            }
        }
    }
}
