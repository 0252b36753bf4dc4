#include "logic/detection/dark_activity.h"

#include <algorithm>
#include <cmath>

#include "logic/detection/book.h"
#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::Vessel;

constexpr model::FactName silent_for{"silent_for", {"silent for", "en silencio desde hace"}};
constexpr model::FactName covered_fact{"coverage", {"vessel-minutes heard there", "minutos-buque recibidos allí"}};
constexpr model::FactName neighbours_fact{"neighbours", {"others heard nearby", "otros recibidos cerca"}};
constexpr model::FactName learnt_minutes{"coverage_version", {"vessel-minutes learnt", "minutos-buque aprendidos"}};
constexpr model::FactName known_as_of{"coverage_as_of", {"coverage known beforehand as of", "cobertura ya conocida, a fecha de"}};
constexpr model::FactName limit_silent{"limit_silent", {"limit of silence", "límite de silencio"}};
constexpr model::FactName limit_coverage{"limit_coverage", {"limit of coverage", "límite de cobertura"}};
constexpr model::FactName limit_neighbours{"limit_neighbours", {"limit of others heard", "límite de otros recibidos"}};

constexpr model::Words words{
    {"{vessel} made {speed} when it was last heard, {silent_for} ago, in waters where {coverage} of the minutes of vessels under way are heard; {neighbours} "
     "others within {limit_distance} are heard still.",
     "{vessel} hacía {speed} cuando se recibió por última vez, hace {silent_for}, en aguas donde se recibe el {coverage} de los minutos de los buques en "
     "navegación; otros {neighbours} a menos de {limit_distance} se siguen recibiendo."},
    {"Where it is now and why it is silent is not known. A failed transceiver, antenna or power supply and a crew that switched it off look the same.",
     "No se sabe dónde está ahora ni por qué calla. Un equipo, una antena o una alimentación averiados y una tripulación que lo apagó se ven igual."},
    {"Its next report ends this; a late report from within the silence withdraws it. A radio call, radar or camera shows whether it is still there; others "
     "silent nearby would point to the receivers.",
     "Su próximo informe lo termina; un informe tardío de dentro del silencio lo retira. Una llamada por radio, el radar o una cámara muestran si sigue allí; "
     "otros buques callados cerca apuntarían a las estaciones."}};

constexpr model::Sentence not_silent{"Withdrawn: a report that arrived late shows that it was not silent for so long.",
                                     "Retirado: un informe llegado con retraso muestra que no estuvo en silencio tanto tiempo."};

constexpr Duration reckoning_step = std::chrono::minutes(1);
constexpr Duration look_again = std::chrono::seconds(5);   ///< while too few others are heard
constexpr Duration late_by = std::chrono::seconds(30);     ///< reports later than that may be from within a silence

}  // namespace

void DarkActivity::heard(const model::Scene& scene, const Vessel& vessel, const model::Moment& moment, Findings& out) {
    learner_.heard(vessel, moment);
    if (open_of_.size() > 0) hear_again(scene, vessel, moment, out);
    if (!ended_.empty() && moment.heard - moment.seen > late_by) withdraw_late(moment, out);
}

void DarkActivity::look(const model::Scene& scene, const Vessel& vessel, Findings&) {
    namesakes_.take(scene, vessel);
    if (!CoverageLearner::under_way(vessel.fix) || !vessel.afloat()) return;
    State& state = states_.of(vessel);
    learner_.fix(vessel, state.returned ? 0 : CoverageLearner::most_unheard);  // a told silence was learnt from then
    state.returned = state.learnt = false;
    if (state.armed) return;
    const Limits& limits = limits_.at(vessel.where);
    wait(state, vessel, scene.now(), vessel.heard + patience(vessel, limits, limits.silent));
}

void DarkActivity::second(const model::Scene& scene, Time second, Findings& out) {
    if (to_unix_milliseconds(second) % 3'600'000 == 0 && learner_.coverage().learnt() > (hourly_.table ? hourly_.table->learnt() : 0))
        hourly_ = {second, std::make_shared<const model::Coverage>(learner_.coverage())};
    fire(timers_, second, [&](model::TrackId track) { judge(scene, track, second, out); });
    while (!ended_.empty() && ended_.front().until < second) ended_.pop_front();
}

void DarkActivity::wait(State& state, const Vessel& vessel, Time now, Time until) {
    state.armed = true;
    arm(timers_, now, until, vessel.id);
}

Duration DarkActivity::patience(const Vessel& vessel, const Limits& limits, Duration usual) const {
    return vessel.transceiver == model::Transceiver::class_b ? usual * limits.class_b_times : usual;
}

/// Nothing is to be told of this silence now; when it has become long, it is learnt from.
void DarkActivity::give_up(State& state, const Vessel& vessel, const Limits& limits, Time second) {
    const Duration silent = second - vessel.heard;
    if (silent < Vessel::cut_after) return wait(state, vessel, second, vessel.heard + Vessel::cut_after);
    if (!state.learnt && learner_.alive(vessel.heard, second) != 0) learner_.lost(vessel, CoverageLearner::at_edge);
    state.learnt = true;
    const Duration longest = patience(vessel, limits, limits.thin_silent);
    if (silent < longest) wait(state, vessel, second, vessel.heard + longest);
}

void DarkActivity::judge(const model::Scene& scene, model::TrackId track, Time second, Findings& out) {
    const Vessel* found = scene.find(track);
    if (found == nullptr) return;
    const Vessel& vessel = *found;
    State& state = states_.of(vessel);
    state.armed = false;
    if (!CoverageLearner::under_way(vessel.fix) || open_of_.find(vessel.mmsi.number()) != nullptr) return;
    const Limits& limits = limits_.at(vessel.where);
    const Duration silent = second - vessel.heard, soon = patience(vessel, limits, limits.silent), late = patience(vessel, limits, limits.thin_silent);
    if (silent < soon) return wait(state, vessel, second, vessel.heard + soon);
    if (silent > late * 2 || vessel.where.in(model::AreaKind::harbour) || vessel.where.in(model::AreaKind::lock)) return;
    const Namesakes::Place* last = namesakes_.last(vessel.mmsi);
    if (last != nullptr && last->track != vessel.id && last->seen > vessel.seen) return;  // it is heard, elsewhere
    const double covered = least_coverage(scene, vessel, second, limits.thin_coverage_share);
    if (covered < limits.thin_coverage_share) return give_up(state, vessel, limits, second);
    if (covered < limits.coverage_share && silent < late) return wait(state, vessel, second, vessel.heard + late);
    const int others = neighbours(scene, vessel, limits, second);
    if (others < limits.neighbours) return wait(state, vessel, second, second + look_again);
    tell(vessel, covered, others, second, out);
}

double DarkActivity::least_coverage(const model::Scene& scene, const Vessel& vessel, Time second, double needed) const {
    const model::Coverage::Class of = CoverageLearner::class_of(vessel);
    const model::ReceiverSet alive = learner_.alive(vessel.heard, second);
    double least = learner_.coverage().share(vessel.position(), of, alive);
    if (!vessel.fix.course) return least;
    for (Duration ahead = reckoning_step; ahead <= second - vessel.seen && least >= needed; ahead += reckoning_step) {
        const auto there = geo::moved(vessel.position(), *vessel.fix.course, *vessel.fix.speed * Seconds{std::chrono::duration<double>(ahead).count()});
        // It must have turned or stopped before it.
        if (scene.chart().land() != nullptr && scene.chart().land()->is_land(there)) break;
        least = std::min(least, learner_.coverage().share(there, of, alive));
    }
    return least;
}

int DarkActivity::neighbours(const model::Scene& scene, const Vessel& vessel, const Limits& limits, Time second) const {
    int count = 0;
    scene.near(vessel.position(), limits.neighbours_near, [&](const Vessel& other) {
        if (second - other.heard > limits.neighbours_within || other.mmsi == vessel.mmsi || !other.afloat()) return;
        count += geo::distance_near(vessel.position(), other.position()) <= limits.neighbours_near ? 1 : 0;
    });
    return count;
}

void DarkActivity::tell(const Vessel& vessel, double covered, int others, Time second, Findings& out) {
    const Limits& limits = limits_.at(vessel.where);
    const bool thin = covered < limits.coverage_share;
    // Those who may sail unheard by their task are seldom worth a look for it.
    const bool may = vessel.role == model::Role::military || vessel.role == model::Role::law_enforcement || vessel.role == model::Role::listed;
    std::vector<model::Fact> facts{{&facts::vessel, model::called(vessel)}, {&facts::speed, *vessel.fix.speed}, {&silent_for, second - vessel.heard},
                                   {&covered_fact, model::Share{covered}}, {&neighbours_fact, std::int64_t{others}},
                                   {&learnt_minutes, static_cast<std::int64_t>(learner_.coverage().learnt())},
                                   {&limit_silent, patience(vessel, limits, thin ? limits.thin_silent : limits.silent)},
                                   {&limit_coverage, model::Share{thin ? limits.thin_coverage_share : limits.coverage_share}},
                                   {&limit_neighbours, std::int64_t{limits.neighbours}}, {&facts::limit_distance, limits.neighbours_near}};
    if (known_as_of_) facts.push_back({&known_as_of, *known_as_of_});
    const FindingRef told = out.begin({.kind = model::EventKind::dark_activity, .vessels = {{vessel.id, vessel.mmsi}}, .begun = vessel.seen,
                                       .confidence = std::min(covered, 0.95) * (may ? 0.6 : 1), .where = vessel.fix.position, .area = {}, .words = &words,
                                       .facts = std::move(facts)},
                                      second);
    std::uint32_t place = static_cast<std::uint32_t>(open_.size());
    if (free_.empty()) {
        open_.emplace_back();
    } else {
        place = free_.back();
        free_.pop_back();
    }
    open_[place] = {.mmsi = vessel.mmsi, .track = vessel.id, .last_heard = vessel.heard, .noticed = second, .until = {}, .told = told};
    open_of_.set(vessel.mmsi.number(), place);
    states_.of(vessel).returned = true;
    learner_.lost(vessel, CoverageLearner::of_dark);
}

void DarkActivity::hear_again(const model::Scene& scene, const Vessel& vessel, const model::Moment& moment, Findings& out) {
    const std::uint32_t* place = open_of_.find(vessel.mmsi.number());
    if (place == nullptr || moment.seen <= open_[*place].last_heard) return;
    Silence silence = open_[*place];
    free_.push_back(*place);
    open_of_.erase(vessel.mmsi.number());
    if (moment.seen < silence.noticed) return out.withdraw(silence.told, model::EventKind::dark_activity, silence.mmsi, not_silent, scene.now());
    out.end(silence.told, model::EventKind::dark_activity, silence.mmsi, moment.seen, scene.now());
    silence.until = scene.now() + Book::settle;
    ended_.push_back(silence);
}

void DarkActivity::withdraw_late(const model::Moment& moment, Findings& out) {
    const auto found = std::ranges::find_if(ended_, [&](const Silence& s) { return s.mmsi == moment.mmsi && moment.seen > s.last_heard && moment.seen < s.noticed; });
    if (found == ended_.end()) return;
    out.withdraw(found->told, model::EventKind::dark_activity, found->mmsi, not_silent, moment.heard);
    ended_.erase(found);
}

void DarkActivity::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    namesakes_.gone(vessel);
    const std::uint32_t* place = open_of_.find(vessel.mmsi.number());
    if (place == nullptr || open_[*place].track != vessel.id) return;
    out.end(open_[*place].told, model::EventKind::dark_activity, vessel.mmsi, scene.now(), scene.now());
    free_.push_back(*place);
    open_of_.erase(vessel.mmsi.number());
}

}  // namespace vigia::detection
