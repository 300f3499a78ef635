/// The crowns of trees along the lower border.
struct Park {
    private let crowns: DiscScatter
    private let top: Int
    private let color: Color

    init(_ scene: Scene) {
        var random = scene.random("park")
        let unit = scene.unit
        color = scene.palette.layers[4].mixed(with: .black, 14_000)
        top = scene.height - unit * 30 / 256_000
        var discs: [Disc] = []
        var x = 0
        while x < scene.width << 8 {
            let radius = max(unit * random.number(in: 14...38) / 1000, 256)
            discs.append(
                Disc(centerX: x, centerY: top << 8 - radius * random.number(in: -20...40) / 100, radius: radius)
            )
            x += radius * random.number(in: 70...170) / 100
        }
        crowns = DiscScatter(discs, height: scene.height)
    }

    func paint(row y: Int, on canvas: RowCanvas) {
        if y >= top {
            canvas.fill(color)
        } else {
            crowns.paint(row: y, on: canvas, color)
        }
    }
}
