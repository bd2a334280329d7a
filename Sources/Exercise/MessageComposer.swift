// SPDX-License-Identifier: EUPL-1.2

/// Writes HL7 messages as the screening programme and the analyser send them.
///
/// Positions and observation codes are those of the exchange; the names of applications are invented.
struct MessageComposer {
    enum Order { case hpv, cytology }

    /// What can be wrong with an order on purpose.
    struct Flaws {
        var citizenNumber: UInt32?
        var isCancellation = false
    }

    let names: InventedNames
    private(set) var bytes: [UInt8] = []

    init(names: InventedNames) {
        self.names = names
        bytes.reserveCapacity(4_096)
    }

    /// Composes an order and tells what it says of the person.
    mutating func compose(
        _ order: Order,
        of person: ExercisePerson,
        sample: Int,
        control: Int,
        day: UInt32,
        flaws: Flaws = Flaws(),
        _ random: inout SplitMix64
    ) -> ExerciseCategories {
        bytes.removeAll(keepingCapacity: true)
        var categories = ExerciseCategories.everyOrder
        bytes.put("MSH|^~\\&|OPROEP_OML|OPROEP|")
        order == .hpv ? bytes.put("LIMS|LIMS|") : bytes.put("UITSTRIJK|REGISTER|")
        putTime(day, &random)
        bytes.put("||OML^O21|O")
        bytes.put(control, width: 8)
        bytes.put("|P|2.4|||AL|NE|NLD|UNICODE UTF-8|nl|\r")
        putPatient(person, number: flaws.citizenNumber ?? person.citizenNumber, &categories)
        let practice = random.perMille(970) ? random.below(4_000) : nil
        if order == .cytology {
            bytes.put("PV1|1|O||||||")
            if let practice { putPractice(practice) }
            bytes.put("\r")
        }
        flaws.isCancellation ? bytes.put("ORC|CA|S") : bytes.put("ORC|NW|S")
        bytes.put(sample, width: 9)
        bytes.put("-1||S")
        bytes.put(sample, width: 9)
        bytes.put("|IP||||")
        bytes.put(Int(day), width: 8)
        bytes.put("|||")
        if let practice {
            categories.insert(.generalPractitioner)
            putPractice(practice)
        }
        bytes.put("\rOBR|1|S")
        bytes.put(sample, width: 9)
        bytes.put("-1||")
        order == .hpv
            ? bytes.put("HPV^Onderzoek op hoogrisico-HPV^99PROEF")
            : bytes.put("Cervixcytologie^Beoordeling van het uitstrijkje^99PROEF")
        bytes.put("|||||||||||||||||||||||||||BVO-PROEF\r")
        // Handed over and back, so that the bytes are never copied.
        var form = OrderForm(bytes: [], categories: categories)
        swap(&form.bytes, &bytes)
        order == .hpv ? form.fillHPV(day, &random) : form.fillCytology(day, sample, &random)
        swap(&form.bytes, &bytes)
        return form.categories
    }

    private mutating func putPatient(
        _ person: ExercisePerson,
        number: UInt32,
        _ categories: inout ExerciseCategories
    ) {
        bytes.put("PID|1||")
        bytes.put(Int(number), width: 9)
        bytes.put("^^^^NNNLD||")
        bytes.putAddressed(person, in: names)
        bytes.put("&")
        bytes.put(names.prefixes[person.prefix])
        bytes.put("&")
        bytes.put(names.surnames[person.surname])
        if let partner = person.partnerSurname {
            bytes.put("&")
            bytes.put(names.prefixes[person.partnerPrefix])
            bytes.put("&")
            bytes.put(names.surnames[partner])
            categories.insert(.partnerName)
        }
        bytes.put("^")
        bytes.put(names.given[person.given])
        bytes.put("||")
        bytes.put(
            Int(person.hasFullBirthDate ? person.birthDate : person.birthDate / 10_000)
        )
        bytes.put("|F")
        if person.hasAddress {
            categories.insert(.address)
            bytes.put("|||&")
            bytes.put(person.dwelling.street(in: names))
            bytes.put("&")
            bytes.put(person.dwelling.number)
            bytes.put("^^")
            bytes.put(person.dwelling.place(in: names))
            bytes.put("^^")
            person.dwelling.putPostcode(into: &bytes)
            bytes.put("^NLD")
        }
        bytes.put("\r")
    }

    /// AGB number (01 is general practice) and name.
    private mutating func putPractice(_ practice: Int) {
        bytes.put("01")
        bytes.put(practice * 211 + 100_003, width: 6)
        bytes.put("^Huisarts ")
        bytes.put(names.surnames[practice * 7 % names.surnames.count])
        bytes.put("^^^^^^^AGB")
    }

    private mutating func putTime(_ day: UInt32, _ random: inout SplitMix64) {
        bytes.put(Int(day), width: 8)
        bytes.put(random.within(7...18), width: 2)
        bytes.put(random.below(60), width: 2)
        bytes.put(random.below(60), width: 2)
    }

    /// A result of the analyser; it names no person, unless one is given. A control (SPM-11 `Q`) is of no person at all.
    mutating func composeResult(
        sample: Int,
        control: Int,
        day: UInt32,
        isControl: Bool = false,
        naming person: ExercisePerson? = nil,
        _ random: inout SplitMix64
    ) {
        bytes.removeAll(keepingCapacity: true)
        bytes.put("MSH|^~\\&|ANALYSER|LAB|LIMS|LIMS|")
        putTime(day, &random)
        bytes.put("||OUL^R22|R")
        bytes.put(control, width: 8)
        bytes.put("|P|2.5.1||||||UNICODE UTF-8\r")
        if let person { putNamed(person, random.within(10_000_000...89_999_999)) }
        bytes.put("SPM|1|")
        putSample(sample, isControl)
        isControl ? bytes.put("||CVX|||||||Q\rSAC|||") : bytes.put("||CVX|||||||P\rSAC|||")
        putSample(sample, isControl)
        bytes.put("\rOBR|1|||02HPV\r")
        let isPositive = random.perMille(95)
        let kind = isPositive ? random.within(1...3) : 0
        putResult("OBX|1|ST|02HPVHR||", isPositive)
        putResult("OBX|2|ST|02HPVOHR||", kind == 1)
        putResult("OBX|3|ST|02HPV16||", kind == 2)
        putResult("OBX|4|ST|02HPV18||", kind == 3)
    }

    /// Somebody with a telephone (PID-13), which no other message of the exercise gives.
    private mutating func putNamed(_ person: ExercisePerson, _ telephone: Int) {
        var categories: ExerciseCategories = []
        putPatient(person, number: person.citizenNumber, &categories)
        bytes.removeLast()
        person.hasAddress ? bytes.put("||06") : bytes.put("|||||06")
        bytes.put(telephone)
        bytes.put("\r")
    }

    /// A remark in which a line end stands and behind it what looks like the segment of another person.
    /// Where segments end with a carriage return a line feed is text (HL7 2.5.1, 2.5.4).
    mutating func addRemark(naming person: ExercisePerson) {
        var categories: ExerciseCategories = []
        bytes.put("NTE|1||Doorgestuurd bericht:\n")
        putPatient(person, number: person.citizenNumber, &categories)
    }

    private mutating func putSample(_ sample: Int, _ isControl: Bool) {
        isControl ? bytes.put("QC") : bytes.put("S")
        bytes.put(sample, width: 9)
    }

    private mutating func putResult(_ observation: StaticString, _ isPositive: Bool) {
        bytes.put(observation)
        isPositive ? bytes.put("POS\r") : bytes.put("NEG\r")
    }

    /// Each message is followed by a line feed.
    mutating func end() {
        if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    }

    /// Cuts the message off after five digits of PID-3.
    mutating func truncate() {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\r")) else { return }
        bytes.removeLast(bytes.count - min(end + 13, bytes.count))
        bytes.put("\r")
    }
}
