#include "model/lists.h"

#include <doctest/doctest.h>

#include <fmt/format.h>

#include "base/random.h"

using namespace vigia;
using namespace vigia::model;

namespace {

Particulars named(std::string_view name, std::optional<std::uint32_t> imo = {}) {
    Particulars particulars;
    particulars.name = FixedText<34>(name);
    particulars.imo = imo;
    return particulars;
}

Lists watching(std::vector<Watched> watched) {
    ListEntries entries;
    entries.sources = {{"harbour desk", "captain of the port", {}}};
    entries.watched = std::move(watched);
    auto lists = Lists::make(std::move(entries));
    REQUIRE(lists.has_value());
    return *std::move(lists);
}

const Mmsi stranger = Mmsi::of(352'000'123);
const Time noon = *time_from_iso("2026-03-02T17:00:00Z");

}  // namespace

TEST_CASE("a name is compared in capitals, without marks and without what kind of vessel it is") {
    CHECK(normalised("m/v Star Alder") == "STARALDER");
    CHECK(normalised("M.T. STAR-ALDER 2") == "STARALDER2");
    CHECK(normalised("MT") == "MT");
    CHECK(normalised("MSC ANNA") == "MSCANNA");
    CHECK(likeness("STARALDER1", "STARALDER2") == doctest::Approx(0.9));
    CHECK(likeness("STARALDERS", "STRAALDERS") == doctest::Approx(0.9));
}

TEST_CASE("a vessel is watched by its IMO number, its MMSI or a name that is nearly the same") {
    const Lists lists = watching({{9074729, {}, "OCEAN GRACE", "sanctioned", 0}, {{}, 352000123, "", "debts", 0}, {{}, {}, "M/V NORDIC PIONEER", "asked for", 0}});
    const Particulars other_name = named("ANYTHING", 9074729);
    CHECK(lists.watched(Mmsi::of(1), &other_name, 0.9)->by == FitsBy::imo);
    CHECK(lists.watched(stranger, nullptr, 0.9)->entry == 1);
    const Particulars near = named("NORDIC PIONEIR");
    const auto fit = lists.watched(Mmsi::of(1), &near, 0.9);
    REQUIRE(fit.has_value());
    CHECK(fit->by == FitsBy::name);
    CHECK(fit->likeness == doctest::Approx(1 - 1.0 / 13));
    const Particulars far = named("NORTIC PIONEIR");
    CHECK_FALSE(lists.watched(Mmsi::of(1), &far, 0.9));
}

TEST_CASE("a name with another IMO number is another ship, unless that number cannot be") {
    const Lists lists = watching({{9074729, {}, "OCEAN GRACE", "sanctioned", 0}});
    const Particulars namesake = named("OCEAN GRACE", 9100011), liar = named("OCEAN GRACE", 9100012), silent = named("OCEAN GRACE");
    REQUIRE(Imo::make(9100011).has_value());
    CHECK_FALSE(lists.watched(stranger, &namesake, 0.9));
    CHECK(lists.watched(stranger, &liar, 0.9).has_value());
    CHECK(lists.watched(stranger, &silent, 0.9).has_value());
}

TEST_CASE("a listed name that is longer than the air allows is known by its first twenty characters") {
    const Lists lists = watching({{{}, {}, "CONSTELLATION OF THE SOUTHERN SEAS", "asked for", 0}});
    const Particulars cut = named("CONSTELLATION OF THE");
    CHECK(lists.watched(stranger, &cut, 0.9).has_value());
}

TEST_CASE("among ten thousand names the index finds what comparing with each finds") {
    Random random(7);
    std::vector<Watched> all;
    const auto word = [&](std::size_t length) {
        std::string text;
        for (std::size_t i = 0; i < length; ++i) text += static_cast<char>('A' + random.below(6));
        return text;
    };
    for (int i = 0; i < 10'000; ++i) all.push_back({{}, {}, word(5 + random.below(16)), "x", 0});
    const Lists lists = watching(all);
    int found = 0;
    for (int i = 0; i < 40; ++i) {
        std::string name = all[random.below(all.size())].name;
        name[random.below(name.size())] = 'Z';
        const Particulars particulars = named(name);
        double best = 0;
        for (const Watched& one : all) best = std::max(best, likeness(name, one.name));
        const auto fit = lists.watched(stranger, &particulars, 0.9);
        CHECK(fit.has_value() == (best + 1e-9 >= 0.9));
        if (!fit) continue;
        CHECK(fit->likeness == doctest::Approx(best));
        ++found;
    }
    CHECK(found > 10);
}

TEST_CASE("roles, permits and protected vessels are known by MMSI; a permit ends") {
    ListEntries entries;
    entries.sources = {{"operations", "duty officer", {}}};
    entries.roles = {{stranger, Role::tug, 0}};
    entries.permits = {{stranger, noon, 0}, {Mmsi::of(2), {}, 0}};
    entries.protected_vessels = {{stranger, 0}};
    const auto lists = Lists::make(entries);
    REQUIRE(lists.has_value());
    CHECK(lists->role(stranger) == Role::tug);
    CHECK_FALSE(lists->role(Mmsi::of(2)));
    CHECK(lists->permits(stranger, noon - std::chrono::seconds(1)));
    CHECK_FALSE(lists->permits(stranger, noon));
    CHECK(lists->permits(Mmsi::of(2), noon));
    CHECK(lists->protects(stranger));
    entries.roles.push_back({stranger, Role::pilot, 0});
    CHECK(Lists::make(entries).error().message == "vessel 352000123 is listed as tug and as pilot: keep one");
    entries.roles.clear();
    entries.watched.push_back({{}, {}, "---", "x", 0});
    CHECK_FALSE(Lists::make(entries).has_value());
}

TEST_CASE("each role has a name of its own") {
    for (std::size_t i = 0; i < roles; ++i) {
        const Role role{static_cast<std::uint8_t>(i)};
        CHECK(role_named(name(role)) == role);
    }
    CHECK_FALSE(role_named("pirate"));
}
