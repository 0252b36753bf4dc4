// Any text as an operator's table of application messages: refused with a place, or usable.
#include "ais.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vigia;
    const Result<ais::Registry> registry =
        ais::Registry::parse({reinterpret_cast<const char*>(data), size}, "fuzz.toml");
    if (!registry) {
        check(registry.error().message.starts_with("fuzz.toml:"));
        return 0;
    }
    ais::Bits payload;
    for (std::size_t i = 0; i < size && payload.size() < 1000; ++i) payload.append(data[i], 8);
    for (const ais::Application& application : registry->all())
        for (const ais::ApplicationValue& value : ais::decode(application, payload)) (void)value.said();
    return 0;
}
