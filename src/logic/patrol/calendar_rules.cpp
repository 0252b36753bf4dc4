// The hard rules of a calendar, written apart from what draws one.
#include <algorithm>

#include <fmt/format.h>

#include "logic/patrol/calendar.h"

namespace vigia::patrol {

namespace {

/// Whether an asset may be at these places one step after another: each leg sailed whole, under way at its nearer end.
bool can_sail(const AssetClass& asset, const std::vector<std::size_t>& places) {
    std::vector<char> at(places.size(), 0);  // whether a leg may end there after so many steps
    if (places.empty() || places.front() != asset.base || places.back() != asset.base) return false;
    at[0] = 1;
    for (std::size_t h = 0; h < places.size(); ++h) {
        if (at[h] == 0) continue;
        for (const Leg& leg : asset.legs[places[h]]) {
            const std::size_t end = h + static_cast<std::size_t>(leg.steps);
            if (end >= places.size() || places[end] != leg.to) continue;
            bool whole = true;
            for (int s = 1; s < leg.steps; ++s) whole = whole && places[h + static_cast<std::size_t>(s)] == (s * 2 <= leg.steps ? places[h] : leg.to);
            if (whole) at[end] = 1;
        }
    }
    return at.back() != 0;
}

}  // namespace

std::vector<std::string> broken_rules(const Watches& watches, const Calendar& calendar) {
    std::vector<std::string> out;
    std::vector<std::vector<StepSpan>> at_sea(watches.units.size());
    for (const Duty& shift : calendar.shifts) {
        if (shift.unit >= watches.units.size() || shift.route >= watches.plan.routes.size()) {
            out.push_back(fmt::format("day {}: there is no such unit or route", shift.day + 1));
            continue;
        }
        const Unit& unit = watches.units[shift.unit];
        const Route& route = watches.plan.routes[shift.route];
        const auto say = [&](std::string_view what) { out.push_back(fmt::format("{}, day {}: {}", unit.id, shift.day + 1, what)); };
        if (shift.day < 0 || shift.day >= watches.days) say("is no day of the calendar");
        if (route.asset_class != unit.asset_class) {
            say("sails a route of another class");
            continue;
        }
        const AssetClass& asset = watches.game.classes[unit.asset_class];
        if (route.places.size() != static_cast<std::size_t>(asset.shift)) say("a shift of another length than its endurance");
        if (std::ranges::find(asset.starts, route.start) == asset.starts.end()) say("begins when no shift may begin");
        if (!can_sail(asset, route.places)) say("a route that it cannot sail, or not from its base and back");
        const int begin = shift.day * watches.game.steps + route.start, end = begin + static_cast<int>(route.places.size());
        for (const StepSpan& out_of_service : unit.out)
            if (begin < out_of_service.until && out_of_service.from < end) say("at sea while out of service");
        at_sea[shift.unit].push_back({begin, end});
    }
    for (std::size_t u = 0; u < at_sea.size(); ++u) {
        auto& spans = at_sea[u];
        std::ranges::sort(spans, {}, &StepSpan::from);
        const int rest = watches.game.classes[watches.units[u].asset_class].rest, steps = watches.game.steps;
        for (std::size_t i = 1; i < spans.size(); ++i) {
            const int ashore = spans[i].from - spans[i - 1].until, day = spans[i].from / steps + 1;
            if (ashore < 0) out.push_back(fmt::format("{}, day {}: in two shifts at once", watches.units[u].id, day));
            else if (ashore < rest) out.push_back(fmt::format("{}, day {}: {} steps of rest, not {}", watches.units[u].id, day, ashore, rest));
        }
    }
    return out;
}

}  // namespace vigia::patrol
