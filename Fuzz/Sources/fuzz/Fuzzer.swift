import CLibFuzzer
import Glibc

/// Runs libFuzzer on the target that the first argument names: `fuzz TARGET [OPTION]... [CORPUS FOLDER | FILE]...`.
///
/// libFuzzer starts this program again for some of its options, with the arguments that it knows of; the environment
/// tells the target then.
func runFuzzer() -> Int32 {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    if getenv(targetVariable) == nil {
        guard count > 1 else { return explain() }
        setenv(targetVariable, CommandLine.arguments[1], 1)
        // The program's name takes the place of the target's.
        arguments?[1] = arguments?[0]
        arguments = arguments.map { $0 + 1 }
        count -= 1
    }
    guard target != nil else { return explain() }
    return LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
        target?.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
    }
}

private let targetVariable = "FAUXTO_FUZZ_TARGET"

private let target = getenv(targetVariable).flatMap { name in
    FuzzTarget.all.first { $0.name == String(cString: name) }
}

/// Says what the program takes; gives its exit status.
private func explain() -> Int32 {
    print("usage: fuzz TARGET [libFuzzer's options] [corpus folder or file]...")
    print("targets: \(FuzzTarget.all.map(\.name).joined(separator: " "))")
    return 2
}
