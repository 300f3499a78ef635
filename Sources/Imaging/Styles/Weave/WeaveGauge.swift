/// How wide the ribbons of a weave are and how they lie beside each other, in pixels.
struct WeaveGauge {
    /// How wide a ribbon of the common width is.
    let width: Int
    /// What is open between two ribbons; 0 when they touch.
    let gap: Int
    /// How far the shadow of a ribbon reaches on what goes under it.
    let shadow: Int

    /// Lays about so many ribbons to the picture's measure.
    init(_ scene: Scene, ribbons: Int, isDiagonal: Bool, isOpen: Bool, _ random: inout SeededRandom) {
        // Along a row, a diagonal ribbon is √2 times as wide as across.
        let pitch = max((scene.unit >> 8) * (isDiagonal ? 141 : 100) / (100 * ribbons), 4)
        gap = isOpen ? max(pitch * random.number(in: 25...40) / 100, 2) : 0
        width = pitch - gap
        shadow = max(pitch / 11, 1)
    }
}
