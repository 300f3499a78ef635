import COpenSSL
import CTLS

/// A file in memory, as OpenSSL reads and writes it.
final class MemoryFile {
    let pointer: OpaquePointer

    /// Makes an empty file; nil when memory runs out.
    private init?() {
        guard let pointer = BIO_new(BIO_s_mem()) else { return nil }
        self.pointer = pointer
    }

    /// Makes a file of bytes; nil when memory runs out.
    convenience init?(_ bytes: [UInt8]) {
        tls_prepare()
        self.init()
        guard BIO_write(pointer, bytes, Int32(bytes.count)) == Int32(bytes.count) else { return nil }
    }

    deinit {
        BIO_free(pointer)
    }

    /// What a function writes that returns 1 if it could; nil otherwise.
    static func written(_ write: (OpaquePointer) -> Int32) -> [UInt8]? {
        guard let file = MemoryFile(), write(file.pointer) == 1 else { return nil }
        var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(file.pointer))
        let count = BIO_read(file.pointer, &bytes, Int32(bytes.count))
        return count == Int32(bytes.count) ? bytes : nil
    }
}

/// What a function of OpenSSL encodes into memory that it allocates; nil if it fails.
func derBytes(_ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>) -> Int32) -> [UInt8]? {
    var start: UnsafeMutablePointer<UInt8>?
    let count = encode(&start)
    guard count > 0, let start else { return nil }
    defer { CRYPTO_free(start, #file, #line) }
    return Array(UnsafeBufferPointer(start: start, count: Int(count)))
}
