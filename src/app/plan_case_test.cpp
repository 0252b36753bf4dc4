#include "app/plan_case.h"

#include <doctest/doctest.h>

using namespace vigia;
using namespace vigia::app;

namespace {

/// Twice a number, proven within a tenth.
Result<CaseAnswer> twice(const nlohmann::json& one) {
    CaseFields fields(one, {"half", "whole"});
    const double half = fields.number("half"), whole = fields.number("whole");
    if (fields.fault()) return fail(ErrorKind::bad_input, *fields.fault());
    CaseAnswer answer{2 * half, 2 * half - 0.1, 2 * half + 0.1, whole, {}};
    answer.expect(agree(2 * half, whole, 1e-9), "whole");
    return answer;
}

Result<CaseAnswer> length_of(const nlohmann::json& one) { return CaseAnswer::exact(one.size(), one.size()); }

const std::vector<CaseKind> kinds{{"cases", {"half"}, twice}, {"cases", {"word"}, length_of}, {"list", {}, length_of}};

std::string lines_of(std::string_view text, std::size_t wrong = 0) {
    std::string lines;
    const auto checked = check_cases(text, "file.json", kinds, lines);
    REQUIRE_MESSAGE(checked, checked.error().message);
    CHECK(*checked == wrong);
    return lines;
}

std::string fault_of(std::string_view text) {
    std::string lines;
    const auto checked = check_cases(text, "file.json", kinds, lines);
    REQUIRE(!checked);
    CHECK(checked.error().kind == ErrorKind::bad_input);
    return checked.error().message;
}

}  // namespace

TEST_CASE("each case is one line with its value, its bounds and what was expected, named by its id or its place") {
    CHECK(lines_of(R"({"about": "prose", "cases": [{"id": "one", "half": "3/2", "whole": 3}, {"half": 0.5, "whole": 1, "note": "prose"}]})") ==
          R"({"case":"one","value":3.0,"lower":2.9,"upper":3.1,"expected":3.0,"ok":true})" "\n"
          R"({"case":"cases[1]","value":1.0,"lower":0.9,"upper":1.1,"expected":1.0,"ok":true})" "\n");
}

TEST_CASE("a wrong case is counted and says which of its fields came out otherwise") {
    CHECK(lines_of(R"({"cases": [{"half": 1, "whole": 3}]})", 1).ends_with(R"("ok":false,"wrong":["whole"]})" "\n"));
}

TEST_CASE("kinds under one key are told by their fields, and a lone case stands under its key") {
    CHECK(lines_of(R"({"cases": [{"word": 1, "x": 2}], "list": {"a": 1}})") ==
          R"({"case":"cases[0]","value":2,"lower":2,"upper":2,"expected":2,"ok":true})" "\n"
          R"({"case":"list","value":1,"lower":1,"upper":1,"expected":1,"ok":true})" "\n");
}

TEST_CASE("what cannot be a file of cases is refused with its place") {
    CHECK(fault_of("[1]") == "file.json: this is no JSON object.");
    CHECK(fault_of(R"({"about": "prose"})") == "file.json: there is no case in it.");
    CHECK(fault_of(R"({"casez": []})") == "file.json: there is no solver for the key \"casez\".");
    CHECK(fault_of(R"({"cases": [{"id": 1}]})").find("cases[0] lacks the fields") != std::string::npos);
    CHECK(fault_of(R"({"cases": [{"half": 1}]})") == "file.json: cases[0]: the field \"whole\" is missing.");
    CHECK(fault_of(R"({"cases": [{"half": 1, "whole": 2, "more": 3}]})") == "file.json: cases[0]: there is no field \"more\".");
    CHECK(fault_of(R"({"cases": [{"half": "1/0", "whole": 2}]})").find("what is no number") != std::string::npos);
    CHECK(fault_of(R"({"cases": [{"half": [], "whole": 2}]})").find("what is no number") != std::string::npos);
}

TEST_CASE("lists and whole numbers keep to their bounds") {
    const auto one = nlohmann::json::parse(R"({"rows": [[1, 2], [3]], "at": [0, 2], "count": 4})");
    CaseFields fields(one, {"rows", "at", "count"});
    CHECK(fields.rows("rows") == std::vector<std::vector<double>>{{1, 2}, {3}});
    CHECK(fields.indices("at", 3) == std::vector<std::size_t>{0, 2});
    CHECK(fields.whole("count", 0, 4) == 4);
    CHECK_FALSE(fields.fault());
    CHECK(fields.indices("at", 2).empty());
    CHECK(fields.fault()->find("\"at\"") == 0);
    CHECK(fields.numbers("rows").empty());  // after a fault everything is empty
}
