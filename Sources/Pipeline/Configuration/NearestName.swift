/// Finds what someone may have meant.
enum NearestName {
    /// The name most like `name`, or `nil` when none is like it: two changes apart, one more per five letters, or with
    /// the same last part.
    static func of(_ name: String, among names: [String]) -> String? {
        let wanted = name.lowercased().replacing("_", with: "-")
        let most = 2 + wanted.count / 5
        var best: (name: String, distance: Int)?
        for candidate in names {
            let distance = distance(Array(wanted.utf8), Array(candidate.lowercased().replacing("_", with: "-").utf8))
            if distance <= most, best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
        }
        return best?.name ?? names.first { last($0) == last(wanted) }
    }

    private static func last(_ name: String) -> Substring { name.split(separator: ".").last ?? "" }

    /// How many letters must be put in, left out or replaced to make `left` from `right`.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (other, its) in right.enumerated() {
                let above = row[other + 1]
                row[other + 1] = min(diagonal + (letter == its ? 0 : 1), above + 1, row[other] + 1)
                diagonal = above
            }
        }
        return row[right.count]
    }
}
