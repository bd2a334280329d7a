// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// The forms of address that a person may have chosen.
///
/// What stands in the population as a choice is free text that nobody approved. It is never printed:
/// it only picks one of these forms, each made of approved words and the person's registered names.
public enum ChosenSalutation {
    /// The approved form that a choice stands for, with the comma behind it; nil when it is none.
    ///
    /// Case, spaces and a comma at the end do not matter.
    public static func form(_ choice: String, of name: RegisteredName) -> String? {
        let wanted = folded(choice)
        // No form is as long, nor has a sign that no name has.
        guard !wanted.isEmpty, wanted.utf8.count <= longest else { return nil }
        let names = names(of: name)
        for (opening, needsName) in openings where wanted.hasPrefix(opening.lowercased()) {
            if !needsName, wanted == opening.lowercased() { return opening + "," }
            for name in names where wanted == folded("\(opening) \(name)") {
                return "\(opening) \(name),"
            }
        }
        return nil
    }

    /// Did the person choose something that is no approved form, so that the letter has the neutral
    /// one? Plans count them.
    public static func isReplaced(_ person: Person) -> Bool {
        !person.salutationPreference.isEmpty
            && form(person.salutationPreference, of: RegisteredName(person)) == nil
    }

    private static let longest = 200

    /// What a form begins with, and whether a name must follow.
    private static let openings: [(text: String, needsName: Bool)] = [
        ("Geachte heer of mevrouw", false), ("Geachte heer, mevrouw", false),
        ("Geachte heer/mevrouw", false), ("Geachte mevrouw/heer", false),
        ("Geachte mevrouw, heer", false), ("Geachte mevrouw of heer", false),
        ("Geachte lezer", false), ("Beste lezer", false), ("Dear reader", false),
        ("Dear Sir or Madam", false), ("Dear Sir", false), ("Dear Madam", false),
        ("Geachte heer", false), ("Geachte mevrouw", false), ("Beste heer", true),
        ("Beste mevrouw", true), ("Hooggeboren heer", false), ("Hooggeboren vrouwe", false),
        ("Hoogwelgeboren heer", false), ("Hoogwelgeboren vrouwe", false), ("Hoogheid", false),
        ("Dear Mr", true), ("Dear Mr.", true), ("Dear Mrs", true), ("Dear Mrs.", true),
        ("Dear Ms", true), ("Dear Ms.", true), ("Dear Mx", true), ("Dear Mx.", true),
        ("Geachte", true), ("Beste", true), ("Dear", true),
    ]

    /// The registered names in the ways in which people are addressed by them.
    private static func names(of name: RegisteredName) -> [String] {
        let partner = name.usedPartnership?.surname
        let own = name.surname.plain
        var surnames = name.surname.isKnown ? [own] : []
        if let other = partner?.plain, partner?.isKnown == true {
            surnames += [other] + (surnames.isEmpty ? [] : ["\(own)-\(other)", "\(other)-\(own)"])
        }
        let given = name.givenNames.split(separator: " ").map(String.init)
        var before = given
        if given.count > 1 { before.append(name.givenNames) }
        if !name.initials.isEmpty { before.append(name.initials) }
        var names = given + (given.count > 1 ? [name.givenNames] : [])
        for surname in surnames {
            names.append(surname.capitalizedFirst)
            names += before.map { "\($0) \(surname)" }
        }
        return names.filter(RegistryText.isName)
    }

    private static func folded(_ text: String) -> String {
        var text = text.singleSpaced.lowercased()
        while let last = text.last, last == "," || last == " " { text.removeLast() }
        return text
    }
}
