import Commerce
import Foundation
import Testing

/// The samples of the contract, which `Schemas/check` holds against the JSON schemas, held against the decoder.
@Suite("The contract's samples")
struct SampleTests {
    private static let samples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Schemas/samples")

    private static func files(in folder: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: samples.appending(path: folder),
            includingPropertiesForKeys: nil
        )
        .filter { $0.pathExtension == "json" && $0.lastPathComponent != "faults.json" }
        .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    private static func bytes(_ file: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: file)) }

    private struct Fault: Decodable, Hashable {
        var field: String
        var fault: String
    }

    @Test("that are good are decoded as the event that their name says")
    func good() throws {
        var decoded = 0
        for file in try Self.files(in: "good") {
            let name = file.deletingPathExtension().lastPathComponent.components(separatedBy: "--")[0]
            guard let type = EventType(name: name) else { continue }
            var decoder = EventDecoder()
            var batch = EventBatch()
            #expect(throws: Never.self, "\(file.lastPathComponent)") {
                _ = try decoder.decode(copying: try Self.bytes(file), into: &batch)
            }
            #expect(batch.events.map(\.type) == [type], "\(file.lastPathComponent)")
            decoded += 1
        }
        #expect(decoded >= 60)
    }

    @Test("that are bad are refused with the field and the fault that the contract says")
    func bad() throws {
        let list = try Data(contentsOf: Self.samples.appending(path: "bad/faults.json"))
        let faults = try JSONDecoder().decode([String: Fault].self, from: list)
        let files = try Self.files(in: "bad")
        #expect(Set(files.map(\.lastPathComponent)) == Set(faults.keys))
        for file in files {
            var decoder = EventDecoder()
            var batch = EventBatch()
            do {
                _ = try decoder.decode(copying: try Self.bytes(file), into: &batch)
                Issue.record("\(file.lastPathComponent) was accepted")
            } catch let error as DecodeError {
                let fault = Fault(field: error.field, fault: error.fault.rawValue)
                #expect(fault == faults[file.lastPathComponent], "\(file.lastPathComponent)")
            }
            #expect(batch.events.isEmpty)
        }
    }

    @Test("and the enumerations of the schemas say the same words")
    func words() throws {
        let file = Self.samples.deletingLastPathComponent().appending(path: "common.schema.json")
        let text = String(decoding: try Self.bytes(file), as: UTF8.self)
        for word in CancelReason.allCases where word != .unknown { #expect(text.contains("\"\(word.rawValue)\"")) }
        for word in ShipmentFault.allCases where word != .unknown { #expect(text.contains("\"\(word.rawValue)\"")) }
        for word in Cause.allCases { #expect(text.contains("\"\(word.rawValue)\"")) }
        for word in Action.Kind.allCases { #expect(text.contains("\"\(word.rawValue)\"")) }
        for word in Decision.Outcome.allCases { #expect(text.contains("\"\(word.rawValue)\"")) }
    }
}
