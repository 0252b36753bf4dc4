#include "logic/detection/group_said.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include <fmt/format.h>

#include "base/random.h"
#include "logic/detection/book.h"
#include "logic/detection/call_signs.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::Moment;

namespace {

/// The first country digits and the first signs of a call sign of an administration.
std::uint32_t digits_of(std::size_t who) { return static_cast<std::uint32_t>(std::stoul(std::string(administrations()[who].digits.substr(0, 3)))); }
std::string signs_of(std::size_t who) {
    const std::string_view series = administrations()[who].series.substr(0, administrations()[who].series.find(' '));
    std::string signs(series.substr(0, std::min<std::size_t>(series.find('-'), series.size())));
    while (signs.size() < 3) signs += 'B';
    return signs;
}

/// Takes each administration that has a series to another one.
class Permutation {
  public:
    Permutation() {
        for (std::size_t i = 0; i < administrations().size(); ++i)
            if (!administrations()[i].series.empty()) all_.push_back(i);
    }
    [[nodiscard]] std::size_t other(std::size_t who) const {
        const auto at = std::ranges::find(all_, who) - all_.begin();
        return all_[(static_cast<std::size_t>(at) + 71) % all_.size()];
    }
    [[nodiscard]] model::Mmsi mmsi(model::Mmsi mmsi) const {
        const auto country = country_of(mmsi);
        if (!country || administrations()[static_cast<std::size_t>(*country)].series.empty()) return mmsi;
        return model::Mmsi::of(digits_of(other(static_cast<std::size_t>(*country))) * 1'000'000 + mmsi.number() % 1'000'000);
    }
    [[nodiscard]] FixedText<7> call_sign(std::string_view call_sign) const {
        const auto country = country_of_call_sign(call_sign);
        if (!country) return FixedText<7>(call_sign);
        return FixedText<7>(signs_of(other(static_cast<std::size_t>(*country))) + std::string(call_sign.substr(3)));
    }
    [[nodiscard]] std::size_t size() const { return all_.size(); }
    [[nodiscard]] std::size_t operator[](std::size_t i) const { return all_[i]; }

  private:
    std::vector<std::size_t> all_;
};

/// Ships of all countries that say right and wrong things, and help of all kinds.
std::vector<Moment> traffic(const Permutation& countries) {
    std::vector<Moment> moments;
    Random random(5);
    std::vector<model::Particulars> said;
    std::vector<model::Mmsi> numbers;
    constexpr std::array<std::uint32_t, 4> devices = {970'111'222, 972'111'222, 974'111'222, 199'000'001};
    for (std::uint32_t i = 0; i < 300; ++i) {
        const std::size_t country = countries[random.below(countries.size())], other = countries[random.below(countries.size())];
        numbers.push_back(model::Mmsi::of(i < devices.size() ? devices[i] : digits_of(country) * 1'000'000 + 1000 + i));
        model::Particulars p;
        p.name = FixedText<34>("SHIP " + std::to_string(i));
        p.call_sign = FixedText<7>(signs_of(random.chance(0.2) ? other : country) + fmt::format("{}{}", static_cast<char>('A' + i % 26), i % 10));
        p.imo = random.chance(0.2) ? 9'074'728 : 9'074'729;
        p.dimensions = model::Dimensions{static_cast<std::uint16_t>(random.below(420)), 10, 10, 10};
        said.push_back(p);
    }
    const Time start = *time_from_iso("2026-03-02T17:00:00Z");
    for (int round = 0; round < 8; ++round)
        for (std::uint32_t i = 0; i < 300; ++i) {
            Moment moment;
            moment.heard = moment.seen = start + round * 6min + i * 1s;
            moment.track = model::TrackId{i + 1};
            moment.mmsi = numbers[i];
            moment.transceiver = model::Transceiver::class_a;
            moment.kind = Moment::Kind::fix;
            moment.fix.position = geo::Position::of(8, -79.0 + 0.001 * i);
            moment.fix.speed = from_knots(10);
            moment.fix.status = static_cast<model::NavigationStatus>(i < 3 || static_cast<int>(i % 20) == round ? 14 : i % 17 == 0 ? 2 : i % 19 == 0 ? 6 : 0);
            moments.push_back(moment);
            moment.kind = Moment::Kind::said;
            if (round == 4 && i % 9 == 0) said[i].name = FixedText<34>("RENAMED " + std::to_string(i)), said[i].imo = 9'100'011;
            moment.particulars = std::make_shared<const model::Particulars>(said[i]);
            moments.push_back(moment);
            moment.kind = Moment::Kind::text;
            moment.particulars.reset();
            moment.text = std::make_shared<const std::string>("KEEP CLEAR");
            if (static_cast<int>(i % 50) == round) moments.push_back(moment);
        }
    return moments;
}

/// What happened, without the numbers of events, in an order of its own.
std::vector<std::string> told(const std::vector<Moment>& moments, const std::map<model::Mmsi, model::Mmsi>& back) {
    const auto group = make_said_group(std::make_shared<const model::Chart>(), {}, nullptr);
    group->take(moments);
    Book book;
    std::vector<model::EventChange> changes;
    book.take(0, group->findings.told);
    book.release(Time::max(), changes);
    std::vector<std::string> all;
    for (const auto& change : changes) {
        const model::Finding& finding = change.event.finding;
        all.push_back(fmt::format("{} {} {} {} {} {} {}", name(finding.kind), back.at(finding.vessels.at(0).mmsi).text(), static_cast<int>(change.step), to_iso(change.at),
                                  to_iso(finding.begun), change.event.ended ? to_iso(*change.event.ended) : "-", finding.confidence));
    }
    std::ranges::sort(all);
    return all;
}

}  // namespace

TEST_CASE("what a vessel says is judged alike under every flag: all country digits and call signs exchanged, the events are the same") {
    const Permutation countries;
    const std::vector<Moment> moments = traffic(countries);
    std::vector<Moment> exchanged = moments;
    std::map<model::Mmsi, model::Mmsi> same, back;
    for (std::size_t i = 0; i < moments.size(); ++i) {
        exchanged[i].mmsi = countries.mmsi(moments[i].mmsi);
        same.emplace(moments[i].mmsi, moments[i].mmsi);
        back.emplace(exchanged[i].mmsi, moments[i].mmsi);
        if (!moments[i].particulars) continue;
        model::Particulars said = *moments[i].particulars;
        said.call_sign = countries.call_sign(said.call_sign->view());
        exchanged[i].particulars = std::make_shared<const model::Particulars>(said);
    }
    REQUIRE(same.size() == back.size());
    int moved = 0;
    for (const auto& [to, from] : back) moved += to != from ? 1 : 0;
    CHECK(moved > 290);
    const auto before = told(moments, same), after = told(exchanged, back);
    CHECK(before == after);
    std::set<std::string> kinds;
    for (const std::string& one : before) kinds.insert(one.substr(0, one.find(' ')));
    CHECK(kinds == std::set<std::string>{"aground", "distress", "not_under_command", "safety_text", "static_inconsistency"});
}

TEST_CASE("every kind of the family has limits of its name") {
    SaidLimits limits;
    std::vector<std::string_view> names;
    auto visitor = [&](std::string_view name, auto&) { names.push_back(name); };
    limits.visit(visitor);
    CHECK(names.size() == 7);
    for (const std::string_view name : names) CHECK(model::event_kind(name).has_value());
}
