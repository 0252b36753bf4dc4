#include "logic/patrol/patrol_game.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/core.h>

#include "logic/patrol/inside/first_order.h"
#include "logic/patrol/inside/shift_columns.h"

namespace vigia::patrol {

namespace {

constexpr double largest_value = 1e12;
constexpr std::size_t most_states = 20'000'000;  ///< arcs times starts of a class
constexpr int longest_leg = 1'000;

constexpr std::size_t look_every = 20;   ///< rounds between proofs: a proof costs about as much as a round
constexpr double begin_anew = 0.3;       ///< averages begin anew when their gap has fallen to this part
constexpr double average_power = 1.5;    ///< a round weighs as its number to this power in the average
constexpr double columns_from = 1e-2;    ///< gap at which column generation takes over: nearly every shift that it needs is there
constexpr double smoothing = 0.5;        ///< see generate_columns; of little consequence after a good beginning
constexpr double dust = 1e-9;            ///< shares of a class's count too small to keep

std::unexpected<Error> refused(std::string why, std::size_t at = 0) { return fail(ErrorKind::bad_input, std::move(why), at); }

Result<void> check_class(const PatrolGame& game, std::size_t k) {
    const AssetClass& asset = game.classes[k];
    const auto wrong = [&](const char* why) { return Result<void>(refused(fmt::format("class {} {}", k, why), k)); };
    if (!(asset.count > 0 && asset.count <= largest_value)) return wrong("must have a count above 0");
    if (asset.base >= game.nodes) return wrong("has a base that is no node");
    if (asset.shift < 1 || asset.shift > game.steps) return wrong("must have a shift from 1 step to the steps of the plan");
    if (asset.rest < 0 || (game.horizon == Horizon::repeats && asset.shift + asset.rest > game.steps)) return wrong("has no time for its rest");
    if (!(asset.detection > 0 && asset.detection <= 1)) return wrong("must have a detection above 0 and at most 1");
    if (asset.legs.size() != game.nodes || asset.covers.size() != game.nodes) return wrong("must have legs and sights for every node");
    if (asset.starts.empty() || asset.starts.size() > static_cast<std::size_t>(game.steps)) return wrong("must have a start, and no more than there are steps");
    const int last = game.horizon == Horizon::repeats ? game.steps - 1 : game.steps - asset.shift;
    for (const int start : asset.starts)
        if (start < 0 || start > last) return wrong("has a start outside the plan, or too late to end in it");
    for (const auto& legs : asset.legs)
        for (const Leg& leg : legs)
            if (leg.to >= game.nodes || leg.steps < 1 || leg.steps > longest_leg) return wrong("has a leg to no node, or of less than 1 or more than 1,000 steps");
    for (auto covers : asset.covers) {
        std::ranges::sort(covers);
        if (!covers.empty() && covers.back() >= game.nodes) return wrong("sees a node that there is not");
        if (std::ranges::adjacent_find(covers) != covers.end()) return wrong("sees a node twice from one place");
    }
    return {};
}

Result<void> check_game(const PatrolGame& game) {
    if (game.nodes == 0 || game.steps < 1) return refused("a patrol game needs a node and a step");
    if (game.nodes > 1'000'000 || game.steps > 1'000'000 || game.value.size() != game.nodes * static_cast<std::size_t>(game.steps))
        return refused("a patrol game needs a value for every node and step");
    for (std::size_t i = 0; i < game.value.size(); ++i)
        if (!(game.value[i] >= 0 && game.value[i] <= largest_value)) return refused("a value is not a number from 0 to 1e12", i);
    if (game.classes.empty()) return refused("a patrol game needs a class of assets");
    for (std::size_t k = 0; k < game.classes.size(); ++k)
        if (auto checked = check_class(game, k); !checked) return fail(std::move(checked));
    return {};
}

Result<std::vector<ShiftNetwork>> networks_of(const PatrolGame& game) {
    std::vector<ShiftNetwork> out;
    for (std::size_t k = 0; k < game.classes.size(); ++k) {
        out.push_back(shift_network(game, game.classes[k]));
        if (out.back().states.empty()) return refused(fmt::format("no shift of class {} comes back to its base in time", k), k);
        if ((out.back().heads.size() + out.back().states.size()) * out.back().lanes > most_states)
            return fail(ErrorKind::limit, fmt::format("the shifts of class {} take more than {} moves; take longer steps or fewer starts", k, most_states), k);
    }
    return out;
}

/// Both sides learn from each other, round by round, and what they did on average is proven now and then.
class Learning {
  public:
    explicit Learning(const Bounds& bounds) : bounds_(&bounds), attack_(bounds.game().value.size()), mean_coverage_(bounds.game().value.size()) {
        for (std::size_t k = 0; k < bounds.nets().size(); ++k) shifts_.emplace_back(bounds.nets()[k], bounds.game().classes[k].count);
        proof_.threat.assign(mean_coverage_.size(), 0);
        proof_.upper = *std::ranges::max_element(bounds.game().value);  // what nobody guarded loses
    }

    /// Rounds until the gap is reached or there were so many. Returns how many there were.
    std::size_t run(double gap, std::size_t rounds) {
        double at_beginning = 1;
        std::size_t since = 0;
        for (std::size_t round = 1; round <= rounds; ++round) {
            step((average_power + 1) / (static_cast<double>(++since) + average_power));
            if (round % look_every != 0 && round != rounds) continue;
            const double own_gap = prove();
            if (proof_.upper - proof_.lower <= gap * proof_.upper) return round;
            if (own_gap > begin_anew * at_beginning) continue;
            at_beginning = own_gap;
            since = 0;
        }
        return rounds;
    }

    /// The best threat, and the shifts of the average as it is now.
    Proof proof() {
        proof_.shifts.clear();
        for (std::size_t k = 0; k < shifts_.size(); ++k) {
            auto taken = taken_apart(bounds_->nets()[k], k, shifts_[k].average_flow(), shifts_[k].average_starts(), dust * bounds_->game().classes[k].count);
            std::ranges::move(taken, std::back_inserter(proof_.shifts));
        }
        proof_.upper = bounds_->upper(bounds_->coverage(proof_.shifts));
        return proof_;
    }

  private:
    void step(double weight) {
        const std::vector<double>& value = bounds_->game().value;
        const std::size_t targets = value.size();
        worth_.resize(targets);
        presence_.resize(targets);
        coverage_.assign(targets, 0);
        for (std::size_t i = 0; i < targets; ++i) worth_[i] = attack_.mixture()[i] * value[i];
        for (std::size_t k = 0; k < shifts_.size(); ++k) {
            const AssetClass& asset = bounds_->game().classes[k];
            worth_of_places(asset, bounds_->nets()[k].steps, worth_, of_places_);
            shifts_[k].round(of_places_, weight, presence_);
            add_coverage(asset, bounds_->nets()[k].steps, presence_, coverage_);
        }
        pays_.resize(targets);
        for (std::size_t i = 0; i < targets; ++i) {
            mean_coverage_[i] += weight * (coverage_[i] - mean_coverage_[i]);
            pays_[i] = value[i] * (1 - coverage_[i]);
        }
        attack_.round(pays_, weight);
    }

    /// Proves the averages; the gap between their own two bounds.
    double prove() {
        const double upper = bounds_->upper(mean_coverage_), lower = bounds_->lower(attack_.average());
        if (lower > proof_.lower) proof_.lower = lower, proof_.threat.assign(attack_.average().begin(), attack_.average().end());
        proof_.upper = upper;
        return upper > 0 ? (upper - lower) / upper : 0;
    }

    const Bounds* bounds_;
    std::vector<ShiftLearner> shifts_;
    AttackLearner attack_;
    std::vector<double> mean_coverage_, worth_, of_places_, presence_, coverage_, pays_;
    Proof proof_;
};

/// Shares made to add up to the count of each class again, after dust was dropped.
void make_whole(const PatrolGame& game, std::vector<Shift>& shifts) {
    std::vector<double> sum(game.classes.size());
    for (const Shift& shift : shifts) sum[shift.asset_class] += shift.share;
    for (Shift& shift : shifts) shift.share *= game.classes[shift.asset_class].count / sum[shift.asset_class];
}

PatrolPlan plan_of(const Bounds& bounds, Proof proof) {
    make_whole(bounds.game(), proof.shifts);
    PatrolPlan out;
    out.coverage = bounds.coverage(proof.shifts);
    out.upper = bounds.upper(out.coverage);
    out.lower = std::min(proof.lower, out.upper);  // rounding may cross them by a few units of the last place
    out.threat = std::move(proof.threat);
    for (const Shift& shift : proof.shifts) {
        const ShiftNetwork& net = bounds.nets()[shift.asset_class];
        Route route{shift.asset_class, net.of->starts[shift.lane], {}, shift.share};
        for (const std::uint32_t state : shift.states) route.places.push_back(net.states[state].place);
        out.routes.push_back(std::move(route));
    }
    return out;
}

}  // namespace

Result<PatrolPlan> solve(const PatrolGame& game, const PatrolEffort& effort) {
    if (auto checked = check_game(game); !checked) return fail(std::move(checked));
    if (!(effort.gap >= 0)) return refused("the gap asked for must be 0 or more");
    const auto nets = networks_of(game);
    if (!nets) return fail(nets.error().kind, nets.error().message, nets.error().at);
    const Bounds bounds(game, *nets);
    Learning learning(bounds);
    const std::size_t learnt = learning.run(std::max(effort.gap, columns_from), effort.first_order_rounds);
    Proof proof = learning.proof();
    std::size_t priced = 0;
    if (proof.upper - proof.lower > effort.gap * proof.upper) priced = generate_columns(bounds, effort.gap, effort.pricing_rounds, smoothing, proof);
    PatrolPlan out = plan_of(bounds, std::move(proof));
    out.first_order_rounds = learnt;
    out.pricing_rounds = priced;
    return out;
}

}  // namespace vigia::patrol
