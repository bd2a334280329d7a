// SPDX-License-Identifier: EUPL-1.2

/// The words of street names that street signs and address files shorten, for streets that do not fit
/// on a line of the window.
///
/// Titles and small words first, then the kind of street; one after the other, and only as many as it
/// takes. Postcode and number name the street once more, so that nothing becomes uncertain.
enum StreetWords {
    /// The street in at most `width` characters; nil where shortening is not enough, so that it is
    /// rather printed in full over two lines.
    static func fitting(_ street: String, in width: Int) -> String? {
        var words = street.split(separator: " ").map(String.init)
        func joined() -> String { words.joined(separator: " ") }
        if joined().count <= width { return joined() }
        for index in words.indices {
            guard let short = short[words[index].lowercased()] else { continue }
            let isCapital = words[index].first?.isUppercase == true
            words[index] = isCapital ? short.capitalizedFirst : short
            if joined().count <= width { return joined() }
        }
        guard let last = words.indices.last else { return nil }
        for (ending, short) in kinds {
            let word = words[last]
            guard word.lowercased().hasSuffix(ending) else { continue }
            let isWord = word.count == ending.count && word.first?.isUppercase == true
            words[last] = word.dropLast(ending.count) + (isWord ? short.capitalizedFirst : short)
            break
        }
        return joined().count <= width ? joined() : nil
    }

    private static let short = [
        "admiraal": "adm.", "burgemeester": "burg.", "commissaris": "comm.", "dominee": "ds.",
        "doctor": "dr.", "dokter": "dr.", "generaal": "gen.", "ingenieur": "ir.",
        "jonkheer": "jhr.", "jonkvrouw": "jkvr.", "kapitein": "kapt.", "kardinaal": "kard.",
        "luitenant": "lt.", "meester": "mr.", "minister": "min.", "monseigneur": "mgr.",
        "notaris": "not.", "pastoor": "past.", "president": "pres.", "professor": "prof.",
        "secretaris": "secr.", "sint": "st.", "wethouder": "weth.", "van": "v.", "de": "d.",
        "den": "d.", "der": "d.",
    ]

    private static let kinds = [
        ("straat", "str."), ("laan", "ln."), ("plein", "pln."), ("kade", "kd."),
        ("singel", "sngl."),
        ("gracht", "gr."), ("boulevard", "blvd."), ("weg", "wg."),
    ]
}
