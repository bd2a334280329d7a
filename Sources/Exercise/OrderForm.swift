// SPDX-License-Identifier: EUPL-1.2

/// The questions on the form (OBX segments) behind an order, and what their answers are about.
struct OrderForm {
    var bytes: [UInt8]
    var categories: ExerciseCategories
    private var count = 0

    init(bytes: [UInt8], categories: ExerciseCategories) {
        self.bytes = bytes
        self.categories = categories
    }

    mutating func fillHPV(_ day: UInt32, _ random: inout SplitMix64) {
        answer(.sampleTaken, day)
        ask(.indicationHPV, 900, ["Bevolkingsonderzoek", "Controle"], &random)
        ask(.takenBy, 850, ["Huisarts", "Assistente", "Zelf"], &random)
    }

    mutating func fillCytology(_ day: UInt32, _ sample: Int, _ random: inout SplitMix64) {
        answer(.smearTaken, day)
        ask(.indication, 950, ["Na HPV-uitslag", "Controle"], &random)
        ask(.takenBy, 850, ["Huisarts", "Assistente"], &random)
        ask(.complaints, 250, ["Contactbloedingen", "Afscheiding", "Anders"], &random)
        ask(
            .otherComplaints,
            80,
            [
                "Pijn links \\T\\ moe", "Klachten sinds mei \\F\\ zie brief",
                "Jeuk, \\T\\ wisselend",
            ],
            &random
        )
        random.perMille(500) ? answer(.lastMenstruation, day) : leave(.lastMenstruation)
        ask(.pattern, 350, ["Normaal", "Onregelmatig"], &random)
        ask(.contraception, 450, ["Pil", "Spiraal", "Geen"], &random)
        ask(.hormones, 120, ["Ja, overgang", "Ja, anders"], &random)
        ask(.otherHormones, 30, ["Pleister \\T\\ gel"], &random)
        ask(.aspect, 600, ["Normaal", "Afwijkend"], &random)
        ask(.deviation, 60, ["Poliepje op 3 uur"], &random)
        ask(.remark, 100, ["Tweede poging \\F\\ weinig materiaal"], &random)
        ask(.secondRemark, 30, ["Graag bellen met praktijk"], &random)
        ask(.version, 1_000, ["4"], &random)
        let number = UInt32(sample % 90_000_000)
        random.perMille(700) ? answer(.screeningNumber, number) : leave(.screeningNumber)
        ask(.triage, 400, ["HPV positief", "HPV 16"], &random)
    }

    private mutating func answer(_ question: OrderQuestion, _ number: UInt32) {
        categories.formUnion(question.categories)
        begin(question)
        bytes.put(Int(number), width: 8)
        end()
    }

    /// A question that so many of a thousand answer; the form sends it without an answer too.
    private mutating func ask(
        _ question: OrderQuestion,
        _ answered: Int,
        _ answers: [StaticString],
        _ random: inout SplitMix64
    ) {
        guard random.perMille(answered) else { return leave(question) }
        categories.formUnion(question.categories)
        begin(question)
        bytes.put(answers[random.below(answers.count)])
        end()
    }

    private mutating func leave(_ question: OrderQuestion) {
        begin(question)
        end()
    }

    private mutating func begin(_ question: OrderQuestion) {
        count += 1
        bytes.put("OBX|")
        bytes.put(count)
        bytes.put("|FT|")
        bytes.put(question.code)
        bytes.put("^")
        bytes.put(question.label)
        bytes.put("^99PROEF||")
    }

    private mutating func end() {
        bytes.put("||||||F\r")
    }
}
