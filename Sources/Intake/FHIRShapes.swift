// SPDX-License-Identifier: EUPL-1.2

/// A value that the findings in a resource depend on, and what it was.
struct FHIRQuestion {
    enum Kind: UInt8 {
        /// The number of a string in the vocabulary.
        case number
        /// Is it a citizen number?
        case citizenNumber
        /// Does a reference point to what stands in the same bundle or resource?
        case pointsWithin
    }

    /// In a document; from the resource on where it is kept.
    var place: Int
    var kind: Kind
    /// A number, or 1 for yes.
    var answer: UInt16
}

/// What was found in resources, by their shapes: one of the same shape has the same findings when the
/// few values that decide have the same meanings.
struct FHIRShapes {
    private struct Known {
        var shape: UInt32 = 0
        var questions: [FHIRQuestion] = []
        var findings = FHIRWalk.Findings()
        /// With the places counted from the resource on.
        var unclassified: [FHIRWalk.Unclassified] = []
    }

    /// By the last bits of the shape.
    private var known: [Known] = []
    private static let count = 256
    /// What depends on more values is as quickly found anew.
    private static let mostQuestions = 64

    /// Nil when no resource of this shape was read yet, or what decides is different here.
    func findings(
        of shape: UInt32,
        _ resource: Int,
        _ values: FHIRValues,
        _ unclassified: inout [FHIRWalk.Unclassified]
    ) -> FHIRWalk.Findings? {
        let slot = Int(shape) & (FHIRShapes.count - 1)
        guard !known.isEmpty, known[slot].shape == shape else { return nil }
        guard known[slot].questions.allSatisfy({ values.hasSameAnswer($0, for: resource) }) else {
            return nil
        }
        for element in known[slot].unclassified {
            var element = element
            element.anchor += resource
            unclassified.append(element)
        }
        return known[slot].findings
    }

    mutating func keep(
        _ shape: UInt32,
        _ resource: Int,
        _ questions: [FHIRQuestion],
        _ findings: FHIRWalk.Findings,
        _ unclassified: ArraySlice<FHIRWalk.Unclassified>
    ) {
        guard questions.count <= FHIRShapes.mostQuestions else { return }
        if known.isEmpty { known = Array(repeating: Known(), count: FHIRShapes.count) }
        var new = Known(shape: shape, questions: questions, findings: findings)
        for number in new.questions.indices { new.questions[number].place -= resource }
        for element in unclassified {
            var element = element
            element.anchor -= resource
            new.unclassified.append(element)
        }
        known[Int(shape) & (FHIRShapes.count - 1)] = new
    }
}
