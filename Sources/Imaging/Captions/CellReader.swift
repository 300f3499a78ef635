/// Reads a text character by character as it will be set, no further than it is asked to.
///
/// Runs of white space and controls are one space, and none at either end. Format characters, which have no look, are
/// passed over. What the font has no glyph for is a box.
struct CellReader {
    private var scalars: String.UnicodeScalarView.Iterator
    /// The next character, not read as a cell yet.
    private var next: Unicode.Scalar?
    /// Whether the last cell joins what follows, as Arabic letters do.
    private var joins = false
    /// Whether the next character does not join the last, though it could.
    private var isCut = false
    private var isAtStart = true

    private static let nonJoiner: Unicode.Scalar = "\u{200C}"

    init(_ text: String) {
        scalars = text.unicodeScalars.makeIterator()
        advance()
    }

    /// The next character; nil at the end.
    mutating func read() -> Cell? {
        if skipSpace(), !isAtStart, next != nil {
            joins = false
            return Cell(scalar: " ", glyph: Glyph(" ") ?? .box)
        }
        guard var base = next else { return nil }
        isAtStart = false
        if base.value >= 0x300, Glyph(base)?.isMark == true {
            // With nothing to be laid over, marks lie over a circle of dots.
            base = "\u{25CC}"
        } else {
            advance()
        }
        var marks: [Glyph] = []
        readMarks(over: &base, into: &marks)
        let shown = joined(base)
        // A ligature has taken the next letter, whose marks come now.
        readMarks(over: &base, into: &marks)
        return Cell(scalar: base, glyph: Glyph(shown) ?? Glyph(base) ?? .box, marks: marks)
    }

    /// Takes what belongs to a character: it is composed with it, or else laid over it.
    private mutating func readMarks(over base: inout Unicode.Scalar, into marks: inout [Glyph]) {
        while let scalar = next, scalar.value >= 0x300 {
            if let composed = base.composed(with: scalar), Glyph(composed) != nil {
                base = composed
            } else if let mark = Glyph(scalar), mark.isMark {
                if marks.count < Cell.markLimit { marks.append(mark) }
            } else {
                return
            }
            advance()
        }
    }

    /// Passes over white space and controls, and tells whether there was any.
    private mutating func skipSpace() -> Bool {
        guard next?.isSpaceOrControl == true else { return false }
        while next?.isSpaceOrControl == true { advance() }
        return true
    }

    /// Takes the next character that has a look.
    private mutating func advance() {
        isCut = false
        next = scalars.next()
        while let ignored = next, ignored.isIgnorable {
            if ignored == Self.nonJoiner { isCut = true }
            next = scalars.next()
        }
    }

    /// The form of an Arabic letter between its neighbours; any other character as it is.
    private mutating func joined(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard let forms = ArabicForms(scalar) else {
            joins = false
            return scalar
        }
        let joinedBefore = joins && forms.joinsBackward
        if scalar == "\u{644}", !isCut, let alef = next,
            let ligature = ArabicForms.ligature(lamWith: alef, joinedBefore: joinedBefore)
        {
            advance()
            joins = false
            return ligature
        }
        let joinedAfter = !isCut && forms.joinsForward && next.flatMap(ArabicForms.init)?.joinsBackward == true
        joins = joinedAfter
        return forms.form(joinedBefore: joinedBefore, joinedAfter: joinedAfter) ?? scalar
    }
}

extension Unicode.Scalar {
    /// Whether it has no look of its own, as joiners, variation selectors and soft hyphens.
    fileprivate var isIgnorable: Bool {
        value >= 0x80 && properties.isDefaultIgnorableCodePoint
    }

    fileprivate var isSpaceOrControl: Bool {
        value <= 0x20 || value >= 0x7F && (properties.isWhitespace || properties.generalCategory == .control)
    }
}
