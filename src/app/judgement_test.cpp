#include "app/judgement.h"

#include <doctest/doctest.h>

namespace vigia::app {
namespace {

using namespace std::chrono_literals;

JudgementTexts written() {
    return {.file = "vigia.toml", .limits = "listen = \"127.0.0.1:1\"\n[detection.go_fast]\nspeed_kn = 31\n",
            .lists = {{"watch.toml", "[[vessel]]\nname = \"BUQUE Ñ\"\nmmsi = \"352001234\"\nreason = \"x\"\n"}},
            .rules_file = "alerting.toml", .rules = "[[rule]]\nkind = \"go_fast\"\npoints = 7\n", .budget = 4, .cooldown = 20min, .lapse = 5h};
}

TEST_CASE("what was kept of a judgement is read as it was written, without the rest of the configuration") {
    const std::string text = kept_text(written(), R"({"type":"FeatureCollection","features":[]})");
    CHECK(text.find("listen") == std::string::npos);
    const auto kept = judgement_from_kept(text);
    REQUIRE(kept);
    CHECK(kept->drawn == R"({"type":"FeatureCollection","features":[]})");
    CHECK(kept->texts.lists == written().lists);
    CHECK(kept->texts.rules == written().rules);
    CHECK(kept->texts.budget == 4);
    CHECK(kept->texts.cooldown == 20min);
    CHECK(kept->texts.lapse == 5h);
    // Kept again it is the same text, so that nothing is kept twice.
    CHECK(kept_text(kept->texts, kept->drawn) == text);
    const model::Chart chart;
    JudgementTexts without_lists = kept->texts;
    without_lists.lists.clear();
    const auto judgement = judgement_of(without_lists, chart);
    REQUIRE(judgement);
    CHECK(judgement->detection.settings.movement.go_fast.usual.speed.value == doctest::Approx(from_knots(31).value));
    CHECK(judgement->rules->of(model::EventKind::go_fast).points == 7);
}

TEST_CASE("what is no kept judgement is refused with its reason") {
    for (const char* text : {"", "[]", "{}", "\"x\"", R"({"vigia":"judgement","version":1})", R"({"vigia":"judgement","version":1,"detection":1,"lists":[3]})"})
        CHECK_FALSE(judgement_from_kept(text));
    CHECK(judgement_from_kept(R"({"vigia":"judgement","version":2})").error().kind == ErrorKind::unsupported);
}

TEST_CASE("a judgement is an error as a whole when any part of it is") {
    const model::Chart chart;
    JudgementTexts wrong = written();
    wrong.lists.clear();
    wrong.rules = "[[rule]]\nkind = \"go_fst\"\n";
    const auto refused = judgement_of(wrong, chart);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("alerting.toml:2") != std::string::npos);
    wrong = written();
    wrong.lists.clear();
    wrong.limits = "[detection.go_fast]\nsped_kn = 31\n";
    CHECK(judgement_of(wrong, chart).error().message.find("vigia.toml:2:1: unknown key \"sped_kn\"") != std::string::npos);
}

}  // namespace
}  // namespace vigia::app
