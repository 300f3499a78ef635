/// The palettes to draw with, each under the mood it suits.
enum PaletteBook {
    /// A palette and when to use it.
    struct Page {
        let mood: Mood
        let palette: Palette

        init(_ mood: Mood, sky: [UInt32], light: UInt32, layers: [UInt32], accents: [UInt32]) {
            self.mood = mood
            palette = Palette(
                sky: sky.map(Color.init),
                light: Color(light),
                layers: layers.map(Color.init),
                accents: accents.map(Color.init)
            )
        }
    }

    /// Every palette; the order is part of what a seed means, so new ones go to the end.
    static let pages: [Page] = [
        // Ember evening.
        Page(
            .sunset,
            sky: [0x2B1B4D, 0xB8336A, 0xFFB26B],
            light: 0xFFE9B0,
            layers: [0xD96C75, 0xA23E68, 0x6B2A5B, 0x3E1C4A, 0x1D1030],
            accents: [0xFFB26B, 0xE8505B, 0x7A5BB5, 0xFFE9B0]
        ),
        // Golden hour.
        Page(
            .sunset,
            sky: [0x4A6FA5, 0xF2B27A, 0xFFDD99],
            light: 0xFFF3D1,
            layers: [0xE8A65D, 0xC9743B, 0x8F4A2F, 0x5A2F2A, 0x2C1A1D],
            accents: [0xF6C667, 0xD9582B, 0x3F6C8F, 0xFFF3D1]
        ),
        // Morning wood.
        Page(
            .forest,
            sky: [0x9CC5B5, 0xCFE3C8, 0xF4F1D0],
            light: 0xFFF8DC,
            layers: [0xA3C4A0, 0x6FA287, 0x3F7A66, 0x23564E, 0x0F2F32],
            accents: [0xE9C46A, 0x7FB069, 0x2A6F5E, 0xF4F1D0]
        ),
        // Pines in mist.
        Page(
            .forest,
            sky: [0x2F4858, 0x6B8F8F, 0xC9D8C5],
            light: 0xF1F0DA,
            layers: [0x8FB0A5, 0x5C8782, 0x3A625F, 0x22443F, 0x102624],
            accents: [0xD8A657, 0x8FB996, 0x34626C, 0xE8E4C9]
        ),
        // Open sea.
        Page(
            .ocean,
            sky: [0x2E86C1, 0x7CC6E8, 0xD9F2F4],
            light: 0xFFFBE6,
            layers: [0x8ED1D6, 0x4BA8BF, 0x2478A0, 0x15507A, 0x0B2E4F],
            accents: [0xFFD166, 0xEF8354, 0x1B98A6, 0xF1FAFB]
        ),
        // Lagoon.
        Page(
            .ocean,
            sky: [0x0F4C5C, 0x3AAFA9, 0xDEF2C8],
            light: 0xFFF6C2,
            layers: [0x9EDBC0, 0x57BFA8, 0x2B9390, 0x17636F, 0x0C3446],
            accents: [0xFF9F68, 0xF7D070, 0x1A7F83, 0xE5F8EC]
        ),
        // Moonlit.
        Page(
            .night,
            sky: [0x070B24, 0x131B4B, 0x33418A],
            light: 0xF7F1D5,
            layers: [0x3C4B8F, 0x2B3872, 0x1E2856, 0x131A3C, 0x090D22],
            accents: [0xF2D48F, 0x7A8BD9, 0xC05C9C, 0xDCE3FF]
        ),
        // Aurora.
        Page(
            .night,
            sky: [0x04101F, 0x0D3B4F, 0x2FA58A],
            light: 0xC9FFE2,
            layers: [0x2A7F7A, 0x1C5A66, 0x143F52, 0x0D293B, 0x061521],
            accents: [0x7CF5C3, 0xB388EB, 0x2FA58A, 0xE3FFF4]
        ),
        // Neon city.
        Page(
            .neon,
            sky: [0x12002E, 0x4B0A77, 0xF637A0],
            light: 0xFFD319,
            layers: [0xB026FF, 0x7A1FD0, 0x4A148C, 0x29085C, 0x12012F],
            accents: [0x3DF5FF, 0xFF2E88, 0xFFD319, 0x7C4DFF]
        ),
        // Dunes.
        Page(
            .desert,
            sky: [0x7FB7BE, 0xF2D6A2, 0xF9E7C4],
            light: 0xFFF4DA,
            layers: [0xE9B872, 0xD08C52, 0xB0623A, 0x7D3F2C, 0x43211F],
            accents: [0x2A7F83, 0xE4572E, 0xF3C677, 0xFFF1DC]
        ),
        // Fallen leaves.
        Page(
            .autumn,
            sky: [0xA7BBC7, 0xE9D8B4, 0xF7E8C8],
            light: 0xFFF6E0,
            layers: [0xE3A857, 0xCC7A2F, 0xA34A28, 0x6E2F25, 0x3A1A1C],
            accents: [0xD1495B, 0xEDAE49, 0x66703B, 0xF7E8C8]
        ),
        // Snowfield.
        Page(
            .winter,
            sky: [0x7D9CC0, 0xB9D0E6, 0xEEF5FA],
            light: 0xFFFDF5,
            layers: [0xD5E4F0, 0xA9C4DC, 0x7A9EC2, 0x4D6F98, 0x26405F],
            accents: [0xE76F51, 0xA8DADC, 0x457B9D, 0xF8FBFD]
        ),
        // Cherry blossom.
        Page(
            .blossom,
            sky: [0xA9C9EC, 0xF3CFE0, 0xFFE9E3],
            light: 0xFFF9EF,
            layers: [0xF4B6C9, 0xE08BAA, 0xB4638F, 0x7C4274, 0x432750],
            accents: [0xF9A1BC, 0xFFD6A5, 0x7FB7A3, 0xFFF3F0]
        ),
        // Lavender dusk.
        Page(
            .dream,
            sky: [0x5B5EA6, 0xB39CD0, 0xF3D9E8],
            light: 0xFFF4E6,
            layers: [0xC3A6D6, 0x9A7BBF, 0x6F569D, 0x473A75, 0x241F48],
            accents: [0xF6BD60, 0xF28482, 0x84A59D, 0xF7EDE2]
        ),
        // Green valley.
        Page(
            .meadow,
            sky: [0x6FB7E0, 0xBDE3EE, 0xF2F8DC],
            light: 0xFFF7C9,
            layers: [0xC8DE8C, 0x94C15E, 0x5E9B4C, 0x36713F, 0x1B4433],
            accents: [0xF4A259, 0xF25F5C, 0x2E8F7B, 0xFFF9D9]
        ),
        // Lava.
        Page(
            .fire,
            sky: [0x1A0B12, 0x5A1420, 0xE2502B],
            light: 0xFFC857,
            layers: [0x8C2F2B, 0x5F1F25, 0x3D151D, 0x240C14, 0x11060A],
            accents: [0xFF7A3D, 0xFFC857, 0x9E2A2B, 0xFFE3B0]
        ),
        // Brush and seal.
        Page(
            .ink,
            sky: [0xDAD7CD, 0xECEAE2, 0xF7F5EE],
            light: 0xC8553D,
            layers: [0xB8BAB4, 0x8B9290, 0x5F6A6B, 0x394447, 0x1B2326],
            accents: [0xC8553D, 0x3D5A6C, 0xD9B26F, 0xF7F5EE]
        ),
        // Citrus.
        Page(
            .retro,
            sky: [0x0F7173, 0x7BC8A4, 0xF6E8C3],
            light: 0xF9DC5C,
            layers: [0xF6AE2D, 0xF26419, 0xD1344B, 0x6D2E63, 0x2F1B41],
            accents: [0xF9DC5C, 0x33A1C9, 0xF26419, 0xFFF4D9]
        ),
    ]
}
