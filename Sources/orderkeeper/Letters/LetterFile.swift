internal import Commerce
internal import Pipeline

/// Letters in a file, as `dead-letters export` wrote them and perhaps a person changed them.
struct LetterFile {
    private let path: String

    /// How many faults are told at once.
    private static let faultsMax = 20

    /// The file at `path`, which is read through once: nothing is sent from a file that holds anything else.
    ///
    /// - Throws: ``Failure`` with the lines that are no letters.
    init(checking path: String) throws {
        self.path = path
        var faults: [String] = []
        var count = 0
        try Self.read(path) { number, letter in
            if case .failure(let error) = letter {
                count += 1
                if count <= Self.faultsMax { faults.append("line \(number): \(error)") }
            }
        }
        guard count > 0 else { return }
        if count > faults.count { faults.append("and \(Figures.count(count - faults.count)) more") }
        throw Failure(
            .usage,
            do: "correct these lines of \(path), or export again",
            faults.joined(separator: "\n")
        )
    }

    /// Gives each letter to `body`, in order.
    func read(_ body: (Letter) throws -> Void) throws {
        try Self.read(path) { number, letter in
            switch letter {
            case .success(let letter): try body(letter)
            case .failure(let error):
                throw Failure(.failed, do: "leave \(path) alone meanwhile", "line \(number) has changed: \(error)")
            }
        }
    }

    private static func read(_ path: String, _ body: (Int, Result<Letter, DecodeError>) throws -> Void) throws {
        let file = try LineFile(path)
        while let line = try file.next() {
            let letter: Result<Letter, DecodeError>
            do throws(DecodeError) {
                letter = .success(try LetterLine.decode(line))
            } catch {
                letter = .failure(error)
            }
            try body(file.lineNumber, letter)
        }
    }
}
