import ImageGeneration
import Simulation

/// The size of a reference picture that is never fetched: a common one, always the same for the same URL.
func standInSize(for url: String) -> PixelSize {
    let sizes = [
        (1024, 768), (768, 1024), (1024, 1024), (1280, 720), (720, 1280), (1152, 896), (896, 1152), (1216, 832),
    ]
    let choice = Draw(serverSeed: 0).branch(text: url).number("size", below: UInt64(sizes.count))
    return PixelSize(width: sizes[Int(choice)].0, height: sizes[Int(choice)].1)
}
