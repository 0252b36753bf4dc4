#include "logic/search/drift.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include "base/random.h"

namespace vigia::search {

namespace {

constexpr double degree = std::numbers::pi / 180;
constexpr double degrees_a_metre = 1 / (geo::earth_radius.value * degree);

/// A step of time that all particles take together.
struct Tick {
    double seconds, length;
    double keeps, stirs;              ///< of the errors of wind and current over this step
    std::optional<std::size_t> keep;  ///< moment whose places are kept at the end of the tick
};

/// Wind east and north, current east and north: both flows are looked up, and their errors kept, as one.
using Air = float __attribute__((vector_size(16)));

/// A particle between two ticks.
struct Particle {
    Random random;
    double latitude, longitude;
    Air errors;
    float down_slope, down_offset, across_slope[2], across_offset[2];
    double secant;  ///< of its latitude, as of the middle of its last step
    double lost, jibe;
    int side;
    bool stranded;
};

/// The cosine of a latitude by its series: error below 1e-9, in a few cycles. Products, since a division costs as much as
/// ten of them.
double cosine_of(double latitude) {
    const double x = latitude * degree, s = x * x;
    constexpr double a = 1.0 / 12, b = 1.0 / 30, c = 1.0 / 56, d = 1.0 / 90, e = 1.0 / 132, f = 1.0 / 182, g = 1.0 / 240;
    return 1 - s * 0.5 * (1 - s * a * (1 - s * b * (1 - s * c * (1 - s * d * (1 - s * e * (1 - s * f * (1 - s * g)))))));
}

/// Straight between the four corners around a place. Twice a step, so it is not worth a call.
template <class Node, class Scalar>
[[gnu::always_inline]] inline Node looked_up(const Flow::Lattice& lattice, const Node* corners, double latitude, double longitude) {
    const double y = std::min(std::max((latitude - lattice.south) * lattice.a_degree_north, 0.0), lattice.last_row);
    const double x = std::min(std::max((longitude - lattice.west) * lattice.a_degree_east, 0.0), lattice.last_column);
    const int row = std::min(static_cast<int>(y), lattice.rows_below), column = std::min(static_cast<int>(x), lattice.columns_before);
    const auto north = static_cast<Scalar>(y - row), east = static_cast<Scalar>(x - column);
    const Node* corner = corners + static_cast<std::size_t>(row) * lattice.north + static_cast<std::size_t>(column) * lattice.east;
    const Node south = corner[0] + east * (corner[lattice.east] - corner[0]);
    const Node above = corner[lattice.north] + east * (corner[lattice.north + lattice.east] - corner[lattice.north]);
    return south + north * (above - south);
}

/// One lattice with the flows that are given on it, some ticks at a time.
struct Sheet {
    Flow::Lattice lattice;
    std::size_t nodes = 1;
    const Flow *wind = nullptr, *current = nullptr;
    std::vector<Air> air{};  ///< at the beginning of each tick and at its half
};

class Drifter {
  public:
    Drifter(const DriftOrder& order, const geo::LandMask* land, Drift& out)
        : order_(order), land_(land), out_(out) {
        lay_ticks();
        lay_sheets();
    }

    /// Flows are worked out for some ticks at a time and particles go through these one by one: neither all flows nor all
    /// particles pass through memory at each tick.
    void run() {
        const Random chance(order_.seed);
        particles_.reserve(order_.particles);
        for (std::uint32_t i = 0; i < order_.particles; ++i) particles_.push_back(drawn(chance.fork(i)));
        constexpr std::size_t most_nodes = 16'384;  // 256 kB: the flows of these ticks stay in the cache
        std::size_t nodes = 0;
        for (const Sheet& sheet : sheets_) nodes += sheet.nodes;
        const std::size_t together = std::max<std::size_t>(1, most_nodes / (2 * nodes));
        for (std::size_t first = 0; first < ticks_.size(); first += together) {
            const auto some = std::span(ticks_).subspan(first, std::min(together, ticks_.size() - first));
            work_out_flows(some);
            for (std::uint32_t i = 0; i < order_.particles; i += block) through(some, i, std::min(order_.particles, i + block));
        }
        for (const Particle& one : particles_) out_.stranded += one.stranded ? 1 : 0;
    }

  private:
    void lay_ticks() {
        double now = order_.loss.earliest.value;
        for (std::size_t k = 0; k < order_.when.size(); ++k) {
            const double until = std::max(now, order_.when[k].value);
            const int steps = std::max(1, static_cast<int>(std::ceil((until - now) / order_.step.value - 1e-9)));
            const double length = (until - now) / steps, keeps = std::exp(-length / order_.error_lasts.value);
            // A flat deviate of the same variance serves to stir the errors, since many add up.
            for (int s = 0; s < steps; ++s)
                ticks_.push_back({now + s * length, length, keeps, std::sqrt((1 - keeps * keeps) * 3), s + 1 == steps ? std::optional(k) : std::nullopt});
            now = until;
        }
    }

    /// Flows on one lattice, or of which one is the same everywhere, are looked up together.
    void lay_sheets() {
        const std::size_t winds = order_.wind.nodes(), currents = order_.current.nodes();
        if (winds == 1 || currents == 1 || order_.wind.lattice() == order_.current.lattice()) {
            sheets_.push_back({winds > 1 ? order_.wind.lattice() : order_.current.lattice(), std::max(winds, currents), &order_.wind, &order_.current});
        } else {
            sheets_.push_back({order_.wind.lattice(), winds, &order_.wind, nullptr});
            sheets_.push_back({order_.current.lattice(), currents, nullptr, &order_.current});
        }
    }

    void work_out_flows(std::span<const Tick> ticks) {
        std::vector<Velocity> flow;
        for (Sheet& sheet : sheets_) {
            sheet.air.assign(2 * sheet.nodes * ticks.size(), Air{});
            for (std::size_t half = 0; half < 2 * ticks.size(); ++half) {
                const Tick& tick = ticks[half / 2];
                const Seconds when{tick.seconds + static_cast<double>(half % 2) * tick.length / 2};
                for (int part = 0; part < 2; ++part) {
                    const Flow* one = part == 0 ? sheet.wind : sheet.current;
                    if (one == nullptr) continue;
                    flow.resize(one->nodes());
                    one->write(when, flow);
                    for (std::size_t i = 0; i < sheet.nodes; ++i) {
                        const Velocity& v = flow[flow.size() == 1 ? 0 : i];
                        Air& air = sheet.air[half * sheet.nodes + i];
                        air[2 * part] = static_cast<float>(v.east), air[2 * part + 1] = static_cast<float>(v.north);
                    }
                }
            }
        }
    }

    [[nodiscard]] Particle drawn(Random random) const {
        Particle out{random, 0, 0, {}, 0, 0, {}, {}, 1, 0, INFINITY, 0, false};
        Random& chance = out.random;
        const Loss& loss = order_.loss;
        const double part = chance.uniform();
        out.lost = loss.earliest.value + part * (loss.latest - loss.earliest).value;
        const geo::Position near = geo::between(loss.first, loss.last, part);
        out.latitude = near.latitude(), out.longitude = near.longitude();
        out.secant = 1 / cosine_of(near.latitude());
        const double off_east = chance.normal(0, loss.error.value), off_north = chance.normal(0, loss.error.value);
        move(out.latitude, out.longitude, off_east, off_north, 1, out.secant);
        const auto line = [&](const LeewayLine& l, float& slope, float& offset) {
            const double e = chance.normal(0, l.spread.value);
            slope = static_cast<float>(l.slope + e / 20);
            offset = static_cast<float>(l.offset.value + e / 2);
        };
        line(order_.leeway.down, out.down_slope, out.down_offset);
        line(order_.leeway.right, out.across_slope[0], out.across_offset[0]);
        line(order_.leeway.left, out.across_slope[1], out.across_offset[1]);
        out.side = chance.chance(0.5) ? 1 : 0;
        for (int k = 0; k < 4; ++k) out.errors[k] = static_cast<float>(chance.normal(0, k < 2 ? order_.wind_error.value : order_.current_error.value));
        if (order_.jibes_an_hour > 0) out.jibe = out.lost + chance.exponential(3600 / order_.jibes_an_hour);
        out.stranded = ashore(out.latitude, out.longitude);
        return out;
    }

    struct Speed {
        float east, north;
    };

    /// Over the ground: the current, and leeway from the wind.
    [[nodiscard]] Speed speed(const Particle& own, std::size_t half, double latitude, double longitude) const {
        Air air = own.errors;
        for (const Sheet& sheet : sheets_) air += looked_up<Air, float>(sheet.lattice, sheet.air.data() + half * sheet.nodes, latitude, longitude);
        const float square = air[0] * air[0] + air[1] * air[1];
        if (!(square > 0)) return {air[2], air[3]};
        // Along the wind the offset has the wind's direction, the slope its whole length.
        const float per_length = 1 / std::sqrt(square);
        const float down = own.down_slope + own.down_offset * per_length, across = own.across_slope[own.side] + own.across_offset[own.side] * per_length;
        return {air[2] + down * air[0] + across * air[1], air[3] + down * air[1] - across * air[0]};
    }

    static void move(double& latitude, double& longitude, double east, double north, double seconds, double secant) {
        latitude = std::min(std::max(latitude + north * (seconds * degrees_a_metre), -89.9), 89.9);
        longitude += east * (seconds * degrees_a_metre) * secant;
        if (longitude >= 180) longitude -= 360;
        if (longitude < -180) longitude += 360;
    }

    [[nodiscard]] bool ashore(double latitude, double longitude) const { return land_ != nullptr && land_->drawn_land(geo::Position::of(latitude, longitude)); }

    /// Errors forget themselves and are stirred anew, from four parts of one draw.
    void wander(Particle& own, const Tick& tick) const {
        using Parts = std::int16_t __attribute__((vector_size(8)));
        const auto wind = static_cast<float>(tick.stirs * order_.wind_error.value / 32'768), current = static_cast<float>(tick.stirs * order_.current_error.value / 32'768);
        const Air flat = __builtin_convertvector(std::bit_cast<Parts>(own.random.bits()), Air) + 0.5F;  // symmetric about 0
        own.errors = static_cast<float>(tick.keeps) * own.errors + Air{wind, wind, current, current} * flat;
    }

    /// The first half is run at the last step's secant: that error is of second order, and a secant is the dearest part of a step.
    void step(Particle& own, const Tick& tick, double length, std::size_t t) const {
        double latitude = own.latitude, longitude = own.longitude;
        const Speed now = speed(own, 2 * t, latitude, longitude);
        move(latitude, longitude, now.east, now.north, length / 2, own.secant);
        const Speed half = speed(own, 2 * t + 1, latitude, longitude);
        own.secant = 1 / cosine_of(latitude);
        latitude = own.latitude, longitude = own.longitude;
        move(latitude, longitude, half.east, half.north, length, own.secant);
        own.stranded = ashore(latitude, longitude);
        if (!own.stranded) own.latitude = latitude, own.longitude = longitude;
        wander(own, tick);
    }

    /// A block of particles through some ticks, tick by tick: the steps of neighbours do not wait for one another.
    void through(std::span<const Tick> ticks, std::uint32_t first, std::uint32_t end) {
        for (std::size_t t = 0; t < ticks.size(); ++t)
            for (std::uint32_t i = first; i < end; ++i) through(ticks[t], t, i);
    }

    void through(const Tick& tick, std::size_t t, std::uint32_t i) {
        Particle& own = particles_[i];
        const double end = tick.seconds + tick.length;
        if (!own.stranded && end > own.lost) {
            for (; own.jibe < end; own.jibe += own.random.exponential(3600 / order_.jibes_an_hour)) own.side = 1 - own.side;
            step(own, tick, std::min(tick.length, end - own.lost), t);
        }
        if (tick.keep) out_.places[*tick.keep * order_.particles + i] = {own.latitude, own.longitude, !own.stranded && end >= own.lost};
    }

    static constexpr std::uint32_t block = 64;


    const DriftOrder& order_;
    const geo::LandMask* land_;
    Drift& out_;
    std::vector<Tick> ticks_;
    std::vector<Particle> particles_;
    std::vector<Sheet> sheets_;
};

Result<void> checked(const DriftOrder& order) {
    if (order.particles == 0 || order.when.empty()) return fail(ErrorKind::bad_input, "a drift needs particles and moments");
    if (order.particles > DriftOrder::most_particles || order.particles * order.when.size() > DriftOrder::most_places)
        return fail(ErrorKind::limit, "a drift of so many particles and moments is more than is kept; take fewer of either");
    if (!(order.step.value > 0) || !(order.error_lasts.value > 0) || order.loss.latest < order.loss.earliest)
        return fail(ErrorKind::bad_input, "step and error time must be above 0, and the latest loss not before the earliest");
    if (!(order.loss.error.value >= 0) || !(order.wind_error.value >= 0) || !(order.current_error.value >= 0) || !(order.jibes_an_hour >= 0))
        return fail(ErrorKind::bad_input, "errors and jibes must not be negative");
    for (std::size_t i = 0; i < order.when.size(); ++i)
        if (order.when[i] < order.loss.earliest || (i > 0 && !(order.when[i] > order.when[i - 1])))
            return fail(ErrorKind::bad_input, "the moments of a drift must ascend from the earliest loss", i);
    if ((order.when.back() - order.loss.earliest) / order.step > 100'000) return fail(ErrorKind::limit, "a drift of more than 100,000 steps is not reckoned; take longer steps");
    return {};
}

}  // namespace

Result<Flow> Flow::make(geo::Box box, int rows, int columns, std::vector<Seconds> times, std::vector<Velocity> values) {
    if (rows < 1 || columns < 1 || times.empty() || !(box.east >= box.west) || !(box.north >= box.south))
        return fail(ErrorKind::bad_input, "a flow needs a box and at least one row, column and time");
    if (values.size() > most_values) return fail(ErrorKind::limit, "a flow has more values than are kept");
    if (values.size() != static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns) * times.size())
        return fail(ErrorKind::bad_input, "a flow needs one value for each row, column and time");
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!std::isfinite(values[i].east) || !std::isfinite(values[i].north)) return fail(ErrorKind::bad_input, "a flow must be given in numbers", i);
    Flow out(Velocity{});
    out.box_ = box, out.rows_ = rows, out.columns_ = columns;
    out.times_.clear();
    for (const Seconds t : times) {
        if (!out.times_.empty() && !(t.value > out.times_.back())) return fail(ErrorKind::bad_input, "the times of a flow must ascend");
        out.times_.push_back(t.value);
    }
    out.values_ = std::move(values);
    return out;
}

void Flow::write(Seconds when, std::span<Velocity> out) const {
    check(out.size() == nodes());
    const auto next = std::upper_bound(times_.begin(), times_.end(), when.value);
    const auto at = static_cast<std::size_t>(next - times_.begin());
    const std::size_t first = at == 0 ? 0 : at - 1, second = std::min(at, times_.size() - 1);
    const double later = first == second ? 0 : (when.value - times_[first]) / (times_[second] - times_[first]);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const Velocity &a = values_[first * out.size() + i], &b = values_[second * out.size() + i];
        out[i] = {a.east + later * (b.east - a.east), a.north + later * (b.north - a.north)};
    }
}

Flow::Lattice Flow::lattice() const {
    Lattice out{.west = box_.west, .south = box_.south};
    if (rows_ > 1) out.a_degree_north = (rows_ - 1) / (box_.north - box_.south), out.last_row = rows_ - 1, out.rows_below = rows_ - 2, out.north = static_cast<std::size_t>(columns_);
    if (columns_ > 1) out.a_degree_east = (columns_ - 1) / (box_.east - box_.west), out.last_column = columns_ - 1, out.columns_before = columns_ - 2, out.east = 1;
    return out;
}

Velocity Flow::at(geo::Position p, Seconds when) const {
    std::vector<Velocity> corners(nodes());
    write(when, corners);
    using Pair = double __attribute__((vector_size(16)));
    std::vector<Pair> pairs;
    for (const Velocity& v : corners) pairs.push_back(Pair{v.east, v.north});
    const Pair found = looked_up<Pair, double>(lattice(), pairs.data(), p.latitude(), p.longitude());
    return {found[0], found[1]};
}

Drift::Middle Drift::middle(std::size_t moment) const {
    const auto all = at(moment);
    double latitude = 0, longitude = 0;
    for (const Place& p : all) latitude += p.latitude, longitude += geo::longitude_step(all[0].longitude, p.longitude);
    const auto count = static_cast<double>(all.size());
    double mean = all[0].longitude + longitude / count;
    if (mean >= 180) mean -= 360;
    if (mean < -180) mean += 360;
    const geo::Position middle = geo::Position::of(latitude / count, mean);
    std::vector<double> far;
    far.reserve(all.size());
    for (const Place& p : all) far.push_back(geo::distance_near(middle, geo::Position::of(p.latitude, p.longitude)).value);
    const auto half = far.begin() + static_cast<std::ptrdiff_t>(far.size() / 2);
    std::nth_element(far.begin(), half, far.end());
    return {middle, Metres{*half}};
}

Result<Drift> drift(const DriftOrder& order, const geo::LandMask* land) {
    if (auto fine = checked(order); !fine) return fail(std::move(fine));
    Drift out;
    out.particles = order.particles;
    out.places.resize(order.when.size() * order.particles);
    Drifter(order, land, out).run();
    return out;
}

}  // namespace vigia::search
