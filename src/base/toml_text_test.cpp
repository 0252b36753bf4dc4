#include "base/toml_text.h"

#include <algorithm>
#include <array>
#include <string>

#include <doctest/doctest.h>

using namespace vigia;

namespace {

std::string message(std::string_view text) {
    const Result<std::string> got = toml_text(text, "a.toml");
    return got ? "" : got.error().message;
}

}  // namespace

TEST_CASE("letters of every language are escaped in strings and blanked in comments") {
    const std::string_view text = "# señal\nname = \"Colón\" # más\nother = \"東\U0001F6A2\"\n";
    CHECK(*toml_text(text, "a.toml") == "# se?al\nname = \"Col\\U000000F3n\" # m?s\nother = \"\\U00006771\\U0001F6A2\"\n");
}

TEST_CASE("a string over several lines keeps its letters, and a quote inside it does not end it") {
    const std::string_view text = "a = \"\"\"é \" é\n é\"\"\"\nb = '''n ' n\nn'''\nc = \"\\\"ñ\\\\\" # ñ\n";
    CHECK(*toml_text(text, "a.toml") == "a = \"\"\"\\U000000E9 \" \\U000000E9\n \\U000000E9\"\"\"\nb = '''n ' n\nn'''\n"
                                        "c = \"\\\"\\U000000F1\\\\\" # ?\n");
}

TEST_CASE("a letter beyond ASCII outside double quotes is refused with its place and the remedy") {
    CHECK(message("a = 1\nañ = 2") ==
          "a.toml:2:2: a letter outside A-Z may stand in a string or a comment only: put it in double quotes");
    CHECK(message("a = 'Peñón'") == "a.toml:1:8: a string with letters outside A-Z needs double quotes: write \" instead of '");
    CHECK(message("a = '''\nñ'''") != "");
    CHECK(message("a = \"x\nñ") != "");
    CHECK(message("a = 'x\\' \nñ") != "");
    CHECK(message("a = \"\\ñ\"") != "");  // TOML knows no such escape
    CHECK(message("a = \"b\" ñ") != "");
    CHECK(message("a.\"ñ\" = [\n\"ñ\", {\"ñ\" = \"ñ\"}]") == "");
}

TEST_CASE("what comes out is ASCII alone, wherever a quote or a backslash stands") {
    constexpr std::array parts{"a", "=", "\"", "\"\"\"", "'", "\\", "[", "{", "\n", " ", "ñ", "\xEF\xBB\xBB"};
    std::size_t accepted = 0;
    for (std::size_t n = 0; n < 12UL * 12 * 12 * 12 * 12; ++n) {
        std::string text = "a = ";
        std::size_t rest = n;
        for (int i = 0; i < 5; ++i, rest /= parts.size()) text += parts[rest % parts.size()];
        const Result<std::string> got = toml_text(text, "x.toml");
        if (!got) continue;
        ++accepted;
        REQUIRE(std::ranges::all_of(*got, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
    }
    CHECK(accepted > 10'000);
}


TEST_CASE("what is no UTF-8, and control characters, are refused with their place") {
    CHECK(message("\n\xFF") == "a.toml:2:1: there is a byte that is not UTF-8 here: save the file as UTF-8");
    CHECK(message("# \xC3") != "");
    CHECK(message("# \xE0\x80\x80") != "");
    CHECK(message("# \xED\xA0\x80") != "");
    CHECK(message("# \xF4\x90\x80\x80") != "");
    CHECK(message(std::string_view("a\0", 2)) == "a.toml:1:2: there is a control character here: remove it");
    CHECK(message("a = \"\x7F\"") != "");
    CHECK(message("a = 1\t\r\n") == "");
}
