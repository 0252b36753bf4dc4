// Parts of messages in any order, from any station, at any time: bounded, counted, and the same on both
// roads.
#include "ais.h"

namespace {

void append_part(const std::uint8_t* b, std::string& text, std::int64_t& time) {
    constexpr char armour[] = "0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvw";
    time += b[0] % 32 == 0 ? 15 : b[0] % 4;
    std::string tag = "s:S" + std::to_string(b[0] >> 6U) + ",c:" + std::to_string(time);
    const unsigned total = 1 + b[1] % 5, number = 1 + (b[1] >> 4U) % 6;
    std::string body = "AIVDM," + std::to_string(total) + "," + std::to_string(number) + "," +
                       std::to_string(b[2] % 3) + "," + (b[2] & 64U ? "A" : "B") + ",";
    for (unsigned i = 0; i < b[3] % 64U; ++i) body += armour[(b[4] * (i + 1) + b[5]) % 64];
    body += "," + std::to_string(b[4] % 6);
    const auto close = [](std::string& out) {
        unsigned sum = 0;
        for (const char c : out) sum ^= static_cast<unsigned char>(c);
        constexpr char digits[] = "0123456789ABCDEF";
        out += '*';
        out += digits[sum >> 4U & 15U];
        out += digits[sum & 15U];
    };
    close(tag);
    close(body);
    if (b[5] % 4 != 0) text += "\\" + tag + "\\";
    text += "!" + body + "\n";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string text;
    std::int64_t time = 1'700'000'000;
    for (std::size_t i = 0; i + 6 <= size && i < 6 * 4096; i += 6) append_part(data + i, text, time);
    text += std::string(256, '#') + "\n";
    vigia::fuzz::agree(text, vigia::ais::Policy::standard, 101);
    const vigia::ais::Statistics s =
        vigia::fuzz::read(text, vigia::ais::Policy::lenient, vigia::ais::best_kernel(), SIZE_MAX / 2);
    vigia::check(s.multipart.waiting == 0);  // after finish
    return 0;
}
