/// Every vendor there is.
///
/// A new vendor is a new folder beside this file and a line here.
public let vendorTable: [any Vendor.Type] = [
    Fal.self,
    AIMLAPI.self,
    OneRouter.self,
    Siraya.self,
]
