#include "service/serve/inside/search.h"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include "base/text.h"

namespace vigia::serve {

namespace {

/// The letters of U+00C0 to U+017F without their marks; `*` stands for one that has two letters.
constexpr std::string_view bare_letters =
    "AAAAAA*CEEEEIIII"
    "DNOOOOOxOUUUUY**"
    "AAAAAA*CEEEEIIII"
    "DNOOOOO/OUUUUY*Y"
    "AAAAAACCCCCCCCDD"
    "DDEEEEEEEEEEGGGG"
    "GGGGHHHHIIIIIIII"
    "II**JJKKKLLLLLLL"
    "LLLNNNNNNNNNOOOO"
    "OO**RRRRRRSSSSSS"
    "SSTTTTTTUUUUUUUU"
    "UUUUWWYYYZZZZZZS";
static_assert(bare_letters.size() == 0x180 - 0xC0);

std::string_view two_letters(unsigned code) {
    switch (code) {
        case 0xC6: case 0xE6: return "AE";
        case 0xDE: case 0xFE: return "TH";
        case 0xDF: return "SS";
        case 0x132: case 0x133: return "IJ";
        case 0x152: case 0x153: return "OE";
        default: return "*";
    }
}

}  // namespace

std::string folded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            out += byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - 'a' + 'A') : text[i];
            continue;
        }
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
        const bool pair = byte >= 0xC2 && byte < 0xE0 && (next & 0xC0) == 0x80;
        const unsigned code = pair ? (byte & 0x1FU) << 6 | (next & 0x3FU) : 0;
        if (code >= 0xC0 && code < 0x180) {
            const char bare = bare_letters[code - 0xC0];
            if (bare == '*') out += two_letters(code);
            else out += bare;
            ++i;
        } else if (code >= 0x300 && code < 0x370) {
            ++i;  // a combining mark
        } else {
            out += text[i];
        }
    }
    return out;
}

namespace {

/// 0 the whole text, 1 a whole word or its beginning, 2 anywhere; 9 not at all.
int closeness(std::string_view text, std::string_view query) {
    int best = 9;
    for (std::size_t at = text.find(query); at != text.npos; at = text.find(query, at + 1)) {
        if (text.size() == query.size()) return 0;
        best = std::min(best, at == 0 ? 1 : text[at - 1] == ' ' ? 2 : 3);
    }
    return best;
}

struct Found {
    int closeness = 9;
    const model::Track* track = nullptr;
    std::string_view matched;
    [[nodiscard]] auto order() const { return std::tuple(closeness, std::to_underlying(track->freshness), std::to_underlying(track->id)); }
};

Found look_at(const model::Track& track, std::string_view query, std::string_view digits) {
    Found found{.closeness = 9, .track = &track, .matched = {}};
    const auto look = [&](std::string_view field, std::string_view text, std::string_view wanted) {
        if (wanted.empty() || text.empty()) return;
        const int close = closeness(text, wanted);
        if (close < found.closeness) found = {.closeness = close, .track = &track, .matched = field};
    };
    const model::Particulars& said = track.particulars;
    if (said.name) look("name", folded(said.name->view()), query);
    if (said.call_sign) look("call_sign", folded(said.call_sign->view()), query);
    if (!digits.empty()) {
        look("mmsi", track.mmsi.text(), digits);
        if (said.imo) look("imo", std::to_string(*said.imo), digits);
    }
    return found;
}

}  // namespace

std::string search_json(const engine::Picture& picture, std::string_view text) {
    const std::string query = folded(trimmed(text.substr(0, search_query_limit)));
    std::string_view digits = query;
    if (digits.starts_with("IMO")) digits.remove_prefix(3);
    const std::string number(trimmed(digits));
    const bool numeric = !number.empty() && std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });

    std::vector<Found> found;
    if (!query.empty())
        picture.for_each([&](const model::Track& track) {
            const Found one = look_at(track, query, numeric ? std::string_view(number) : std::string_view());
            if (one.closeness < 9) found.push_back(one);
        });
    const std::size_t count = std::min(found.size(), search_result_limit);
    std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(count), {}, &Found::order);
    found.resize(count);

    std::string out = "{\"results\":[";
    bool first = true;
    for (const Found& one : found) {
        const model::Particulars& said = one.track->particulars;
        if (!std::exchange(first, false)) out += ',';
        out += "{\"id\":";
        append_int(out, std::to_underlying(one.track->id));
        out += ",\"mmsi\":\"" + one.track->mmsi.text() + "\",\"name\":";
        if (said.name) append_json(out, said.name->view());
        else out += "null";
        out += ",\"call_sign\":";
        if (said.call_sign) append_json(out, said.call_sign->view());
        else out += "null";
        out += ",\"imo\":";
        if (said.imo) append_int(out, *said.imo);
        else out += "null";
        out += ",\"matched\":";
        append_json(out, one.matched);
        out += '}';
    }
    out += "]}";
    return out;
}

}  // namespace vigia::serve
