#include "codec/ais/registry.h"

#include <algorithm>

#include "codec/ais/inside/messages_text.h"

namespace vigia::ais {

namespace {

std::size_t bits_of(const std::vector<ApplicationField>& fields) {
    std::size_t sum = 0;
    for (const ApplicationField& field : fields) sum += field.bits;
    return sum;
}

/// Takes one field that is no group; returns its width.
std::size_t take(const ApplicationField& field, const Bits& data, std::size_t at, std::uint16_t repetition,
                 const ApplicationField* group, std::vector<ApplicationValue>& out) {
    const std::size_t width = field.bits != 0 ? field.bits : data.size() - at;
    if (field.kind == ApplicationKind::spare) return width;
    ApplicationValue value{.field = &field, .raw = 0, .text = {}, .bits = 0, .repetition = repetition, .group = group};
    switch (field.kind) {
        case ApplicationKind::signed_number: value.raw = data.signed_number(at, width); break;
        case ApplicationKind::unsigned_number:
        case ApplicationKind::flag: value.raw = static_cast<std::int64_t>(data.number(at, width)); break;
        case ApplicationKind::text: data.text(at, width, value.text); break;
        case ApplicationKind::data: {
            const Bits part = data.part(at, width);
            part.hex(value.text);
            value.bits = static_cast<std::uint16_t>(part.size());
            break;
        }
        case ApplicationKind::spare: break;
    }
    out.push_back(std::move(value));
    return width;
}

}  // namespace

bool ApplicationValue::said() const {
    if (field->kind == ApplicationKind::text) return !text.empty();
    return !field->none || *field->none != raw;
}

double ApplicationValue::scaled() const { return field->offset + static_cast<double>(raw) / field->scale; }

const Registry& Registry::standard() {
    static const Registry registry = [] {
        Result<Registry> parsed = parse(inside::messages_text, "data/ais-messages.toml");
        check(parsed.has_value());  // a unit test says what is wrong with the file
        return *std::move(parsed);
    }();
    return registry;
}

Result<Registry> Registry::parse(std::string_view toml, std::string_view file_name) {
    return Registry().with(toml, file_name);
}

const Application* Registry::find(unsigned type, unsigned dac, unsigned fi, const Bits& data) const {
    const auto [first, last] = std::equal_range(
        applications_.begin(), applications_.end(), std::pair(dac, fi),
        [](const auto& a, const auto& b) {
            const auto key = [](const auto& x) {
                if constexpr (requires { x.dac; }) return std::pair<unsigned, unsigned>(x.dac, x.fi);
                else return std::pair<unsigned, unsigned>(x.first, x.second);
            };
            return key(a) < key(b);
        });
    for (auto a = first; a != last; ++a) {
        if (a->message != 0 && a->message != type && type != 25 && type != 26) continue;
        if (a->sub_bits != 0 && (data.size() < std::size_t{a->sub_start} + a->sub_bits ||
                                 data.number(a->sub_start, a->sub_bits) != a->sub))
            continue;
        if (data.size() < a->least || (a->most != 0 && data.size() > a->most)) continue;
        return &*a;
    }
    return nullptr;
}

std::vector<ApplicationValue> decode(const Application& application, const Bits& data) {
    std::vector<ApplicationValue> out;
    std::size_t at = 0;
    for (const ApplicationField& field : application.fields) {
        if (at >= data.size()) break;
        if (field.group.empty()) {
            at += take(field, data, at, 0, nullptr, out);
            continue;
        }
        const std::size_t width = bits_of(field.group);
        for (std::uint16_t k = 0; k < field.most && at < data.size() && (data.size() - at) * 2 >= width; ++k) {
            const std::size_t begin = at;
            for (const ApplicationField& member : field.group) {
                if (at >= data.size()) break;
                at += take(member, data, at, k, &field, out);
            }
            at = std::max(at, begin + 1);
        }
    }
    return out;
}

}  // namespace vigia::ais
