// Any bytes, cut anywhere, under any policy: the fast road and the plain road agree.
#include "ais.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const auto policy = static_cast<vigia::ais::Policy>(data[0] % 3);
    std::string text(reinterpret_cast<const char*>(data + 2), size - 2);
    text += "\n" + std::string(256, '#') + "\n";  // room after the last line, for the framing loop
    vigia::fuzz::agree(text, policy, std::size_t{1} + data[1]);
    return 0;
}
