internal import Backtesting

/// A file of labels, one JSON object per line, plain or packed with gzip.
enum LabelFile {
    /// The labels at `path`.
    ///
    /// - Throws: ``Failure`` with the line and field of the first label that is wrong.
    static func read(_ path: String) throws -> [Label] {
        let file = try LineFile(path)
        var labels: [Label] = []
        while let line = try file.next() {
            do throws(LabelError) {
                labels.append(try LabelReader.read(line, number: file.lineNumber))
            } catch {
                let remedy = "correct the label; `orderkeeper backtest --help` tells what one looks like"
                throw Failure(.usage, do: remedy, "\(path), \(error)")
            }
        }
        return labels.sorted { ($0.start, $0.name) < ($1.start, $1.name) }
    }
}
