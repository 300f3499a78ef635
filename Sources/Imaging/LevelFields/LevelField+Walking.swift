extension LevelField {
    /// A place in the picture, in 256ths of a pixel.
    struct Place {
        var x: Int
        var y: Int
    }

    /// The highest of the grid's points that are not near the picture's border.
    var summit: Place {
        var best = Int32.min
        var place = Place(x: 0, y: 0)
        let (across, down) = (columns / 10, rows / 8)
        for row in down..<rows - down {
            for column in across..<columns - across where heights[row * columns + column] > best {
                best = heights[row * columns + column]
                place = Place(x: (column - margin) << (scale + 8), y: (row - margin) << (scale + 8))
            }
        }
        return place
    }

    /// A way down from somewhere to some level, out of the picture, or to where it would lead no further down.
    ///
    /// Its steps are `step` 256ths of a pixel long and turned away from the steepest descent by `turn` 65,536ths of a
    /// full turn.
    func descent(from start: Place, to level: Int, step: Int, turn: Int) -> [Place] {
        var places: [Place] = []
        let (cosine, sine) = (FixedPoint.cosine(turn), FixedPoint.sine(turn))
        var place = Place(x: start.x + (turn < 0 ? -3 : 3) * step, y: start.y + step)
        var lowest = Int.max
        while places.count < 100, let (height, right, down) = slope(at: place) {
            guard height < lowest, height >> 16 >= level else { break }
            lowest = height
            places.append(place)
            let length = max(FixedPoint.squareRoot(right * right + down * down), 1)
            let (x, y) = (-right * step / length, -down * step / length)
            place.x += FixedPoint.multiply(x, cosine) - FixedPoint.multiply(y, sine)
            place.y += FixedPoint.multiply(x, sine) + FixedPoint.multiply(y, cosine)
        }
        return places
    }

    /// The height at a place, and how much it grows over a cell to the right and down; nil outside the grid.
    private func slope(at place: Place) -> (height: Int, right: Int, down: Int)? {
        let column = place.x >> (scale + 8) + margin
        let row = place.y >> (scale + 8) + margin
        guard (0..<columns - 1).contains(column), (0..<rows - 1).contains(row) else { return nil }
        let corner = row * columns + column
        let (topLeft, topRight) = (Int(heights[corner]), Int(heights[corner + 1]))
        let (bottomLeft, bottomRight) = (Int(heights[corner + columns]), Int(heights[corner + columns + 1]))
        let across = (place.x << 16) >> (scale + 8) & 0xFFFF
        let along = (place.y << 16) >> (scale + 8) & 0xFFFF
        let left = FixedPoint.interpolate(topLeft, bottomLeft, along)
        let right = FixedPoint.interpolate(topRight, bottomRight, along)
        let top = FixedPoint.interpolate(topLeft, topRight, across)
        let bottom = FixedPoint.interpolate(bottomLeft, bottomRight, across)
        return (FixedPoint.interpolate(left, right, across), right - left, bottom - top)
    }
}
