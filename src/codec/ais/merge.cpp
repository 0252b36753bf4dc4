#include "codec/ais/merge.h"

#include <algorithm>

namespace vigia::ais {

std::optional<StaticReport> Merger::add(const Batch& batch, std::size_t index) {
    if (batch.head(index).type != 24) return std::nullopt;
    const Result<Message> decoded = message(batch, index);
    if (!decoded) return std::nullopt;
    const Mmsi mmsi = sender(*decoded);
    auto place = std::find_if(waiting_.begin(), waiting_.end(),
                              [&](const Waiting& w) { return w.age != 0 && w.a.mmsi == mmsi; });
    if (const auto* a = std::get_if<StaticPartA>(&*decoded)) {
        if (place == waiting_.end())  // an unused place has age 0, so it goes first
            place = std::min_element(waiting_.begin(), waiting_.end(),
                                     [](const Waiting& x, const Waiting& y) { return x.age < y.age; });
        *place = {*a, ++clock_};
        return std::nullopt;
    }
    if (place == waiting_.end()) {
        ++unmatched_;
        return std::nullopt;
    }
    place->age = 0;
    return StaticReport{place->a, std::get<StaticPartB>(*decoded)};
}

}  // namespace vigia::ais
