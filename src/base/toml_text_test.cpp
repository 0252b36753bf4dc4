#include "base/toml_text.h"

#include <doctest/doctest.h>

using namespace vigia;

namespace {

std::string message(std::string_view text) {
    const Result<std::string> got = toml_text(text, "a.toml");
    return got ? "" : got.error().message;
}

}  // namespace

TEST_CASE("letters of every language stay in strings and are blanked in comments, each in its column") {
    const std::string_view text = "# señal\nname = \"Colón\" # más\nother = 'Peñón'\n";
    CHECK(*toml_text(text, "a.toml") == "# se??al\nname = \"Colón\" # m??s\nother = 'Peñón'\n");
}

TEST_CASE("a string over several lines keeps its letters, and a quote inside it does not end it") {
    const std::string_view text = "a = \"\"\"é \" é\n é\"\"\"\nb = '''ñ ' ñ\nñ'''\nc = \"\\\"ñ\" # ñ\n";
    CHECK(*toml_text(text, "a.toml") == "a = \"\"\"é \" é\n é\"\"\"\nb = '''ñ ' ñ\nñ'''\nc = \"\\\"ñ\" # ??\n");
}

TEST_CASE("a letter beyond ASCII outside quotes is refused with its place and the remedy") {
    CHECK(message("a = 1\nañ = 2") ==
          "a.toml:2:2: a letter outside A-Z may stand in a string or a comment only: put it in quotes");
    CHECK(message("a = \"x\nñ") != "");
    CHECK(message("a = 'x\\' \nñ") != "");
    CHECK(message("a = 1'ñ'") != "");  // no string begins there
    CHECK(message("a = \"b\" 'ñ'") != "");
    CHECK(message("a.'ñ' = [\n'ñ', {'ñ' = \"ñ\"}]") == "");
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

TEST_CASE("a quote inside a bare value begins no string, so a letter beyond ASCII after it is refused") {
    for (const char* text : {"dac = 1[[\"\xEF\xBB\xBB[= = []\n", "a = 1{\"\xEF\xBB\xBB\"\n", "a = 1.\"\xEF\xBB\xBB\"\n", "a = [ 2, 1=\"\xEF\xBB\xBB\" ]\n",
                             "a = { b = 1[\"\xEF\xBB\xBB\" }\n", "a = [\n1[\"\xEF\xBB\xBB\"]\n"})
        CHECK_FALSE(toml_text(text, "x.toml"));
    for (const char* text : {"a = [\"\xEF\xBB\xBB\", \"\xEF\xBB\xBB\"]\n", "a.\"\xEF\xBB\xBB\" = 1\n", "[\"\xEF\xBB\xBB\"]\n[[a.\"\xEF\xBB\xBB\"]]\n",
                             "a = { b.\"\xEF\xBB\xBB\" = 1, c.\"\xEF\xBB\xBB\" = [ 1, { d = \"\xEF\xBB\xBB\" } ] }\nb.\"\xEF\xBB\xBB\" = 1\n", "a = [ 1,\n  \"\xEF\xBB\xBB\",\n]\nb = '\xEF\xBB\xBB'\n"})
        CHECK(toml_text(text, "x.toml"));
}
