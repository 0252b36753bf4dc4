#include "app/out_file.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

namespace vigia::app {
namespace {

namespace fs = std::filesystem;

struct Folder {
    fs::path path;
    Folder() {
        std::string made = (fs::temp_directory_path() / "vigia_out_file_XXXXXX").string();
        REQUIRE(mkdtemp(made.data()) != nullptr);
        path = made;
    }
    ~Folder() { fs::remove_all(path); }
};

std::string text_in(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST_CASE("a file has its name when it is whole, and not before") {
    const Folder folder;
    const fs::path file = folder.path / "a.txt";
    {
        auto out = OutFile::open(file.string());
        REQUIRE(out);
        CHECK_FALSE(out->write("half"));
        CHECK_FALSE(fs::exists(file));
    }
    CHECK(fs::is_empty(folder.path));
    auto out = OutFile::open(file.string());
    REQUIRE(out);
    CHECK_FALSE(out->write("whole"));
    CHECK_FALSE(out->close());
    CHECK(text_in(file) == "whole");
    CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 1);
}

TEST_CASE("what was there stays until the new is whole; a link stays a link") {
    const Folder folder;
    const fs::path file = folder.path / "a.txt", link = folder.path / "link";
    std::ofstream(file) << "old";
    fs::create_symlink(file, link);
    auto out = OutFile::open(link.string());
    REQUIRE(out);
    CHECK_FALSE(out->write("new"));
    CHECK(text_in(file) == "old");
    CHECK_FALSE(out->close());
    CHECK(text_in(file) == "new");
    CHECK(fs::is_symlink(link));
}

TEST_CASE("a device is written to and stays a device") {
    auto out = OutFile::open("/dev/null");
    REQUIRE(out);
    CHECK_FALSE(out->write("gone"));
    CHECK_FALSE(out->close());
    CHECK(fs::is_character_file("/dev/null"));
    CHECK_FALSE(fs::exists("/dev/null.part"));
}

TEST_CASE("a file that cannot be made is named with the remedy") {
    const auto out = OutFile::open("/nowhere/a.txt");
    REQUIRE_FALSE(out);
    CHECK(out.error().message.starts_with("cannot write to /nowhere/a.txt: No such file"));
}

}  // namespace
}  // namespace vigia::app
