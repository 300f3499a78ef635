import COpenSSL

/// What is to stand in a certificate that is about to be signed.
struct CertificateDraft {
    /// Bytes of a serial number: as random as is asked of public authorities, and short of the 20 that are allowed
    /// (RFC 5280 §4.1.2.2).
    private static let serialBytes: Int32 = 16
    /// How long before the present a certificate becomes valid, in seconds: clocks differ.
    private static let earlierSeconds = 2 * 86_400

    /// The subject, most general part first, by OpenSSL's short names.
    var subject: [(name: String, value: String)]
    /// How many seconds from now it is valid.
    var seconds: Int
    /// The extensions in order, with values as OpenSSL's configuration files write them.
    var extensions: [(identifier: Int32, value: String)]

    /// The draft of an authority's own certificate, which is valid for ten years.
    static let authority = CertificateDraft(
        subject: [("O", "Fauxto"), ("CN", "Fauxto local authority")],
        seconds: 3_650 * 86_400,
        extensions: [
            (NID_basic_constraints, "critical,CA:TRUE,pathlen:0"),
            (NID_key_usage, "critical,keyCertSign,cRLSign"),
            (NID_subject_key_identifier, "hash"),
        ]
    )

    /// The draft of a certificate for a host, with everything that strict clients want to see, for 90 days: browsers
    /// accept 397 at most.
    static func leaf(for host: CertificateHost) -> CertificateDraft {
        CertificateDraft(
            subject: [("O", "Fauxto"), ("CN", host.commonName)],
            seconds: 90 * 86_400,
            extensions: [
                (NID_basic_constraints, "critical,CA:FALSE"),
                (NID_key_usage, "critical,digitalSignature"),
                (NID_ext_key_usage, "serverAuth"),
                (NID_subject_key_identifier, "hash"),
                (NID_authority_key_identifier, "keyid:always"),
                (NID_subject_alt_name, host.alternativeName),
            ]
        )
    }

    /// Makes the certificate.
    ///
    /// - Parameters:
    ///   - key: The key it is about.
    ///   - issuer: Whose signature it gets; nil for one that signs itself.
    ///   - issuerKey: What it is signed with.
    /// - Returns: The certificate, or nil when memory runs out.
    func signed(about key: PrivateKey, by issuer: Certificate?, with issuerKey: PrivateKey) -> Certificate? {
        guard let certificate = Certificate(X509_new()) else { return nil }
        let pointer = certificate.pointer
        guard
            // Version 3 is written as 2.
            X509_set_version(pointer, 2) == 1,
            setSerial(of: pointer),
            X509_gmtime_adj(X509_getm_notBefore(pointer), -CertificateDraft.earlierSeconds) != nil,
            X509_gmtime_adj(X509_getm_notAfter(pointer), seconds) != nil,
            setSubject(of: pointer),
            X509_set_issuer_name(pointer, X509_get_subject_name(issuer?.pointer ?? pointer)) == 1,
            X509_set_pubkey(pointer, key.pointer) == 1,
            addExtensions(to: pointer, issuer: issuer?.pointer ?? pointer),
            X509_sign(pointer, issuerKey.pointer, EVP_sha256()) > 0
        else { return nil }
        return certificate
    }

    private func setSerial(of pointer: OpaquePointer) -> Bool {
        var bytes = [UInt8](repeating: 0, count: Int(CertificateDraft.serialBytes))
        guard RAND_bytes(&bytes, CertificateDraft.serialBytes) == 1 else { return false }
        // Positive, and never shorter.
        bytes[0] = bytes[0] & 0x3F | 0x40
        guard let number = BN_bin2bn(bytes, CertificateDraft.serialBytes, nil) else { return false }
        defer { BN_free(number) }
        return BN_to_ASN1_INTEGER(number, X509_get_serialNumber(pointer)) != nil
    }

    private func setSubject(of pointer: OpaquePointer) -> Bool {
        let name = X509_get_subject_name(pointer)
        return subject.allSatisfy { part in
            X509_NAME_add_entry_by_txt(name, part.name, MBSTRING_UTF8, part.value, -1, -1, 0) == 1
        }
    }

    private func addExtensions(to pointer: OpaquePointer, issuer: OpaquePointer) -> Bool {
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, issuer, pointer, nil, nil, 0)
        return extensions.allSatisfy { identifier, value in
            guard let made = X509V3_EXT_nconf_nid(nil, &context, identifier, value) else { return false }
            defer { X509_EXTENSION_free(made) }
            return X509_add_ext(pointer, made, -1) == 1
        }
    }
}
