/// Noise over a picture, turned by some angle, so that hills do not line up with the picture's sides.
struct TurnedNoise {
    private let noise: GradientNoise
    private let wavelength: Int
    private let cosine: Int
    private let sine: Int

    /// Makes noise with hills about `wavelength` 256ths of a pixel wide, turned by chance.
    init(wavelength: Int, _ random: inout SeededRandom) {
        self.wavelength = max(wavelength, 256)
        noise = GradientNoise(key: random.next())
        let turn = random.number(in: 0...0xFFFF)
        cosine = FixedPoint.cosine(turn)
        sine = FixedPoint.sine(turn)
    }

    /// Octaves of the noise added up at a place in pixels; about ±65,536.
    func sum(x: Int, y: Int, octaves: Int, persistence: Int) -> Int {
        let right = x << 24 / wavelength
        let down = y << 24 / wavelength
        return noise.sum(
            x: FixedPoint.multiply(right, cosine) - FixedPoint.multiply(down, sine),
            y: FixedPoint.multiply(right, sine) + FixedPoint.multiply(down, cosine),
            octaves: octaves,
            persistence: persistence
        )
    }
}
