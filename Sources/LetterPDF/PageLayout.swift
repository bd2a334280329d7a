// SPDX-License-Identifier: EUPL-1.2

/// Where everything stands on the A4 sheets of a batch; millimetres from the top left corner.
public struct PageLayout: Sendable, Equatable {
    /// Address window of the envelope. No Dutch standard fixes it: ask the mailing house.
    ///
    /// The default is the usual left window of a DL or C5 envelope: 20 mm from the left, 50 mm from
    /// the top, 90 × 35 mm.
    public var window = Rectangle(x: 20, y: 50, width: 90, height: 35)
    /// Nothing else stands this near to the window, so that a sheet that shifts shows nothing else.
    public var windowClearance = 5.0
    /// Left edge of the text. The default is also the left edge of the address inside the window.
    public var leftMargin = 25.0
    public var rightMargin = 27.0
    /// First line of the second and later pages.
    public var topMargin = 20.0
    public var bottomMargin = 21.0
    /// Left edge of the sender's address lines, right of the window.
    public var senderColumn = 130.0
    /// Height of the short marks at the left edge; the default folds in three for DL.
    public var foldMarks = [99.0, 198.0]
    /// Size of the body in points: 10.5 by default, to 18 for large print.
    public var bodySize = 10.5

    public init() {}

    public struct Rectangle: Sendable, Equatable {
        public var x, y, width, height: Double

        public init(x: Double, y: Double, width: Double, height: Double) {
            self.x = x
            self.y = y
            self.width = width
            self.height = height
        }
    }
}

/// The same in points, as PDF counts: from the bottom left corner, 72 to the inch.
extension PageLayout {
    static let pageWidth = 595.28
    static let pageHeight = 841.89

    static func points(_ millimetres: Double) -> Double { millimetres * 72 / 25.4 }

    /// Height above the bottom edge of a line so many millimetres under the top edge.
    static func height(_ millimetresFromTop: Double) -> Double {
        pageHeight - points(millimetresFromTop)
    }

    var left: Double { Self.points(leftMargin) }
    var textWidth: Double { Self.pageWidth - left - Self.points(rightMargin) }
    var top: Double { Self.height(topMargin) }
    var bottom: Double { Self.points(bottomMargin) }
    /// Baseline to baseline in the body.
    var leading: Double { (bodySize * 1.3 * 10).rounded() / 10 }
    /// Footers stay small in a letter of ordinary size and grow with large print.
    var footerSize: Double { max(8, bodySize * 0.76) }

    var body: TextStyle { TextStyle(face: .regular, size: bodySize) }
    var strong: TextStyle { TextStyle(face: .bold, size: bodySize) }
    var small: TextStyle { TextStyle(face: .regular, size: footerSize) }

    var isUsable: Bool {
        textWidth > 40 && top - bottom > 10 * leading && (4...24).contains(bodySize)
    }
}

/// One of the two faces at one size in points.
struct TextStyle: Hashable {
    var face: Face
    var size: Double

    enum Face: Int {
        case regular, bold
    }
}
