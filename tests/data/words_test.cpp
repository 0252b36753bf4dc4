// docs/words.md lists every kind of event, with the words that the program uses.
#include <fstream>
#include <sstream>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "model/event.h"

TEST_CASE("the page of words lists each kind of event, in order, as the program calls it") {
    using namespace vigia;
    std::ifstream in(std::string(VIGIA_DOCS) + "/words.md");
    std::stringstream text;
    text << in.rdbuf();
    std::string rows;
    for (std::size_t i = 0; i < model::event_kinds; ++i) {
        const auto kind = static_cast<model::EventKind>(i);
        rows += fmt::format("| `{}` | {} | {} |\n", model::name(kind), model::title(kind).en, model::title(kind).es);
    }
    CHECK(text.str().find("| In data | English | Español |\n|---|---|---|\n" + rows + "\n") != std::string::npos);
}
