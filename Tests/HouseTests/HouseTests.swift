import Testing

/// The rules of this house, held against every file of the project. Each refusal says where and why.
@Suite("The house")
struct HouseTests {
    private func expectNoRefusals(_ rule: some Rule) {
        Refusal.report(SourceTree.project.files.flatMap { rule.refusals(in: $0) })
    }

    @Test("is found and read")
    func found() {
        let paths = SourceTree.project.files.map(\.path)
        #expect(paths.contains("Package.swift"))
        #expect(paths.contains("Sources/Pipeline/5-Commit/Commit.swift"))
        #expect(SourceTree.project.swift.count > 100)
    }

    @Test("lets modules import only whom they may")
    func imports() { expectNoRefusals(ImportFence.project) }

    @Test("keeps the clock in one file")
    func time() { HouseBans.time.forEach(expectNoRefusals) }

    @Test("takes chance as an argument")
    func chance() { HouseBans.chance.forEach(expectNoRefusals) }

    @Test("does not crash on what the world says")
    func crashes() { HouseBans.crashes.forEach(expectNoRefusals) }

    @Test("keeps memory, threads and standard output in their places")
    func fences() { HouseBans.fences.forEach(expectNoRefusals) }

    @Test("leaves no notes, machine paths or registries behind")
    func prose() { HouseBans.prose.forEach(expectNoRefusals) }

    @Test("says why the compiler may trust it")
    func unchecked() { expectNoRefusals(UncheckedReason()) }

    @Test("has files of at most 400 and functions of at most 60 lines")
    func sizes() { expectNoRefusals(SizeLimit.project) }

    @Test("names a file after the type in it")
    func fileNames() { expectNoRefusals(FileName()) }
}
