/// The command line of the emulator.
@main
struct Fauxto {
    static func main() {}
}
