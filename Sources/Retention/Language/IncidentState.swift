/// The words of `incident`.
enum IncidentState: String, CaseIterable {
    case firing
    case none
}
