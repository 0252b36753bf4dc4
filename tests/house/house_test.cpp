#include <cstdlib>
#include <fstream>

#include <doctest/doctest.h>

#include "tests/house/rules.h"

namespace vigia::house {
namespace {

namespace fs = std::filesystem;

/// A house of two modules in a temporary folder, sound until something is broken on purpose.
class SmallHouse {
  public:
    SmallHouse() {
        std::string folder = (fs::temp_directory_path() / "vigia_house_XXXXXX").string();
        REQUIRE(mkdtemp(folder.data()) != nullptr);
        root_ = folder;
        for (const char* name : {"base", "model", "logic/tracking", "logic/detection", "io/feed", "app"}) {
            write("src/" + std::string(name) + "/README.md", "# one\n");
            write("src/" + std::string(name) + "/thing.h", "#pragma once\n");
        }
        write("deps.tsv", "name\tpackage\nfmt\tapt:libfmt-dev\n");
        write("CMakeLists.txt", "find_package(fmt REQUIRED)\nfind_package(Threads)\n");
        write("plan.txt", "base 0\nmodel 2 base\nlogic/tracking 3 model base\nlogic/detection 3 model\n"
                          "io/feed 4 model\napp 7 io/feed model\n");
    }
    ~SmallHouse() { fs::remove_all(root_); }
    SmallHouse(const SmallHouse&) = delete;
    SmallHouse& operator=(const SmallHouse&) = delete;

    void write(const std::string& file, const std::string& text) const {
        fs::create_directories((root_ / file).parent_path());
        std::ofstream(root_ / file) << text;
    }
    std::vector<Finding> findings() const { return house::findings(root_, read_plan(root_ / "plan.txt")); }

    /// Breaks one file and gives the one finding that must follow, at the last line of the text.
    Finding broken(const std::string& file, const std::string& text) const {
        write(file, text);
        const auto found = findings();
        REQUIRE(found.size() == 1);
        CHECK(found[0].file == file);
        CHECK_FALSE(found[0].remedy.empty());
        return found[0];
    }

  private:
    fs::path root_;
};

TEST_CASE("this house keeps its own rules") {
    for (const auto& f : findings(VIGIA_SOURCE_DIR, read_plan(VIGIA_HOUSE_PLAN)))
        FAIL_CHECK(f.file << ":" << f.line << ": " << f.what << ". " << f.remedy);
}

TEST_CASE("a sound small house has no finding") { CHECK(SmallHouse().findings().empty()); }

TEST_CASE("an include that the plan does not allow is found") {
    const SmallHouse house;
    const auto f = house.broken("src/logic/detection/a.cpp", "\n#include \"logic/tracking/thing.h\"\n");
    CHECK(f.line == 2);
    CHECK(f.what.find("does not use logic/tracking") != f.what.npos);
}

TEST_CASE("an include of a higher floor is found") {
    CHECK(SmallHouse().broken("src/model/a.cpp", "#include \"io/feed/thing.h\"\n").line == 1);
}

TEST_CASE("someone else's private header is found, one's own is not") {
    const SmallHouse house;
    house.write("src/io/feed/inside/secret.h", "#pragma once\n");
    house.write("src/io/feed/a.cpp", "#include \"io/feed/inside/secret.h\"\n");
    CHECK(house.findings().empty());
    CHECK(house.broken("src/app/a.cpp", "#include \"io/feed/inside/secret.h\"\n").line == 1);
}

TEST_CASE("a path that climbs is found") {
    CHECK(SmallHouse().broken("src/model/a.cpp", "#include \"../base/thing.h\"\n").line == 1);
}

TEST_CASE("a clock is found outside app and io, and allowed there") {
    const SmallHouse house;
    const std::string text = "int a;\nauto t = std::chrono::system_clock::now();\n";
    house.write("src/io/feed/a.cpp", text);
    house.write("src/app/a.cpp", text);
    CHECK(house.findings().empty());
    CHECK(house.broken("src/logic/tracking/a.cpp", text).line == 2);
}

TEST_CASE("the C library's clocks are found too, and members of the same name are not") {
    for (const char* text : {"clock_gettime(CLOCK_REALTIME, &t);\n", "auto t = std::time(nullptr);\n", "auto t = time(NULL);\n"})
        CHECK(SmallHouse().broken("src/model/a.cpp", text).line == 1);
    const SmallHouse house;
    house.write("src/model/a.cpp", "auto a = picture.time();\nauto b = time(row);\n");
    CHECK(house.findings().empty());
}

TEST_CASE("printing is found outside app, and allowed there") {
    for (const char* text : {"std::cout << 1;\n", "std::cerr << 1;\n", "std::printf(\"1\");\n", "fprintf(stderr, \"1\");\n",
                             "std::puts(\"1\");\n", "fmt::print(\"1\");\n"}) {
        const SmallHouse house;
        house.write("src/app/a.cpp", text);
        CHECK(house.findings().empty());
        CHECK(house.broken("src/model/a.cpp", text).line == 1);
    }
}

TEST_CASE("text that is formatted, and check's last words, are no printing") {
    const SmallHouse house;
    house.write("src/model/a.cpp", "std::snprintf(room, 9, \"1\");\nauto s = fmt::format(\"1\");\n");
    house.write("src/base/result.cpp", "fmt::print(stderr, \"1\");\n");
    CHECK(house.findings().empty());
}

TEST_CASE("chance of the system is found outside app and io, and allowed there") {
    const SmallHouse house;
    house.write("src/io/feed/a.cpp", "std::random_device chance;\n");
    CHECK(house.findings().empty());
    CHECK(house.broken("src/logic/tracking/a.cpp", "std::random_device chance;\n").line == 1);
}

TEST_CASE("throwing, the environment and hidden generators are found anywhere") {
    for (const char* text : {"throw 1;\n", "getenv(\"A\");\n", "int x = rand();\n", "srand(1);\n"})
        CHECK(SmallHouse().broken("src/app/a.cpp", text).line == 1);
}

TEST_CASE("words in comments and texts are no finding") {
    const SmallHouse house;
    house.write("src/model/a.cpp", "// never throw\n/* rand() */ const char* s = \"getenv(std::cout\";\n");
    CHECK(house.findings().empty());
}

TEST_CASE("a default in a switch over an enum is found, over numbers, characters and error numbers it is not") {
    const SmallHouse house;
    CHECK(house.broken("src/model/kind.cpp", "int f(Kind k) {\n    switch (k) {\n        case Kind::one: { return 1; }\n        default: return 2;\n").line == 4);
    CHECK(house.broken("src/model/kind.cpp", "using enum Kind;\nint f(Kind k) { switch (k) { case one: return 1;\ndefault: return 2; } }\n").line == 3);
    house.write("src/model/kind.cpp", "int f(int n) {\n    switch (n) {\n        case 1: switch (k) { case Kind::one: return 1; }\n        case 'a': case 0xC6: case EAGAIN: return 3;\n"
                                      "        default: return 2;\n    }\n}\n");
    CHECK(house.findings().empty());
}

TEST_CASE("a header without its guard is found") {
    CHECK(SmallHouse().broken("src/model/a.h", "int a;\n").line == 1);
}

TEST_CASE("a library that deps.tsv does not name is found") {
    for (const char* line : {"find_package(LeftPad)", "pkg_check_modules(PAD REQUIRED IMPORTED_TARGET leftpad)",
                             "pkg_check_modules(FMT fmt leftpad)", "find_library(fmt_library leftpad REQUIRED)"}) {
        const auto f = SmallHouse().broken("CMakeLists.txt", "find_package(fmt)\n" + std::string(line) + "\n");
        CHECK(f.line == 2);
    }
}

TEST_CASE("a library that deps.tsv names is no finding, however CMake looks for it") {
    const SmallHouse house;
    house.write("CMakeLists.txt", "find_package(fmt REQUIRED)\npkg_check_modules(ANY REQUIRED IMPORTED_TARGET fmt>=9)\n"
                                  "find_library(fmt_library NAMES fmt REQUIRED)\n");
    CHECK(house.findings().empty());
}

TEST_CASE("a module without its page is found") {
    const SmallHouse house;
    house.write("plan.txt", "base 0\nmodel 2\nlogic/tracking 3\nlogic/detection 3\nio/feed 4\napp 7\nbare 1\n");
    const auto found = house.findings();
    REQUIRE(found.size() == 1);
    CHECK(found[0].file == "src/bare");
}

TEST_CASE("a file that belongs to no module is found") {
    CHECK(SmallHouse().broken("src/attic/a.cpp", "int a;\n").line == 0);
}

}  // namespace
}  // namespace vigia::house
