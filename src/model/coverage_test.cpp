#include "model/coverage.h"

#include <doctest/doctest.h>

using namespace vigia;
using namespace vigia::model;

namespace {

const geo::Position here = geo::Position::of(8.525, -79.475);
constexpr ReceiverSet all = ~ReceiverSet{0};

void minutes(Coverage& coverage, geo::Position at, int heard, int unheard, ReceiverSet by = 2, Coverage::Class of = Coverage::Class::a) {
    for (int i = 0; i < heard; ++i) coverage.add(at, of, by);
    for (int i = 0; i < unheard; ++i) coverage.add(at, of, 0);
}

geo::Position cells_off(double up, double right) { return geo::Position::of(here.latitude() + up * Coverage::cell, here.longitude() + right * Coverage::cell); }

}  // namespace

TEST_CASE("coverage is the part of minutes heard; little is known from few") {
    Coverage coverage;
    CHECK(coverage.share(here, Coverage::Class::a, all) == 0);
    minutes(coverage, here, 10, 0);
    CHECK(coverage.share(here, Coverage::Class::a, all) < 0.9);
    minutes(coverage, here, 190, 0);
    CHECK(coverage.share(here, Coverage::Class::a, all) > 0.98);
    minutes(coverage, here, 0, 50);
    CHECK(coverage.share(here, Coverage::Class::a, all) == doctest::Approx(200.0 / 252));
    CHECK(coverage.share(here, Coverage::Class::b, all) == 0);
    CHECK(coverage.learnt() == 250);
}

TEST_CASE("cells around make a cell with little traffic surer, and a cell between two is judged by them") {
    Coverage coverage;
    minutes(coverage, here, 6, 0);
    const double alone = coverage.share(here, Coverage::Class::a, all);
    minutes(coverage, cells_off(0, 1), 200, 0);
    CHECK(coverage.share(here, Coverage::Class::a, all) > alone);
    CHECK(coverage.share(cells_off(0, 2), Coverage::Class::a, all) == 0);  // the edge: known on one side only
    minutes(coverage, cells_off(0, 3), 200, 0);
    CHECK(coverage.share(cells_off(0, 2), Coverage::Class::a, all) > 0.95);
}

TEST_CASE("while a receiver is deaf only what the others hear counts") {
    Coverage coverage;
    const unsigned first = coverage.number({SourceId{0}, StationId{5}}), second = coverage.number({SourceId{0}, StationId{9}});
    CHECK(coverage.number({SourceId{3}, StationId{5}}) == first);
    const ReceiverSet one = ReceiverSet{1} << first, two = ReceiverSet{1} << second;
    minutes(coverage, here, 150, 0, one);
    minutes(coverage, here, 50, 0, one | two);
    CHECK(coverage.share(here, Coverage::Class::a, one | two) > 0.95);
    CHECK(coverage.share(here, Coverage::Class::a, two) < 0.3);
    CHECK(coverage.share(here, Coverage::Class::a, one) > 0.95);
    CHECK(coverage.share(here, Coverage::Class::a, 0) == 0);
}

TEST_CASE("a table is made again from its rows") {
    Coverage coverage;
    const unsigned receiver = coverage.number({SourceId{0}, StationId{7}});
    minutes(coverage, here, 30, 3, ReceiverSet{1} << receiver);
    minutes(coverage, cells_off(5, 5), 8, 0, 1, Coverage::Class::b);
    const Coverage again = Coverage::of(coverage.rows(), coverage.receivers(), coverage.learnt());
    CHECK(again.rows() == coverage.rows());
    CHECK(again.learnt() == coverage.learnt());
    CHECK(again.share(here, Coverage::Class::a, 0) == coverage.share(here, Coverage::Class::a, 0));
    CHECK(again.share(here, Coverage::Class::a, all) == coverage.share(here, Coverage::Class::a, all));
}

TEST_CASE("old minutes fade, so that a receiver that has become deaf is noticed in the table") {
    Coverage coverage;
    minutes(coverage, here, 20'000, 0);
    minutes(coverage, here, 0, 3'000);
    CHECK(coverage.share(here, Coverage::Class::a, all) < 0.8);
}
