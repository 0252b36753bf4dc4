#include "logic/search/drift.h"

#include <cmath>
#include <numbers>

#include <doctest/doctest.h>

using namespace vigia;
using geo::Position;
using search::DriftOrder;
using search::Flow;

namespace {

/// A drift without any chance in it.
DriftOrder certain(Position from) {
    DriftOrder order{.loss = {.first = from, .last = from}};
    order.wind_error = order.current_error = MetresPerSecond{0};
    order.jibes_an_hour = 0;
    order.particles = 2;
    return order;
}

double metres(Position a, const search::Place& b) { return geo::distance(a, Position::of(b.latitude, b.longitude)).value; }

}  // namespace

TEST_CASE("without wind and errors a particle goes where the current goes") {
    DriftOrder order = certain(Position::of(8, -79.5));
    order.current = Flow({0.3, -0.4});
    order.when = {Seconds{3'600}, Seconds{36'000}};
    const auto out = search::drift(order, nullptr);
    REQUIRE(out);
    CHECK(metres(order.loss.first, out->at(0)[0]) == doctest::Approx(0.5 * 3'600).epsilon(1e-4));
    CHECK(metres(order.loss.first, out->at(1)[1]) == doctest::Approx(0.5 * 36'000).epsilon(1e-4));
    CHECK(geo::bearing(order.loss.first, Position::of(out->at(1)[0].latitude, out->at(1)[0].longitude)).value == doctest::Approx(180 - 36.8699).epsilon(1e-3));
}

TEST_CASE("wind moves an object by its leeway, half of the particles to each side") {
    DriftOrder order = certain(Position::of(8, -79.5));
    order.wind = Flow({0, 10});  // blows to the north
    order.leeway.down = {.slope = 0.03, .offset = MetresPerSecond{0.02}};
    order.leeway.right = {.slope = 0.01}, order.leeway.left = {.slope = -0.01};
    order.when = {Seconds{36'000}};
    order.particles = 400;
    const auto out = search::drift(order, nullptr);
    REQUIRE(out);
    int right = 0;
    for (const search::Place& p : out->at(0)) {
        const double north = (p.latitude - 8) * 111'195.08, east = (p.longitude + 79.5) * 111'195.08 * std::cos(8.05 * 0.0174532925);
        CHECK(north == doctest::Approx(0.32 * 36'000).epsilon(1e-3));
        CHECK(std::abs(east) == doctest::Approx(0.1 * 36'000).epsilon(2e-3));
        right += east > 0 ? 1 : 0;
    }
    CHECK(right > 150);
    CHECK(right < 250);
}

TEST_CASE("in a whirl the midpoint rule errs with the square of the step") {
    // A rigid rotation about a middle: the true path is a circle.
    const double spin = 1e-4, west = -80, south = 8, side = 1;
    std::vector<search::Velocity> values;
    const double east_metres = 111'195.08 * std::cos(8.5 * 0.017453292519943295);
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 3; ++c) {
            const double east = (west + c * side / 2 + 79.5) * east_metres, north = (south + r * side / 2 - 8.5) * 111'195.08;
            values.push_back({-spin * north, spin * east});
        }
    DriftOrder order = certain(Position::of(8.5, -79.45));
    order.current = *Flow::make({west, south, west + side, south + side}, 3, 3, {Seconds{0}}, values);
    order.when = {Seconds{2 * std::numbers::pi / spin / 4}};  // a quarter turn
    double errors[2];
    for (int k = 0; k < 2; ++k) {
        order.step = Seconds{k == 0 ? 3'600.0 : 900.0};
        const auto out = search::drift(order, nullptr);
        REQUIRE(out);
        errors[k] = metres(Position::of(8.5 + 0.05 * east_metres / 111'195.08, -79.5), out->at(0)[0]);
    }
    CHECK(errors[1] < 20);
    CHECK(errors[0] > 8 * errors[1]);
}

TEST_CASE("wind and current on two lattices drift a particle as on one, and as one that is the same everywhere beside it") {
    // Flows that are linear in place are the same on any lattice.
    const auto linear = [](int rows, int columns, double slope) {
        std::vector<search::Velocity> values;
        for (int r = 0; r < rows; ++r)
            for (int c = 0; c < columns; ++c) values.push_back({slope * r / (rows - 1), 0.5 - slope * c / (columns - 1)});
        return *Flow::make({-80, 8, -79, 9}, rows, columns, {Seconds{0}}, values);
    };
    DriftOrder order = certain(Position::of(8.3, -79.6));
    order.leeway.down = {.slope = 0.03, .offset = MetresPerSecond{0.02}};
    order.leeway.right = order.leeway.left = {.slope = 0.01};
    order.when = {Seconds{30'000}};
    order.wind = linear(4, 3, 6), order.current = linear(4, 3, 0.4);
    const auto one = search::drift(order, nullptr)->at(0)[0];
    order.current = linear(2, 5, 0.4);
    const auto two = search::drift(order, nullptr)->at(0)[0];
    CHECK(metres(Position::of(one.latitude, one.longitude), two) < 1);
    order.current = Flow({0.2, 0.1});
    const auto steady = search::drift(order, nullptr)->at(0)[0];
    order.current = *Flow::make({-80, 8, -79, 9}, 2, 2, {Seconds{0}}, std::vector<search::Velocity>(4, {0.2, 0.1}));
    CHECK(metres(Position::of(steady.latitude, steady.longitude), search::drift(order, nullptr)->at(0)[0]) < 1);
    CHECK(metres(order.loss.first, steady) > 5'000);
}

TEST_CASE("a particle strands where it last floated and stays there") {
    using geo::Polygon;
    const geo::MultiPolygon coast{{Polygon{*geo::Ring::make({Position::of(7, -79.4), Position::of(7, -79), Position::of(9, -79), Position::of(9, -79.4)}), {}}}};
    const geo::LandMask land(coast);
    DriftOrder order = certain(Position::of(8, -79.5));
    order.current = Flow({0.5, 0});
    order.when = {Seconds{3'600}, Seconds{80'000}, Seconds{90'000}};
    const auto out = search::drift(order, &land);
    REQUIRE(out);
    CHECK(out->stranded == 2);
    CHECK(out->at(0)[0].afloat);
    CHECK_FALSE(out->at(1)[0].afloat);
    CHECK(out->at(1)[0].longitude < -79.4);
    CHECK(out->at(1)[0].longitude > -79.41);
    CHECK(out->at(2)[0].longitude == out->at(1)[0].longitude);
}

TEST_CASE("the spread of the place is that of the loss, and errors of the current widen it as a Gauss-Markov walk") {
    DriftOrder order = certain(Position::of(8, -79.5));
    order.loss.error = Metres{1'000};
    order.current_error = MetresPerSecond{0.2};
    order.error_lasts = Seconds{7'200};
    order.particles = 20'000;
    const double t = 36'000, tau = 7'200;
    order.when = {Seconds{t}};
    const auto out = search::drift(order, nullptr);
    REQUIRE(out);
    double sum = 0;
    for (const search::Place& p : out->at(0)) sum += std::pow((p.latitude - 8) * 111'195.08, 2);
    // Variance of the integral of an Ornstein-Uhlenbeck velocity: 2 s^2 tau (t - tau (1 - e^(-t/tau))).
    const double expected = 1e6 + 2 * 0.04 * tau * (t - tau * (1 - std::exp(-t / tau)));
    CHECK(sum / 20'000 == doctest::Approx(expected).epsilon(0.04));
}

TEST_CASE("a loss over a track and a time begins each particle at its moment, and the same seed repeats to the bit") {
    DriftOrder order = certain(Position::of(8, -79.5));
    order.loss.last = Position::of(8, -79.3);
    order.loss.latest = Seconds{7'200};
    order.current = Flow({0, 1});
    order.when = {Seconds{3'600}, Seconds{10'800}};
    order.particles = 500;
    const auto out = search::drift(order, nullptr), again = search::drift(order, nullptr);
    REQUIRE(out);
    int waiting = 0;
    for (std::uint32_t i = 0; i < order.particles; ++i) {
        const double part = (out->at(1)[i].longitude + 79.5) / 0.2, adrift = 10'800 - 7'200 * part;
        CHECK((out->at(1)[i].latitude - 8) * 111'195.08 == doctest::Approx(adrift).epsilon(1e-3));
        waiting += out->at(0)[i].afloat ? 0 : 1;
        CHECK(out->at(1)[i].latitude == again->at(1)[i].latitude);
    }
    CHECK(waiting > 150);
    CHECK(waiting < 350);
    order.particles = 100;
    CHECK(search::drift(order, nullptr)->at(1)[99].latitude == out->at(1)[99].latitude);
}

TEST_CASE("a flow is straight between its corners and its times, and as at the edge outside") {
    // 3 x 2 corners at two times: east = 10 row + column, north = 5 at the first time and 9 at the second.
    std::vector<search::Velocity> values;
    for (int t = 0; t < 2; ++t)
        for (int r = 0; r < 3; ++r)
            for (int c = 0; c < 2; ++c) values.push_back({10.0 * r + c, t == 0 ? 5.0 : 9.0});
    const Flow flow = *Flow::make({-80, 8, -79, 10}, 3, 2, {Seconds{0}, Seconds{100}}, values);
    const auto middle = flow.at(Position::of(8.5, -79.75), Seconds{25});
    CHECK(middle.east == doctest::Approx(5.25));
    CHECK(middle.north == doctest::Approx(6));
    CHECK(flow.at(Position::of(12, -70), Seconds{500}).east == doctest::Approx(21));
    CHECK(flow.at(Position::of(12, -70), Seconds{500}).north == doctest::Approx(9));
    CHECK(flow.at(Position::of(0, -85), Seconds{-5}).east == doctest::Approx(0));
    CHECK(Flow({3, 4}).at(Position::of(0, 0), Seconds{7}).north == 4);
}

TEST_CASE("orders that cannot be are refused") {
    DriftOrder order = certain(Position::of(8, -79.5));
    CHECK(search::drift(order, nullptr).error().kind == ErrorKind::bad_input);
    order.when = {Seconds{10}, Seconds{10}};
    CHECK(search::drift(order, nullptr).error().kind == ErrorKind::bad_input);
    order.when = {Seconds{10}};
    order.particles = 2'000'000;
    CHECK(search::drift(order, nullptr).error().kind == ErrorKind::limit);
    CHECK(Flow::make({0, 0, 1, 1}, 2, 2, {Seconds{0}}, std::vector<search::Velocity>(3)).error().kind == ErrorKind::bad_input);
    CHECK(Flow::make({0, 0, 1, 1}, 1, 1, {Seconds{5}, Seconds{5}}, std::vector<search::Velocity>(2)).error().kind == ErrorKind::bad_input);
}
