#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/random.h"
#include "logic/patrol/patrol_game.h"

namespace vigia::patrol {

/// Steps of a calendar from its first day on: [from, until).
struct StepSpan {
    int from = 0, until = 0;
};

/// One boat, ship, aircraft or drone with its crew.
struct Unit {
    std::string id;
    std::size_t asset_class = 0;
    std::vector<StepSpan> out;  ///< when it can't serve: maintenance, leave, a breakdown
};

/// A game of one day that repeats, its plan, and who sails it for some days.
struct Watches {
    PatrolGame game;
    PatrolPlan plan;  ///< of that game
    std::vector<Unit> units;
    int days = 7;
};

/// A shift with its crew: one route of the plan sailed by one unit on one day.
struct Duty {
    std::size_t unit = 0, route = 0;
    int day = 0;
    bool operator==(const Duty&) const = default;
};

/// What was drawn: shifts in order of their beginning, and those that no unit of the class could take (all at sea, at
/// rest or out), for which `unit` means nothing.
struct Calendar {
    std::vector<Duty> shifts, unmanned;
};

/// Stratified sampling: the shares laid end to end are cut at whole numbers, and one point falls into each piece, by a uniform
/// number in [0, 1) of its own: each place is picked with its share as its probability (above 1 so many times), floor or
/// ceiling of the sum in all, and one pick tells nothing of another. As many chances as the sum rounded up.
/// Source: Cochran, "Sampling Techniques", 3rd ed., chapter 8 (a comb whose teeth move alone).
[[nodiscard]] std::vector<std::size_t> stratified(std::span<const double> shares, std::span<const double> chances);

/// Draws a calendar: each day and class its routes by stratified sampling, in order of their beginning, so that the shifts of a
/// day spread over it; then each shift, by its beginning, to the unit fit for it that has been ashore longest. `chances`: a
/// uniform number for each day and unit, at [day * units + unit].
/// Over all chances the routes that are drawn have exactly the shares of the plan; units out or at rest take from that.
[[nodiscard]] Calendar draw(const Watches& watches, std::span<const double> chances);

/// The calendar after `broken` falls out from a step on, with least change: what began before stays, other units keep their
/// shifts, and those of `broken` go to units that are free; what nobody can take is unmanned.
[[nodiscard]] Calendar without(const Watches& watches, const Calendar& calendar, std::size_t broken, int from);

/// What is left to an attacker who knows shares and outages: value * product(1 - detection) in the mean over so many drawn
/// calendars, at [node * days * steps + step from the first day on].
[[nodiscard]] std::vector<double> left_by_calendars(const Watches& watches, std::size_t calendars, Random& random);

/// The largest of these: the expected loss to his best answer. Somewhat above the truth, since the worst of many estimates
/// is taken.
[[nodiscard]] double loss_of_calendars(const Watches& watches, std::size_t calendars, Random& random);

/// How far to go for a plan whose calendars lose least.
struct CalendarEffort {
    PatrolEffort game{.gap = 0.01};   ///< of the first game, whose bounds are the proof
    double gap_after = 0.02;          ///< of the games after it, which only find routes
    std::size_t rounds = 40;          ///< games solved
    std::size_t calendars = 400;      ///< drawn in each round
};

/// A plan for calendars: the game takes coverage as a sum and knows no rota, so the attacker answers with what calendars
/// really leave him, and the game is solved again with places worth more to him where that is more, so many rounds; the best
/// is kept. Sets `watches.plan` to the routes that lose least, its `coverage` and `upper` by sums for the values of the
/// problem. Gives the bounds of the first game. No calendar whatever, under any rules, loses less than its `lower`, since sums
/// and freedom only flatter. Errors: those of solve.
struct GameBounds {
    double lower = 0, upper = 0;
    [[nodiscard]] double gap() const { return upper > 0 ? (upper - lower) / upper : 0; }
};
[[nodiscard]] Result<GameBounds> plan_for_calendars(Watches& watches, const CalendarEffort& effort, Random& random);

/// Two other ways to patrol with the same units under the same rules, as plans: every feasible shift of a class as likely as
/// another (so many drawn for each class); and the likeliest routes of a plan alone, the same each day.
[[nodiscard]] PatrolPlan uniform_patrols(const PatrolGame& game, std::size_t routes, Random& random);
[[nodiscard]] PatrolPlan fixed_rota(const PatrolGame& game, const PatrolPlan& plan);

/// What one who knows the plan's shares, and which shift of the day it is, and watches it from its beginning, can tell of it.
struct Predictability {
    double bits_per_shift = 0;    ///< entropy of a shift, in the mean over shifts
    double bits_per_step = 0;     ///< the same for each of its steps: entropy rate
    double next_place_guessed = 0;///< part of the steps whose place he guesses from those before, the start among them
};
[[nodiscard]] Predictability predictability(const PatrolGame& game, const PatrolPlan& plan);

/// Whether days differ more in what is sailed than chance has it: Pearson's statistic of routes by day of a calendar. Far
/// above 0: a day has routes of its own. Far below: days are copies of each other.
struct DayTest {
    double chi_square = 0;
    std::size_t freedom = 0;
    double deviations = 0;  ///< beyond the mean, in standard deviations of a normal (Wilson and Hilferty 1931)
};
[[nodiscard]] DayTest days_alike(const Watches& watches, const Calendar& calendar);

/// Every hard rule that a calendar breaks, in words with the unit and the day; empty when it can be sailed. It shares no
/// code with `draw`: base at both ends, length of the shift, permitted beginnings and moves, one shift at a time, rest, outages.
[[nodiscard]] std::vector<std::string> broken_rules(const Watches& watches, const Calendar& calendar);

}  // namespace vigia::patrol
