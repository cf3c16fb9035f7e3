/// What is not written in this house, where it may be after all, and why.
enum HouseBans {
    static let all = time + chance + crashes + fences + prose

    private static let clocks = [
        "Sources/Pipeline/Runtime/Clock.swift": "the one file that reads the clock",
        "Sources/Kafka/Deadline.swift": "bounds how long a call to a broker may take; decides nothing",
    ]
    private static let replay = "a decision that reads the clock cannot be replayed; the clock is an argument"

    static let time: [BannedText] = [
        .banned("Date()", in: ["Sources/"], except: clocks, because: replay),
        .banned("Date.now", in: ["Sources/"], except: clocks, because: replay),
        .banned("ContinuousClock", in: ["Sources/"], except: clocks, because: replay),
        .banned("SuspendingClock", in: ["Sources/"], except: clocks, because: replay),
        .banned("DispatchTime", in: ["Sources/"], except: clocks, because: replay),
        .banned("clock_gettime", in: ["Sources/"], except: clocks, because: replay),
        .banned(".sleep(", in: ["Tests/"], because: "a test that sleeps is slow or wrong; poll with a deadline"),
        .banned("sleep(", in: ["Tests/"], because: "a test that sleeps is slow or wrong; poll with a deadline"),
        .banned("usleep(", in: ["Tests/"], because: "a test that sleeps is slow or wrong; poll with a deadline"),
    ]

    private static let jitter = [
        "Sources/Pipeline/Runtime/Backoff.swift": "spreads the restarts of a fleet; decides nothing",
        "Sources/Pipeline/Runtime/PipelineService.swift": "names the writers of journals; decides nothing",
    ]
    private static let seeded = "chance is an argument, with a seed that a failed run prints: `using: &chance`"

    static let chance: [BannedText] = [
        .banned("SystemRandomNumberGenerator", because: seeded),
        .banned(".random(in:", unless: "using:", except: jitter, because: seeded),
        .banned(".random()", except: jitter, because: seeded),
        .banned(".randomElement(", unless: "using:", because: seeded),
        .banned(".shuffled(", unless: "using:", because: seeded),
        .banned(".shuffle(", unless: "using:", because: seeded),
        .banned("UUID()", in: ["Sources/"], because: "an id follows from what caused it: `StableID`"),
        .banned("hashValue", because: "differs from run to run; `StableHash` does not"),
        .banned("Hasher()", because: "differs from run to run; `StableHash` does not"),
    ]

    static let crashes: [BannedText] = [
        .banned(
            "fatalError(",
            because: "data never traps: throw; what only we can break is a `precondition` with a sentence"
        ),
        .banned("try!", because: "an error of the world must not end the process: throw it on, or handle it"),
        .banned("as!", because: "a wrong guess of a type must not end the process: `as?` and an answer"),
    ]

    private static let bridges = [
        "Sources/Kafka/Handles/": "owns librdkafka's objects",
        "Sources/Streaming/Storage/": "owns the tables' memory",
        "Sources/Commerce/Codecs/Simdjson/": "owns simdjson's objects",
        "Sources/Pipeline/1-Source/Libcrypto/": "hands bytes to libcrypto",
    ]
    private static let fenced =
        "memory is handled in four folders: Kafka/Handles, Streaming/Storage, Codecs/Simdjson, 1-Source/Libcrypto"

    static let fences: [BannedText] = [
        .banned("unsafe", except: bridges, because: fenced),
        .banned("@safe", except: bridges, because: fenced),
        .banned("OpaquePointer", except: bridges, because: fenced),
        .banned("UnsafePointer", except: bridges, because: fenced),
        .banned("UnsafeMutablePointer", except: bridges, because: fenced),
        .banned("UnsafeRawPointer", except: bridges, because: fenced),
        .banned("UnsafeMutableRawPointer", except: bridges, because: fenced),
        .banned("UnsafeBufferPointer", except: bridges, because: fenced),
        .banned("UnsafeMutableBufferPointer", except: bridges, because: fenced),
        .banned("Unmanaged", except: bridges, because: fenced),
        .banned("nonisolated(unsafe)", because: "shared memory needs a lock or an owner: `Mutex`, or an actor"),
        .banned(
            "Thread",
            in: ["Sources/"],
            except: [
                "Sources/Pipeline/Runtime/PipelineService.swift": "starts the one thread of each worker",
                "Sources/Pipeline/Runtime/Backoff.swift": "lets a worker's own thread sleep",
                "Sources/orderkeeper/": "paces what a person watches",
            ],
            because: "threads are started in one place"
        ),
        .banned(
            "print(",
            in: ["Sources/"],
            except: ["Sources/orderkeeper/": "the command speaks to a person"],
            because: "a library has no standard output: return it, or log it"
        ),
    ]

    private static let elsewhere = "a path of one machine says nothing on another; say it from the project's root"
    private static let names = "where packages and images come from is for each site to configure, not for the project"
    private static let thisTable = ["Tests/HouseTests/": "the texts that are refused stand here"]
    private static let image = [
        "docker-compose.yml": "the path of Kafka inside its image",
        "Tests/HouseTests/": "the texts that are refused stand here",
    ]

    static let prose: [BannedText] =
        ["TODO", "FIXME", "XXX"].map {
            .bannedEverywhere($0, except: thisTable, because: "unfinished work is an issue, not a comment")
        }
        + ["/work/", "/root/", "/home/", "/Users/"].map {
            .bannedEverywhere($0, except: thisTable, because: elsewhere)
        }
        + [.bannedEverywhere("/opt/", except: image, because: elsewhere)]
        + [
            "docker.io", "ghcr.io", "quay.io", "gcr.io", "pypi.org", "pythonhosted.org", "deb.debian.org", "npmjs.org",
            "artifactory", "jfrog.io",
        ].map { .bannedEverywhere($0, except: thisTable, because: names) }
}
