#include "app/secret_seed.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <stdlib.h>

namespace vigia::app {
namespace {

namespace fs = std::filesystem;

struct Folder {
    fs::path path;
    Folder() {
        std::string name = (fs::temp_directory_path() / "vigia_seed_XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
};

TEST_CASE("a commitment is the digest of the standard") {
    SecretSeed seed{};  // FIPS 180-4 over 32 bytes of 0
    CHECK(commitment(seed) == "sha256:66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925");
    seed[31] = 1;
    CHECK(commitment(seed) != commitment(SecretSeed{}));
}

TEST_CASE("a seed file is made once, for its owner alone, and read again the same") {
    const Folder folder;
    const std::string file = folder.path / "seed";
    const auto first = seed_of_file(file), again = seed_of_file(file);
    REQUIRE(first);
    REQUIRE(again);
    CHECK(*first == *again);
    CHECK(*first != *seed_of_file(folder.path / "other"));
    CHECK((fs::status(file).permissions() & fs::perms::all) == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("what is no seed is refused and stays as it is") {
    const Folder folder;
    const std::string file = folder.path / "seed";
    for (const std::string text : {"", "12", "not a seed", "g000000000000000000000000000000000000000000000000000000000000000"}) {
        std::ofstream(file) << text;
        const auto refused = seed_of_file(file);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().kind == ErrorKind::bad_input);
        CHECK(fs::file_size(file) == text.size());
    }
    CHECK_FALSE(seed_of_file(folder.path / "no" / "such"));
}

TEST_CASE("chances are even, the same for the same seed, and others for another") {
    SecretSeed seed{};
    const auto some = chances(seed, 4'000);
    CHECK(some == chances(seed, 4'000));
    CHECK(std::ranges::all_of(some, [](double c) { return c >= 0 && c < 1; }));
    double sum = 0;
    for (const double chance : some) sum += chance / 4'000;
    CHECK(sum == doctest::Approx(0.5).epsilon(0.03));
    seed[0] = 1;
    CHECK(chances(seed, 1) != chances(SecretSeed{}, 1));
}

}  // namespace
}  // namespace vigia::app
