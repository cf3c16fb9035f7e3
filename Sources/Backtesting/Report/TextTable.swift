/// Lines of cells in columns of a fixed width, for a screen.
enum TextTable {
    /// The lines, two spaces between columns and none at their ends; every line has as many cells as the first.
    ///
    /// - Parameter isLeft: whether a column begins where its widest cell does, as words do; the others end there, as numbers do.
    static func text(_ lines: [[String]], isLeft: (Int) -> Bool) -> String {
        let widths = (lines.first ?? []).indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            let cells = line.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return isLeft(column) ? cell + space : space + cell
            }
            let joined = cells.joined(separator: "  ")
            return String(joined.reversed().drop { $0 == " " }.reversed()) + "\n"
        }
        .joined()
    }
}
