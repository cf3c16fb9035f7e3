#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A pipe that librdkafka's threads write to when a queue stops being empty, and that one thread sleeps on.
///
/// Rings between two waits merge into one. Ringing is one system call and is allowed on every thread.
final class Doorbell: Sendable {
    /// The descriptor that queues write a byte to.
    let button: Int32
    private let bell: Int32

    init() throws(KafkaError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else {
            throw KafkaError(
                recovery: .reject,
                operation: "create a doorbell",
                symbol: "_CRIT_SYS_RESOURCE",
                detail: "pipe failed with errno \(errno).",
                remedy: "Raise the limit of open files."
            )
        }
        (bell, button) = (ends[0], ends[1])
        for end in ends {
            // A full pipe must not block librdkafka's threads: then the bell rings anyway.
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
    }

    deinit {
        _ = close(button)
        _ = close(bell)
    }

    func ring() {
        let byte: UInt8 = 1
        unsafe withUnsafePointer(to: byte) { unsafe _ = write(button, $0, 1) }
    }

    /// Sleeps until someone rings or `timeout` passes, and forgets the rings. Returns whether someone rang.
    ///
    /// A signal ends the sleep early, as if nobody had rung.
    func wait(timeout: Duration) -> Bool {
        var request = pollfd(fd: bell, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&request, 1, timeout.wholeMilliseconds) > 0 else { return false }
        unsafe withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { room in
            while unsafe read(bell, room.baseAddress, room.count) == room.count {}
        }
        return true
    }
}
