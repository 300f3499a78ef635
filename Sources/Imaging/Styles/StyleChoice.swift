/// The styles that a picture can be drawn in.
enum StyleChoice: String, CaseIterable {
    case ridges, cutPaper, orbs, contours, skyline

    /// Composes a picture in this style.
    func compose(_ scene: Scene) -> any Style {
        switch self {
        case .ridges: Ridges(scene)
        case .cutPaper: CutPaper(scene)
        case .orbs: Orbs(scene)
        case .contours: Contours(scene)
        case .skyline: Skyline(scene)
        }
    }
}
