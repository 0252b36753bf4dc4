#include "logic/patrol/calendar.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <ranges>
#include <tuple>
#include <utility>

#include "base/result.h"
#include "logic/patrol/inside/shift_network.h"

namespace vigia::patrol {

namespace {

constexpr int long_ago = std::numeric_limits<int>::min() / 2;

int begin_of(const Watches& watches, const Duty& shift) { return shift.day * watches.game.steps + watches.plan.routes[shift.route].start; }
int end_of(const Watches& watches, const Duty& shift) { return begin_of(watches, shift) + static_cast<int>(watches.plan.routes[shift.route].places.size()); }

/// Gives shifts to units in order of their beginning; knows when each was last at sea and is next at sea.
class Roster {
  public:
    explicit Roster(const Watches& watches) : watches_(watches), taken_(watches.units.size()) {}

    /// Whether the unit can take the shift beside those that it has.
    [[nodiscard]] bool can(std::size_t unit, const Duty& shift) const {
        const Unit& who = watches_.units[unit];
        if (who.asset_class != watches_.plan.routes[shift.route].asset_class) return false;
        const int begin = begin_of(watches_, shift), end = end_of(watches_, shift), rest = watches_.game.classes[who.asset_class].rest;
        const auto meets = [&](const StepSpan& span) { return begin < span.until && span.from < end; };
        const auto too_near = [&](const StepSpan& span) { return begin < span.until + rest && span.from < end + rest; };
        return std::ranges::none_of(who.out, meets) && std::ranges::none_of(taken_[unit], too_near);
    }
    void take(std::size_t unit, const Duty& shift) { taken_[unit].push_back({begin_of(watches_, shift), end_of(watches_, shift)}); }

    /// The fit unit that has been ashore longest before the shift; none: the number of units.
    [[nodiscard]] std::size_t best(const Duty& shift) const {
        std::size_t out = watches_.units.size();
        int longest = 0;
        for (std::size_t unit = 0; unit < watches_.units.size(); ++unit) {
            if (!can(unit, shift)) continue;
            int last = long_ago;
            for (const StepSpan& span : taken_[unit])
                if (span.until <= begin_of(watches_, shift)) last = std::max(last, span.until);
            if (out == watches_.units.size() || last < longest) out = unit, longest = last;
        }
        return out;
    }

  private:
    const Watches& watches_;
    std::vector<std::vector<StepSpan>> taken_;
};

void in_order(const Watches& watches, std::vector<Duty>& shifts) {
    std::ranges::stable_sort(shifts, [&](const Duty& a, const Duty& b) {
        const int first = begin_of(watches, a), second = begin_of(watches, b);
        return std::tie(first, a.route, a.unit) < std::tie(second, b.route, b.unit);
    });
}

/// Routes of a class in the order in which they are sampled: by start, so that the shifts of a day spread over it.
std::vector<std::vector<std::size_t>> routes_by_class(const PatrolGame& game, const PatrolPlan& plan) {
    std::vector<std::vector<std::size_t>> out(game.classes.size());
    for (std::size_t r = 0; r < plan.routes.size(); ++r) out[plan.routes[r].asset_class].push_back(r);
    for (auto& routes : out)
        std::ranges::sort(routes, [&](std::size_t a, std::size_t b) { return std::tie(plan.routes[a].start, plan.routes[a].places) < std::tie(plan.routes[b].start, plan.routes[b].places); });
    return out;
}

/// The shares laid end to end and cut at whole numbers: of each piece, who has how much of it. Every piece but the last is whole.
std::vector<std::vector<std::pair<std::size_t, double>>> pieces_of(std::span<const double> shares) {
    constexpr double crumb = 1e-9, dust = 1e-6;  // what rounding leaves at a cut, and in the sum
    const auto most = static_cast<std::size_t>(std::ceil(std::max(0.0, std::accumulate(shares.begin(), shares.end(), 0.0) - dust)));
    std::vector<std::vector<std::pair<std::size_t, double>>> out;
    double room = 0;
    for (std::size_t i = 0; i < shares.size(); ++i)
        for (double left = shares[i]; left > crumb;) {
            if (room <= crumb && out.size() == most) break;
            if (room <= crumb) out.emplace_back(), room = 1;
            const double part = std::min(left, room);
            out.back().emplace_back(i, part);
            left -= part;
            room -= part;
        }
    // A whole last piece that rounding has left short is whole.
    if (!out.empty() && room < dust) out.back().back().second += room;
    return out;
}

/// The routes of each class in the order in which they are drawn, made once for many calendars.
class Urn {
  public:
    explicit Urn(const Watches& watches) : watches_(watches), routes_(routes_by_class(watches.game, watches.plan)) {
        for (const auto& routes : routes_) {
            shares_.emplace_back();
            for (const std::size_t r : routes) shares_.back().push_back(watches.plan.routes[r].share);
        }
    }

    [[nodiscard]] Calendar draw(std::span<const double> chances) const {
        check(chances.size() == watches_.units.size() * static_cast<std::size_t>(watches_.days));
        std::vector<Duty> drawn;
        for (int day = 0; day < watches_.days; ++day)
            for (std::size_t c = 0; c < routes_.size(); ++c) {
                const auto own = static_cast<std::size_t>(std::ranges::count(watches_.units, c, &Unit::asset_class));
                for (const std::size_t i : stratified(shares_[c], chances.first(own))) drawn.push_back({0, routes_[c][i], day});
                chances = chances.subspan(own);
            }
        in_order(watches_, drawn);
        Calendar out;
        Roster roster(watches_);
        for (Duty& shift : drawn) {
            shift.unit = roster.best(shift);
            const bool manned = shift.unit < watches_.units.size();
            if (manned) roster.take(shift.unit, shift);
            else shift.unit = 0;
            (manned ? out.shifts : out.unmanned).push_back(shift);
        }
        return out;
    }

  private:
    const Watches& watches_;
    std::vector<std::vector<std::size_t>> routes_;
    std::vector<std::vector<double>> shares_;
};

/// Ways on from each state to the end of the shift, scaled layer by layer so that the largest is 1.
std::vector<double> ways_on(const ShiftNetwork& net) {
    std::vector<double> ways(net.state_count(), 1);
    for (std::size_t h = net.layers() - 1; h-- > 0;) {
        double most = 0;
        for (std::uint32_t i = net.layer_begin[h]; i < net.layer_begin[h + 1]; ++i) {
            ways[i] = 0;
            for (std::uint32_t a = net.states[i].first_arc; a < net.states[i + 1].first_arc; ++a) ways[i] += ways[net.heads[a]];
            most = std::max(most, ways[i]);
        }
        for (std::uint32_t i = net.layer_begin[h]; i < net.layer_begin[h + 1]; ++i) ways[i] /= most;
    }
    return ways;
}

/// The coverage of a plan by sums, and what it loses at most for the values of the game.
void judge_by_sums(const PatrolGame& game, PatrolPlan& plan) {
    const auto steps = static_cast<std::size_t>(game.steps);
    std::vector<double> presence(game.value.size());
    plan.coverage.assign(game.value.size(), 0);
    for (std::size_t c = 0; c < game.classes.size(); ++c) {
        std::ranges::fill(presence, 0);
        for (const Route& route : plan.routes)
            for (std::size_t h = 0; route.asset_class == c && h < route.places.size(); ++h)
                presence[route.places[h] * steps + (static_cast<std::size_t>(route.start) + h) % steps] += route.share;
        add_coverage(game.classes[c], steps, presence, plan.coverage);
    }
    plan.upper = 0;
    for (std::size_t i = 0; i < game.value.size(); ++i) plan.upper = std::max(plan.upper, game.value[i] * std::max(0.0, 1 - plan.coverage[i]));
}

}  // namespace

std::vector<std::size_t> stratified(std::span<const double> shares, std::span<const double> chances) {
    std::vector<std::size_t> out;
    for (const auto& piece : pieces_of(shares)) {
        check(out.size() < chances.size() && chances[out.size()] >= 0 && chances[out.size()] < 1);
        double left = chances[out.size()];
        std::size_t n = 0;
        while (n < piece.size() && left >= piece[n].second) left -= piece[n++].second;
        if (n < piece.size()) out.push_back(piece[n].first);
    }
    return out;
}

Calendar draw(const Watches& watches, std::span<const double> chances) { return Urn(watches).draw(chances); }

Calendar without(const Watches& watches, const Calendar& calendar, std::size_t broken, int from) {
    Watches now = watches;
    now.units[broken].out.push_back({from, std::numeric_limits<int>::max()});
    Calendar out;
    Roster roster(now);
    std::vector<Duty> loose = calendar.unmanned;
    for (const Duty& shift : calendar.shifts) {
        if (shift.unit == broken && end_of(watches, shift) > from) {
            loose.push_back(shift);
            continue;
        }
        roster.take(shift.unit, shift);
        out.shifts.push_back(shift);
    }
    in_order(watches, loose);
    for (Duty shift : loose) {
        const std::size_t unit = begin_of(watches, shift) < from ? watches.units.size() : roster.best(shift);
        if (unit == watches.units.size()) {
            out.unmanned.push_back(shift);
            continue;
        }
        shift.unit = unit;
        roster.take(unit, shift);
        out.shifts.push_back(shift);
    }
    in_order(watches, out.shifts);
    return out;
}

std::vector<double> left_by_calendars(const Watches& watches, std::size_t calendars, Random& random) {
    const PatrolGame& game = watches.game;
    const auto steps = static_cast<std::size_t>(game.steps), all = steps * static_cast<std::size_t>(watches.days), cells = game.nodes * all;
    std::vector<double> left(cells, 0), unseen(cells), chances(watches.units.size() * static_cast<std::size_t>(watches.days));
    const Urn urn(watches);
    for (std::size_t n = 0; n < calendars; ++n) {
        for (double& chance : chances) chance = random.uniform();
        std::ranges::fill(unseen, 1);
        const Calendar one = urn.draw(chances);
        for (const Duty& shift : one.shifts) {
            const Route& route = watches.plan.routes[shift.route];
            const AssetClass& asset = game.classes[route.asset_class];
            for (std::size_t h = 0; h < route.places.size(); ++h) {
                // What runs past the last day stands for what ran over from the day before the first: the plan repeats.
                const std::size_t t = (static_cast<std::size_t>(begin_of(watches, shift)) + h) % all;
                for (const std::size_t j : asset.covers[route.places[h]]) unseen[j * all + t] *= 1 - asset.detection;
            }
        }
        for (std::size_t i = 0; i < cells; ++i) left[i] += unseen[i];
    }
    for (std::size_t i = 0; i < game.nodes; ++i)
        for (std::size_t t = 0; t < all; ++t) left[i * all + t] *= game.value[i * steps + t % steps] / static_cast<double>(calendars);
    return left;
}

double loss_of_calendars(const Watches& watches, std::size_t calendars, Random& random) { return std::ranges::max(left_by_calendars(watches, calendars, random)); }

Result<GameBounds> plan_for_calendars(Watches& watches, const CalendarEffort& effort, Random& random) {
    const auto steps = static_cast<std::size_t>(watches.game.steps), days = static_cast<std::size_t>(watches.days);
    PatrolGame sharper = watches.game;
    PatrolPlan best;
    GameBounds bounds;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t round = 0; round < std::max<std::size_t>(1, effort.rounds); ++round) {
        PatrolEffort game = effort.game;
        if (round > 0) game.gap = std::max(game.gap, effort.gap_after);
        auto plan = solve(sharper, game);
        if (!plan) return fail(std::move(plan));
        if (round == 0) bounds = {plan->lower, plan->upper};
        watches.plan = std::move(*plan);
        const std::vector<double> left = left_by_calendars(watches, effort.calendars, random);
        const double loss = std::ranges::max(left);
        if (loss < least) least = loss, best = watches.plan;
        if (!(loss > 0)) break;
        for (std::size_t i = 0; i < watches.game.nodes; ++i)
            for (std::size_t t = 0; t < steps; ++t) {
                double most = 0;
                for (std::size_t day = 0; day < days; ++day) most = std::max(most, left[i * days * steps + day * steps + t]);
                sharper.value[i * steps + t] *= std::sqrt(most / loss);
            }
        const double top = std::ranges::max(sharper.value);
        for (double& value : sharper.value) value /= top;
    }
    watches.plan = std::move(best);
    judge_by_sums(watches.game, watches.plan);
    watches.plan.lower = bounds.lower;
    return bounds;
}

PatrolPlan uniform_patrols(const PatrolGame& game, std::size_t routes, Random& random) {
    PatrolPlan out;
    for (std::size_t c = 0; c < game.classes.size(); ++c) {
        const AssetClass& asset = game.classes[c];
        const ShiftNetwork net = shift_network(game, asset);
        if (net.states.empty()) continue;
        const std::vector<double> ways = ways_on(net);
        for (std::size_t n = 0; n < routes; ++n) {
            Route route{c, asset.starts[random.below(asset.starts.size())], {net.states[0].place}, asset.count / static_cast<double>(routes)};
            for (std::uint32_t at = 0; route.places.size() < net.layers();) {
                double left = 0;
                for (std::uint32_t a = net.states[at].first_arc; a < net.states[at + 1].first_arc; ++a) left += ways[net.heads[a]];
                left *= random.uniform();
                std::uint32_t arc = net.states[at].first_arc;
                while (arc + 1 < net.states[at + 1].first_arc && left >= ways[net.heads[arc]]) left -= ways[net.heads[arc++]];
                at = net.heads[arc];
                route.places.push_back(net.states[at].place);
            }
            out.routes.push_back(std::move(route));
        }
    }
    judge_by_sums(game, out);
    return out;
}

PatrolPlan fixed_rota(const PatrolGame& game, const PatrolPlan& plan) {
    PatrolPlan out;
    const auto by_class = routes_by_class(game, plan);
    for (std::size_t c = 0; c < game.classes.size(); ++c) {
        std::vector<std::size_t> likeliest = by_class[c];
        std::ranges::stable_sort(likeliest, std::greater{}, [&](std::size_t r) { return plan.routes[r].share; });
        double left = std::floor(game.classes[c].count);
        for (const std::size_t r : likeliest) {
            const double often = std::min(left, std::ceil(plan.routes[r].share));
            if (!(often > 0)) break;
            out.routes.push_back(plan.routes[r]);
            out.routes.back().share = often;
            left -= often;
        }
    }
    judge_by_sums(game, out);
    return out;
}

Predictability predictability(const PatrolGame& game, const PatrolPlan& plan) {
    const auto entropy = [](double p) { return p > 0 ? -p * std::log2(p) : 0; };
    Predictability out;
    double shifts = 0, steps = 0, guesses = 0, guessed = 0, bits = 0;
    const auto by_class = routes_by_class(game, plan);
    for (std::size_t c = 0; c < game.classes.size(); ++c) {
        const auto layers = static_cast<std::size_t>(game.classes[c].shift);
        std::vector<double> shares;
        for (const std::size_t r : by_class[c]) shares.push_back(plan.routes[r].share);
        for (const auto& piece : pieces_of(shares)) {  // each is a lottery of its own
            double whole = 0;
            for (const auto& [n, part] : piece) whole += part, bits += entropy(part);
            // What has been seen: nothing, the start, then one place more at each step.
            for (std::size_t h = 0; h <= layers; ++h) {
                if (h == 1) continue;  // all begin at their base
                std::map<std::vector<std::size_t>, std::map<std::size_t, double>> next;
                for (const auto& [n, part] : piece) {
                    const Route& route = plan.routes[by_class[c][n]];
                    std::vector<std::size_t> seen;
                    if (h > 0) {
                        seen.push_back(static_cast<std::size_t>(route.start));
                        seen.insert(seen.end(), route.places.begin(), route.places.begin() + static_cast<std::ptrdiff_t>(h - 1));
                    }
                    next[std::move(seen)][h == 0 ? static_cast<std::size_t>(route.start) : route.places[h - 1]] += part;
                }
                for (const auto& [seen, places] : next) guessed += std::ranges::max(places | std::views::values);
                guesses += whole;
            }
            shifts += whole;
            steps += whole * static_cast<double>(layers);
        }
    }
    out.bits_per_shift = shifts > 0 ? bits / shifts : 0;
    out.bits_per_step = steps > 0 ? bits / steps : 0;
    out.next_place_guessed = guesses > 0 ? guessed / guesses : 1;
    return out;
}

DayTest days_alike(const Watches& watches, const Calendar& calendar) {
    const std::size_t routes = watches.plan.routes.size(), days = static_cast<std::size_t>(watches.days);
    std::vector<double> count(routes * days, 0), of_route(routes, 0), of_day(days, 0);
    for (const Duty& shift : calendar.shifts) {
        const auto day = static_cast<std::size_t>(shift.day);
        ++count[shift.route * days + day], ++of_route[shift.route], ++of_day[day];
    }
    const auto all = static_cast<double>(calendar.shifts.size());
    const auto used = [](double n) { return n > 0; };
    const auto rows = static_cast<std::size_t>(std::ranges::count_if(of_route, used)), columns = static_cast<std::size_t>(std::ranges::count_if(of_day, used));
    DayTest out;
    if (rows < 2 || columns < 2) return out;
    for (std::size_t route = 0; route < routes; ++route)
        for (std::size_t day = 0; day < days; ++day) {
            const double expected = of_route[route] * of_day[day] / all, off = count[route * days + day] - expected;
            if (expected > 0) out.chi_square += off * off / expected;
        }
    out.freedom = (rows - 1) * (columns - 1);
    const double k = static_cast<double>(out.freedom), ninth = 2 / (9 * k);
    out.deviations = (std::cbrt(out.chi_square / k) - (1 - ninth)) / std::sqrt(ninth);
    return out;
}

}  // namespace vigia::patrol
