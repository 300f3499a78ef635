/// The colours of a weave: strong ones in one direction, and quiet ones close to the ground in the other.
struct WeaveColors {
    let first: WeaveDye
    let second: WeaveDye
    /// What is seen through the gaps.
    let ground: Color
    /// What shadows are mixed of.
    let shade: Color

    /// Chooses from a palette; `variety` is how many ribbons in a row may differ.
    init(_ palette: Palette, variety: Int, _ random: inout SeededRandom) {
        let isDark = palette.sky[0].luma < 60 ? random.chance(1, in: 2) : random.chance(1, in: 10)
        let tones = ToneScale(palette, isDark: isDark).tones
        shade = palette.layers[4].mixed(with: .black, 30_000)
        ground = isDark ? shade : palette.layers[4]
        // On a dark ground seams and shadows would not be seen on its own tone.
        let strong = isDark ? [(4, 5), (4, 4), (5, 4), (3, 5), (5, 3)] : [(2, 4), (3, 3), (4, 2), (3, 5), (5, 3)]
        let quiet = isDark ? [(1, 1), (1, 2), (2, 1)] : [(0, 0), (0, 1), (1, 0)]
        let (firstStart, firstEnd) = strong[random.number(in: 0...strong.count - 1)]
        let (secondStart, secondEnd) = quiet[random.number(in: 0...quiet.count - 1)]
        let accent = random.number(in: 0...1)
        first = WeaveDye(
            from: tones[firstStart],
            to: tones[firstEnd],
            tints: [tones[1], palette.accents[2], tones[3]],
            accent: palette.accents[accent],
            variety: variety,
            &random
        )
        second = WeaveDye(
            from: tones[secondStart],
            to: tones[secondEnd],
            tints: [tones[1], tones[2], tones[0]],
            accent: palette.accents[1 - accent],
            variety: variety,
            &random
        )
    }
}
