#include "app/alert_rules.h"

#include <doctest/doctest.h>

#include "app/share.h"

namespace vigia::app {
namespace {

std::string fault_of(std::string_view text) {
    const auto rules = rules_from_toml(text, "rules.toml");
    return rules ? "" : rules.error().message;
}

TEST_CASE("a table of rules changes what it names and nothing else") {
    const auto rules = rules_from_toml("[[rule]]\nkind = \"go_fast\"\npoints = 61\nsound = true\nowner = \"Ops\"\nreviewed = \"2026-12-01\"\n"
                                       "[[rule]]\nkind = \"loitering\"\nraises = false\n[weights]\nnight = 0\n", "rules.toml");
    REQUIRE(rules);
    const alerting::Rules usual = alerting::usual_rules();
    CHECK(rules->of(model::EventKind::go_fast).points == 61);
    CHECK(rules->of(model::EventKind::go_fast).sound);
    CHECK(rules->of(model::EventKind::go_fast).owner == "Ops");
    CHECK_FALSE(rules->of(model::EventKind::loitering).raises);
    CHECK(rules->of(model::EventKind::drift).points == usual.of(model::EventKind::drift).points);
    CHECK(rules->weights.night == 0);
    CHECK(rules->weights.again == usual.weights.again);
}

TEST_CASE("the table that officers read is the one in force") {
    auto text = text_of_file(share_file("alerting.toml"));
    REQUIRE(text);
    const auto rules = rules_from_toml(*text, "alerting.toml");
    REQUIRE_MESSAGE(rules, rules.error().message);
    const alerting::Rules usual = alerting::usual_rules();
    CHECK(rules->weights == usual.weights);
    for (std::size_t i = 0; i < model::event_kinds; ++i) {
        const auto kind = static_cast<model::EventKind>(i);
        CHECK_MESSAGE(rules->kinds[i] == usual.kinds[i], model::name(kind));
        CHECK_MESSAGE(text->find("\nkind = \"" + std::string(model::name(kind)) + "\"\n") != std::string::npos, model::name(kind));
    }
}

TEST_CASE("every fault of a table is told with its place") {
    CHECK(fault_of("[[rule]]\nkind = \"gofast\"\n").starts_with("rules.toml:2:8: kind: one of the kinds"));
    CHECK(fault_of("[[rule]]\nkind = \"go_fast\"\npionts = 3\n") == "rules.toml:3:1: unknown key \"pionts\", did you mean \"points\"?");
    CHECK(fault_of("[[rule]]\nkind = \"go_fast\"\npoints = \"3\"\nsound = 1\n").find("\nrules.toml:4:9: sound: true or false") != std::string::npos);
    CHECK(fault_of("[weights]\nmoon = 3\n").find("unknown weight \"moon\"") != std::string::npos);
    CHECK(fault_of("x = 1\n").find("[[rule]] blocks") != std::string::npos);
    CHECK(fault_of("[[rule]\n").starts_with("rules.toml:1:"));
    CHECK(fault_of("[[rule]]\npoints = nan\n").find("kind: one of") != std::string::npos);
}

TEST_CASE("a rule names the vessels that it leaves out") {
    const auto rules = rules_from_toml("[[rule]]\nkind = \"go_fast\"\nexcept = [\"352001234\", \"001234567\"]\n", "rules.toml");
    REQUIRE(rules);
    CHECK(rules->of(model::EventKind::go_fast).except == std::vector<std::uint32_t>{352001234, 1234567});
    CHECK(fault_of("[[rule]]\nkind = \"go_fast\"\nonly = [352001234]\n").find("nine digits in quotes") != std::string::npos);
    CHECK(fault_of("[[rule]]\nkind = \"go_fast\"\nonly = \"352001234\"\n").find("a list of at most") != std::string::npos);
    CHECK(fault_of("[[rule]]\nkind = \"distress\"\nexcept = [\"352001234\"]\n").find("looks at all vessels") != std::string::npos);
}

TEST_CASE("no table silences distress") {
    CHECK(fault_of("[[rule]]\nkind = \"distress\"\nraises = false\n").find("safety of life") != std::string::npos);
    CHECK(fault_of("[[rule]]\nkind = \"aground\"\nbudgeted = true\n").find("safety of life") != std::string::npos);
    CHECK(fault_of("[[rule]]\nkind = \"distress\"\nsound = false\n").empty());
}

}  // namespace
}  // namespace vigia::app
