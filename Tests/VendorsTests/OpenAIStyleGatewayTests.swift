import HTTP
import ImageGeneration
import Simulation
import Testing

@testable import Vendors

struct `OpenAI-style vendors` {
    @Test(arguments: [(OneRouter.self as any Vendor.Type, "onerouter"), (Siraya.self, "siraya")])
    func `name files by a UUID behind an escaped slash`(vendor: any Vendor.Type, name: String) throws {
        let location = vendor.init(settings: VendorSettings())
            .imageLocation(index: 1, format: .png, draw: Draw(serverSeed: 3))
        #expect(location.role.host == "resource.\(name).pro")
        let prefix = "/image/generated%2F\(name)_"
        #expect(location.path.hasPrefix(prefix))
        let rest = location.path.dropFirst(prefix.count)
        #expect(rest.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\.png/) != nil)
    }

    @Test(arguments: [
        (nil, Credential.absent),
        ("", .absent),
        (" ", .absent),
        ("Bearer", .emptyBearer),
        ("bearer  abc ", .bearer("abc")),
        ("sk-1", .raw("sk-1")),
        ("Bearerabc", .raw("Bearerabc")),
        ("Bearer a b", .malformed("Bearer a b")),
        ("Key a:b", .malformed("Key a:b")),
    ])
    func `read a key with its scheme or without`(field: String?, credential: Credential) {
        var fields: HTTPFields = [:]
        if let field { fields.append("authorization", field) }
        #expect(Credential(of: fields) == credential)
    }

    @Test(arguments: [AIMLAPI.self as any Vendor.Type, OneRouter.self, Siraya.self])
    func `take a key as the account, well formed or not`(vendor: any Vendor.Type) {
        func account(_ field: String?) -> String? {
            var fields: HTTPFields = [:]
            if let field { fields.append("authorization", field) }
            return vendor.init(settings: VendorSettings()).account(of: vendor.call(path: "/", fields: fields))
        }
        #expect(account("Bearer k") == "k")
        #expect(account("k") == "k")
        #expect(account("Basic k") == "Basic k")
        #expect(account(nil) == nil)
    }
}
