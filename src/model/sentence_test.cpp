#include "model/sentence.h"

#include <doctest/doctest.h>

using namespace vigia;
using namespace vigia::model;

namespace {
constexpr FactName unheard{"unheard", {"unheard for", "sin señal durante"}};
constexpr FactName others{"others", {"others heard", "otros recibidos"}};
constexpr FactName speed{"speed", {"speed", "velocidad"}};
}  // namespace

TEST_CASE("a sentence is told in both languages from the same facts") {
    const Sentence sentence{"Unheard for {unheard} at {speed}; {others} {others:vessel|vessels} heard.",
                            "Sin señal durante {unheard} a {speed}; {others:se oye|se oyen} {others} {others:buque|buques}."};
    std::vector<Fact> facts{{&unheard, Duration{65 * 60'000}}, {&speed, from_knots(12.34)}, {&others, std::int64_t{1}}};
    CHECK(told(sentence, facts, Language::en) == "Unheard for 1 h 5 min at 12.3 kn; 1 vessel heard.");
    CHECK(told(sentence, facts, Language::es) == "Sin señal durante 1 h 5 min a 12,3 nudos; se oye 1 buque.");
    facts[2].value = std::int64_t{3};
    CHECK(told(sentence, facts, Language::en) == "Unheard for 1 h 5 min at 12.3 kn; 3 vessels heard.");
}

TEST_CASE("a name that no fact has is shown as it is") {
    CHECK(told(Sentence{"at {nowhere} and {open", ""}, {}, Language::en) == "at {nowhere} and ");
}

TEST_CASE("values are read by people in the units of the bridge") {
    CHECK(told(FactValue{Metres{249.6}}, Language::en) == "250 m");
    CHECK(told(FactValue{from_nautical_miles(2.55)}, Language::es) == "2,5 mn");
    CHECK(told(FactValue{Degrees{359.7}}, Language::en) == "000°");
    CHECK(told(FactValue{Duration{90'000}}, Language::en) == "90 s");
    CHECK(told(FactValue{*time_from_iso("2026-03-02T03:04:05Z")}, Language::en) == "22:04:05 (03:04:05 UTC)");
    CHECK(told(FactValue{geo::Position::of(8.99999, -79.5)}, Language::en) == "9°00.00′N 079°30.00′W");
    CHECK(told(FactValue{geo::Position::of(8.5, -79.5)}, Language::es) == "8°30,00′N 079°30,00′O");
    CHECK(told(FactValue{Share{0.956}}, Language::en) == "96%");
}

TEST_CASE("evidence is written in SI units") {
    std::string out;
    append_value_json(out, FactValue{Duration{1500}});
    out += ' ';
    append_value_json(out, FactValue{from_knots(10)});
    out += ' ';
    append_value_json(out, FactValue{geo::Position::of(9, -79.5)});
    CHECK(out == "1.5 5.144 [-79.5,9]");
}
