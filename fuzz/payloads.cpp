// Any bits as a message: decoding never stops, and what was decoded encodes to bits that decode to the
// same again. Application payloads go through the registry.
#include "ais.h"
#include "codec/ais/encode.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vigia;
    if (size < 2) return 0;
    ais::Bits bits;
    for (std::size_t i = 1; i < size && bits.size() < ais::Bits::capacity; ++i) bits.append(data[i], 8);
    bits.cut(bits.size() - std::min<std::size_t>(bits.size(), data[0] % 8));
    std::string armoured;
    const unsigned fill = ais::armour(bits, armoured);
    ais::Bits back;
    if (bits.size() + fill <= ais::Bits::capacity / 6 * 6) check(ais::unarmour(armoured, fill, back) && back == bits);

    const Result<ais::Message> first = ais::decode(bits);
    if (!first) return 0;
    const Result<ais::Message> second = ais::decode(ais::encode(*first));
    check(second.has_value());
    const Result<ais::Message> third = ais::decode(ais::encode(*second));
    check(third.has_value() && *third == *second);

    const auto open = [&](unsigned type, unsigned dac, unsigned fi, const ais::Bits& payload) {
        const ais::Application* application = ais::Registry::standard().find(type, dac, fi, payload);
        if (application == nullptr) return;
        for (const ais::ApplicationValue& value : ais::decode(*application, payload)) (void)value.scaled();
    };
    if (const auto* m = std::get_if<ais::AddressedBinary>(&*first)) open(6, m->dac, m->fi, m->data);
    if (const auto* m = std::get_if<ais::BroadcastBinary>(&*first)) open(8, m->dac, m->fi, m->data);
    std::string sentences;
    ais::append_sentences(bits, {}, sentences);
    sentences += std::string(256, '#') + "\n";
    fuzz::agree(sentences, ais::Policy::lenient, 64);
    return 0;
}
