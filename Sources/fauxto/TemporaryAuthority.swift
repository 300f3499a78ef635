import Certificates
import Glibc

/// A folder for the certificate authority of one run, where the user's own cannot be written to.
struct TemporaryAuthority {
    /// Where it is.
    let directory: String
    /// Why there is one, in one line.
    let reason: String

    /// Makes a folder if the user's own authority cannot be kept, or files beside it.
    ///
    /// - Returns: The folder; nil where it is not needed.
    /// - Throws: What is wrong with the user's own, where there can be no temporary one either.
    static func whereNoneCanBeKept() throws(CertificateAuthorityError) -> TemporaryAuthority? {
        do throws(CertificateAuthorityError) {
            let authority = try CertificateAuthority(in: nil)
            let folder = authority.certificatePath.prefix(upTo: lastSlash(in: authority.certificatePath))
            if access(String(folder), W_OK) == 0 { return nil }
            throw .cannotCreate(path: String(folder), reason: String(cString: strerror(errno)))
        } catch {
            switch error {
            case .noDirectory, .cannotCreate, .cannotRead:
                guard let directory = makeFolder() else { throw error }
                return TemporaryAuthority(
                    directory: directory,
                    reason: "the certificate authority of this run is in a temporary folder, since \(error)"
                )
            case .unusable, .cannotMake:
                throw error
            }
        }
    }

    private static func lastSlash(in path: String) -> String.Index {
        path.lastIndex(of: "/") ?? path.startIndex
    }

    private static func makeFolder() -> String? {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? ""
        var template = Array(((parent.hasPrefix("/") ? parent : "/tmp") + "/fauxto-XXXXXX").utf8CString)
        return mkdtemp(&template).map { String(cString: $0) }
    }

    /// Removes the folder and what is in it, which has no folders of its own.
    func remove() {
        if let stream = opendir(directory) {
            while let entry = readdir(stream) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: $0.pointee)) {
                        String(cString: $0)
                    }
                }
                if name != ".", name != ".." { unlink("\(directory)/\(name)") }
            }
            closedir(stream)
        }
        rmdir(directory)
    }
}
