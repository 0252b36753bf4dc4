#include "engine/inside/table.h"

#include <doctest/doctest.h>

#include <map>

#include "base/random.h"

namespace vigia::engine {
namespace {

model::Track made(model::TrackId id, model::Sequence changed) {
    model::Track track;
    track.id = id;
    track.changed = changed;
    return track;
}

}  // namespace

TEST_CASE("Pictures held over any changes stay what they were, and differences between them are told") {
    Random random(17);
    for (const std::uint32_t first : {1U, 5'000'000U}) {
        TrackTable table(first);
        std::map<std::uint32_t, model::Sequence> truth;
        model::Sequence clock = 0;
        std::shared_ptr<Picture> held;
        std::map<std::uint32_t, model::Sequence> truth_held;
        for (int step = 0; step < 60; ++step) {
            for (int i = 0; i < 300; ++i) {
                ++clock;
                if (truth.empty() || random.chance(0.5)) {
                    const model::TrackId id = table.next();
                    table.add(made(id, clock));
                    truth[static_cast<std::uint32_t>(id)] = clock;
                } else {
                    // Old tracks go first, as in a real sea, so that whole pages empty.
                    auto it = truth.begin();
                    std::advance(it, static_cast<std::ptrdiff_t>(random.below(std::min<std::size_t>(truth.size(), 50))));
                    if (random.chance(0.7)) {
                        table.remove(model::TrackId{it->first});
                        truth.erase(it);
                    } else {
                        table.track(model::TrackId{it->first}).changed = it->second = clock;
                    }
                }
            }
            auto picture = std::make_shared<Picture>();
            table.share(*picture);
            REQUIRE(picture->size() == truth.size());
            const auto shows = [](const Picture& p) {
                std::map<std::uint32_t, model::Sequence> all;
                p.for_each([&](const model::Track& t) { all[static_cast<std::uint32_t>(t.id)] = t.changed; });
                return all;
            };
            CHECK(shows(*picture) == truth);
            for (const auto& [id, changed] : truth) REQUIRE(picture->find(model::TrackId{id})->changed == changed);
            if (held) {
                CHECK(shows(*held) == truth_held);
                auto rebuilt = truth_held;
                picture->changed_since(
                    *held, [&](const model::Track& t) { rebuilt[static_cast<std::uint32_t>(t.id)] = t.changed; },
                    [&](model::TrackId id) { CHECK(rebuilt.erase(static_cast<std::uint32_t>(id)) == 1); });
                CHECK(rebuilt == truth);
            }
            if (random.chance(0.5) || !held) {
                held = picture;
                truth_held = truth;
            }
        }
        CHECK_FALSE(table.find(model::TrackId{first}));
    }
}

}  // namespace vigia::engine
