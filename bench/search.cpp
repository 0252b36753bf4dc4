// A drift of 100,000 particles and the plan of a search for them: what a re-plan costs after the wind has changed or a
// search has found nothing. The figure is processor time on one core, the median of several rounds.
//
//   search [rounds] [land-full.geojson]
//
// The drift: a life raft lost in the Gulf of Panama, 12 hours in steps of ten minutes over drawn land, wind and current on
// a grid that changes every six hours. The plan: twelve periods, effort for an area of 25 square miles each, cells
// of a mile, until it is proved to be within a thousandth of the best. The baseline is one exponential, one root and one
// cosine for each particle and step in the same run: what the bare arithmetic of such a drift costs.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <numeric>
#include <sstream>
#include <vector>

#include "base/random.h"
#include "codec/geojson/geojson.h"
#include "geo/land.h"
#include "logic/search/allocation.h"
#include "logic/search/chances.h"

namespace {

using namespace vigia;

constexpr double promised = 1;  ///< seconds
constexpr std::uint32_t particles = 100'000;
constexpr int steps = 72, periods = 12;

double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double median(std::vector<double> of) {
    std::nth_element(of.begin(), of.begin() + static_cast<std::ptrdiff_t>(of.size() / 2), of.end());
    return of[of.size() / 2];
}

search::Flow changing(std::uint64_t seed, double east, double north, double spread) {
    Random random(seed);
    std::vector<Seconds> times;
    std::vector<search::Velocity> values;
    for (int t = 0; t <= 4; ++t) {
        times.push_back(Seconds{t * 21'600.0});
        for (int i = 0; i < 20 * 20; ++i) values.push_back({east + random.normal(0, spread), north + random.normal(0, spread)});
    }
    return *search::Flow::make({-81, 6.5, -78, 9.5}, 20, 20, times, values);
}

double baseline() {
    const double begin = seconds();
    double sum = 0;
    for (std::uint32_t i = 0; i < particles; ++i)
        for (int s = 0; s < steps; ++s) sum += std::exp(-1e-6 * i) * std::sqrt(1.0 + s) * std::cos(1e-5 * i + s);
    volatile double kept = sum;
    (void)kept;
    return seconds() - begin;
}

}  // namespace

int main(int count, char** words) {
    const int rounds = count > 1 ? std::atoi(words[1]) : 5;
    std::ifstream file(count > 2 ? words[2] : "data/coastline/land-full.geojson");
    std::stringstream text;
    text << file.rdbuf();
    const auto coast = geojson::read(text.str());
    if (rounds < 1 || !coast) return std::fprintf(stderr, "search: needs rounds above 0 and data/coastline/land-full.geojson\n"), 4;
    const geo::LandMask land(geojson::polygons(*coast));
    search::DriftOrder order{.loss = {.first = geo::Position::of(8.35, -79.55), .last = geo::Position::of(8.1, -79.45), .error = Metres{1'500}, .latest = Seconds{3'600}}};
    order.leeway = search::leeway_kind("raft-deep-ballast")->leeway;
    order.wind = changing(1, -3, -5, 1.5);
    order.current = changing(2, 0.1, -0.15, 0.1);
    order.particles = particles;
    for (int k = 1; k <= periods; ++k) order.when.push_back(Seconds{k * 3'600.0});
    std::vector<double> drifts, plans, bases;
    double gap = 0, success = 0;
    int sweeps = 0;
    std::size_t cells = 0, stranded = 0;
    for (int round = 0; round < rounds; ++round) {
        bases.push_back(baseline());
        const double begin = seconds();
        const auto drift = search::drift(order, &land);
        const double drifted = seconds();
        const auto sheet = search::SearchSheet::around(*drift, Metres{1'852});
        search::Means means{.rate = std::vector<double>(sheet->size()), .effort = std::vector<double>(periods, 1.0), .gap = 1e-3, .most_sweeps = 100};
        for (std::size_t c = 0; c < sheet->size(); ++c) means.rate[c] = 25 * 1'852.0 * 1'852.0 / sheet->square_metres(c);
        const auto plan = search::plan_moving(search::paths_of(*drift, *sheet), means);
        // After an empty search the particles keep what they have left: these are the weights of the next plan.
        const auto left = search::after_nothing_found(plan->left, std::vector<double>(particles, 1.0));
        const double end = seconds();
        drifts.push_back(drifted - begin);
        plans.push_back(end - drifted);
        gap = plan->upper - plan->success, success = plan->success, sweeps = plan->sweeps, cells = sheet->size(), stranded = drift->stranded;
        if (left.empty()) return 1;
    }
    const double drift = median(drifts), plan = median(plans), base = median(bases);
    std::printf("drift of %u particles, %d steps       %.3f s, %.0f ns a step, %zu ashore\n", particles, steps, drift, drift / particles / steps * 1e9, stranded);
    std::printf("plan of %d periods, %zu cells         %.3f s, %d sweeps, success %.4f, gap %.1e\n", periods, cells, plan, sweeps, success, gap);
    std::printf("both                                %.3f s (promised %.0f), %.1f times the baseline of %.3f s\n", drift + plan, promised, (drift + plan) / base, base);
    if (gap > 1e-3 || drift + plan > promised) return std::printf("NOT KEPT\n"), 1;
    return 0;
}
