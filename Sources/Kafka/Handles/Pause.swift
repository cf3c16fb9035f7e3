#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Blocks the calling thread for `duration`, or until a signal comes.
func pause(_ duration: Duration) { _ = poll(nil, 0, duration.wholeMilliseconds) }
