// Lines with tag blocks whose checksums are made right, so that the fuzzer gets past them.
#include "ais.h"

namespace {

/// Sets the sum of each `\…*HH\` to the right one.
void sum_up(std::string& text) {
    for (std::size_t open = text.find('\\'); open != std::string::npos;) {
        const std::size_t close = text.find('\\', open + 1);
        if (close == std::string::npos) return;
        if (close - open > 4 && text[close - 3] == '*') {
            unsigned sum = 0;
            for (std::size_t i = open + 1; i < close - 3; ++i) sum ^= static_cast<unsigned char>(text[i]);
            constexpr char digits[] = "0123456789ABCDEF";
            text[close - 2] = digits[sum >> 4U & 15U];
            text[close - 1] = digits[sum & 15U];
        }
        open = text.find('\\', close + 1);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::string_view sentence = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n";
    std::string text;
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    while (!rest.empty()) {  // each line of the input becomes the dressing of a sentence
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        text.append(rest.substr(0, end)).append(sentence);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    sum_up(text);
    text += std::string(256, '#') + "\n";
    vigia::fuzz::agree(text, size % 2 == 0 ? vigia::ais::Policy::standard : vigia::ais::Policy::lenient, 37);
    return 0;
}
