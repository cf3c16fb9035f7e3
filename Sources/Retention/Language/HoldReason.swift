/// The words of `hold`.
enum HoldReason: String, CaseIterable {
    case incident
}
