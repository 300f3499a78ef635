/// What a prompt can evoke: the names under which palettes are kept.
enum Mood {
    case sunset, forest, ocean, night, neon, desert, autumn, winter, blossom, dream, meadow, fire, ink, retro
}
