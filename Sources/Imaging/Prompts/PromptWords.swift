/// The words that prompts are read by.
enum PromptWords {
    /// What a word suggests.
    struct Entry {
        var mood: Mood?
        var style: StyleChoice?
    }

    /// Lowercase English words in the singular.
    static let table: [String: Entry] = {
        var table: [String: Entry] = [:]
        for (mood, words) in moods {
            for word in words.split(separator: " ") { table[String(word), default: Entry()].mood = mood }
        }
        for (style, words) in styles {
            for word in words.split(separator: " ") { table[String(word), default: Entry()].style = style }
        }
        return table
    }()

    private static let moods: [(Mood, String)] = [
        (.sunset, "sunset sunrise dusk dawn evening golden warm orange amber glow glowing romantic"),
        (.forest, "forest wood woods woodland tree pine jungle moss fern leaf green emerald bear deer fox owl"),
        (.ocean, "ocean sea water wave beach coast island lake river underwater fish whale ship boat blue azure aqua"),
        (.night, "night midnight moon moonlit star starry space galaxy cosmic planet astronaut dark aurora universe"),
        (.neon, "neon cyberpunk synthwave vaporwave futuristic robot cyber hologram electric laser club glitch"),
        (.desert, "desert dune sand sahara canyon camel egypt pyramid cactus savanna safari western"),
        (.autumn, "autumn fall october harvest pumpkin halloween maple coffee cozy brown rustic wooden"),
        (.winter, "winter snow snowy ice icy frost frozen glacier arctic christmas penguin cold polar white"),
        (.blossom, "blossom cherry sakura spring pink rose flower floral bouquet wedding princess candy cute"),
        (
            .dream,
            "dream dreamy dreamlike magic magical fairy fantasy lavender purple violet unicorn surreal ethereal mystic"
        ),
        (.meadow, "meadow field grass garden valley countryside farm summer sunny park nature picnic landscape spring"),
        (.fire, "fire flame lava volcano inferno dragon red burning hell ember explosion war demon"),
        (
            .ink,
            "ink paper monochrome sketch pencil drawing minimal minimalist japanese zen fog foggy gray grey calligraphy"
        ),
        (.retro, "retro vintage poster pop seventies sixties comic cartoon citrus fruit lemon colorful vibrant"),
    ]

    private static let styles: [(StyleChoice, String)] = [
        (.ridges, "mountain hill landscape valley forest desert dune horizon sunset sunrise panorama canyon volcano"),
        (.cutPaper, "paper abstract map topographic layer layered cave reef wave organic texture collage"),
        (.orbs, "planet moon space galaxy cosmic orb sphere bubble ball star sun universe astronaut balloon"),
        (
            .tiles,
            "pattern geometric geometry mosaic tile tiled bauhaus quilt patchwork grid puzzle wallpaper ornament kitchen"
        ),
        (
            .weave,
            "fabric textile cloth woven weave weaving basket knit knitted sweater scarf rug carpet tapestry thread ribbon"
        ),
    ]
}
