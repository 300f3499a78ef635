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
            for word in words.split(whereSeparator: \.isWhitespace) {
                table[String(word), default: Entry()].mood = mood
            }
        }
        for (style, words) in styles {
            for word in words.split(whereSeparator: \.isWhitespace) {
                table[String(word), default: Entry()].style = style
            }
        }
        return table
    }()

    private static let moods: [(Mood, String)] = [
        (
            .sunset,
            """
            sunset sunrise sunlight sunshine dusk dawn evening golden gold warm orange amber glow glowing romantic
            portrait face woman man person people girl boy model couple actor
            """
        ),
        (
            .forest,
            """
            forest wood woods woodland tree pine jungle moss fern leaf green emerald bear deer fox owl wolf squirrel
            frog snake gorilla mist misty hut
            """
        ),
        (
            .ocean,
            """
            ocean sea water wave beach coast island lake river underwater fish whale ship boat blue azure aqua teal
            turquoise cyan dolphin shark octopus turtle crab seal swan duck mermaid rain rainy puddle waterfall harbor
            harbour sailboat sailor yacht submarine surfer pirate lighthouse pool
            """
        ),
        (
            .night,
            """
            night midnight moon moonlit star starry space galaxy cosmic planet astronaut dark aurora universe navy
            indigo storm stormy thunder thunderstorm lightning bat spider raven vampire ghost rocket spaceship
            spacecraft spacesuit satellite alien city cityscape downtown skyscraper
            """
        ),
        (
            .neon,
            """
            neon cyberpunk synthwave vaporwave futuristic robot cyber hologram electric laser club glitch magenta
            fuchsia android cyborg computer technology disco rave arcade gaming
            """
        ),
        (
            .desert,
            """
            desert dune sand sahara canyon camel egypt pyramid cactus savanna safari western lion tiger leopard
            elephant giraffe zebra rhino dinosaur cowboy beige tan sandstone
            """
        ),
        (
            .autumn,
            """
            autumn fall october harvest pumpkin halloween maple coffee tea cozy brown rustic wooden bronze copper cat
            kitten mushroom bread cake cookie chocolate pizza burger pasta soup cheese food kitchen restaurant house
            cabin cottage train library book steampunk
            """
        ),
        (
            .winter,
            """
            winter snow snowy ice icy frost frozen glacier arctic christmas penguin cold polar white silver husky
            cloud cloudy sky wind windy airplane plane helicopter viking ski
            """
        ),
        (
            .blossom,
            """
            blossom cherry sakura spring pink rose flower floral bouquet wedding bride princess candy cute baby child
            strawberry cupcake dessert peach coral tulip ballerina flamingo
            """
        ),
        (
            .dream,
            """
            dream dreamy dreamlike magic magical fairy fantasy lavender purple violet unicorn surreal ethereal mystic
            lilac wizard witch angel butterfly castle crystal jellyfish cloudscape
            """
        ),
        (
            .meadow,
            """
            meadow field grass garden valley countryside farm summer sunny park nature picnic landscape lime dog puppy
            horse pony cow sheep goat rabbit bunny bird chicken bee bicycle bike tractor vegetable salad tent
            """
        ),
        (
            .fire,
            """
            fire flame lava volcano inferno dragon red crimson scarlet burning hell ember explosion war warrior knight
            demon devil phoenix wine
            """
        ),
        (
            .ink,
            """
            ink paper monochrome sketch pencil drawing minimal minimalist japanese zen fog foggy overcast gray grey
            black calligraphy sushi samurai ninja temple panda crane office architecture building concrete
            """
        ),
        (
            .retro,
            """
            retro vintage poster pop seventies sixties comic cartoon citrus fruit lemon banana yellow colorful
            colourful vibrant rainbow parrot car truck bus taxi van motorcycle scooter guitar music jazz toy circus
            """
        ),
    ]

    private static let styles: [(StyleChoice, String)] = [
        (
            .ridges,
            """
            mountain hill landscape valley forest desert dune horizon sunset sunrise panorama canyon volcano nature
            peak cliff pine meadow countryside
            """
        ),
        (.cutPaper, "paper abstract layer layered cave reef wave organic texture collage cutout shape"),
        (.orbs, "planet moon space galaxy cosmic orb sphere bubble ball star sun universe astronaut balloon rocket"),
        (
            .contours,
            """
            map topographic topography contour cartography atlas terrain elevation geography survey trail hiking hike
            hiker expedition route island archipelago treasure aerial summit
            """
        ),
        (
            .skyline,
            """
            city cityscape skyline street town downtown urban metropolis skyscraper tower building architecture office
            apartment hotel bridge harbor harbour cyberpunk neon night car taxi bus traffic road avenue rooftop window
            """
        ),
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
