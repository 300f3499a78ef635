import Testing

@testable import Emulator

@Suite struct `A setting in a configuration file` {
    @Test(arguments: ScopedSetting.all) func `holds for everything, unless it is left out`(
        setting: ScopedSetting
    ) async throws {
        #expect(try await setting.observation(stated: setting.statement) == setting.effect)
        #expect(try await setting.observation(stated: "") != setting.effect)
    }

    @Test(arguments: ScopedSetting.all, SettingScope.allCases)
    func `holds in a section for what the section is about, and for nothing else`(
        setting: ScopedSetting,
        scope: SettingScope
    ) async throws {
        guard setting.scopes.contains(scope) else { return }
        let (own, other) =
            switch scope {
            case .vendors: ("fal", "siraya")
            case .models: ("fal-ai/flux/srpo", "fal-ai/flux/srpo/image-to-image")
            case .accounts: ("id:secret", "other:secret")
            }
        #expect(try await setting.observation(stated: setting.section(scope, own)) == setting.effect)
        let without = try await setting.observation(stated: "")
        #expect(try await setting.observation(stated: setting.section(scope, other)) == without)
    }
}
