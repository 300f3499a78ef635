/// The styles that a picture can be drawn in.
public enum StyleChoice: String, Sendable, CaseIterable {
    case ridges, cutPaper, orbs, tiles, weave, contours, skyline

    /// Composes a picture in this style.
    func compose(_ scene: Scene) -> any Style {
        switch self {
        case .ridges: Ridges(scene)
        case .cutPaper: CutPaper(scene)
        case .orbs: Orbs(scene)
        case .tiles: Tiles(scene)
        case .weave: Weave(scene)
        case .contours: Contours(scene)
        case .skyline: Skyline(scene)
        }
    }
}
