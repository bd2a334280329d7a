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
        if random.perMille(900) {
            answer(.indicationHPV, ["Bevolkingsonderzoek", "Controle"], &random)
        }
        if random.perMille(850) { answer(.takenBy, ["Huisarts", "Assistente", "Zelf"], &random) }
    }

    mutating func fillCytology(_ day: UInt32, _ sample: Int, _ random: inout SplitMix64) {
        answer(.smearTaken, day)
        if random.perMille(950) { answer(.indication, ["Na HPV-uitslag", "Controle"], &random) }
        if random.perMille(850) { answer(.takenBy, ["Huisarts", "Assistente"], &random) }
        if random.perMille(250) {
            answer(.complaints, ["Contactbloedingen", "Afscheiding", "Anders"], &random)
        }
        if random.perMille(80) {
            answer(
                .otherComplaints,
                [
                    "Pijn links \\T\\ moe", "Klachten sinds mei \\F\\ zie brief",
                    "Jeuk, \\T\\ wisselend",
                ],
                &random
            )
        }
        if random.perMille(500) { answer(.lastMenstruation, day) }
        if random.perMille(350) { answer(.pattern, ["Normaal", "Onregelmatig"], &random) }
        if random.perMille(450) { answer(.contraception, ["Pil", "Spiraal", "Geen"], &random) }
        if random.perMille(120) { answer(.hormones, ["Ja, overgang", "Ja, anders"], &random) }
        if random.perMille(30) { answer(.otherHormones, ["Pleister \\T\\ gel"], &random) }
        if random.perMille(600) { answer(.aspect, ["Normaal", "Afwijkend"], &random) }
        if random.perMille(60) { answer(.deviation, ["Poliepje op 3 uur"], &random) }
        if random.perMille(100) {
            answer(.remark, ["Tweede poging \\F\\ weinig materiaal"], &random)
        }
        if random.perMille(30) { answer(.secondRemark, ["Graag bellen met praktijk"], &random) }
        answer(.version, ["4"], &random)
        if random.perMille(700) { answer(.screeningNumber, UInt32(sample % 90_000_000)) }
        if random.perMille(400) { answer(.triage, ["HPV positief", "HPV 16"], &random) }
    }

    private mutating func answer(_ question: OrderQuestion, _ number: UInt32) {
        begin(question)
        bytes.put(Int(number), width: 8)
        bytes.put("\r")
    }

    private mutating func answer(
        _ question: OrderQuestion,
        _ answers: [StaticString],
        _ random: inout SplitMix64
    ) {
        begin(question)
        bytes.put(answers[random.below(answers.count)])
        bytes.put("\r")
    }

    private mutating func begin(_ question: OrderQuestion) {
        count += 1
        categories.formUnion(question.categories)
        bytes.put("OBX|")
        bytes.put(count)
        bytes.put("|FT|")
        bytes.put(question.code)
        bytes.put("||")
    }
}
