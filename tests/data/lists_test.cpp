// The lists that the program ships can be read, and name the vessels of the exercise.
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "codec/lists/lists.h"

TEST_CASE("every list of the data folder is read, and all make one set of lists") {
    using namespace vigia;
    model::ListEntries entries;
    int files = 0;
    for (const auto& file : std::filesystem::directory_iterator(std::string(VIGIA_DATA) + "/lists")) {
        if (file.path().extension() != ".toml") continue;
        std::ifstream in(file.path());
        std::stringstream text;
        text << in.rdbuf();
        const auto read = lists::read(text.str(), file.path().filename().string(), entries);
        CHECK((read ? std::string() : read.error().message) == "");
        ++files;
    }
    CHECK(files >= 1);
    const auto made = model::Lists::make(entries);
    REQUIRE(made);
    CHECK(made->watched(model::Mmsi::of(352'990'101), std::nullopt).has_value());
}
