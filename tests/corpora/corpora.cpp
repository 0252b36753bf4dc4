#include "corpora/corpora.h"

#include <cstdio>
#include <cstdlib>

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

namespace {
std::filesystem::path folder;
constexpr int skipped = 77;
}  // namespace

const std::filesystem::path& corpora() { return folder; }

int main(int argc, char** argv) {
    const char* named = std::getenv("VIGIA_CORPORA");
    if (!named || !*named) {
        std::puts("skipped: VIGIA_CORPORA does not name a folder of third-party recordings");
        return skipped;
    }
    folder = std::filesystem::absolute(named);
    if (!std::filesystem::is_directory(folder)) {
        std::fprintf(stderr, "VIGIA_CORPORA is %s, which is not a folder (%s)\n", named, folder.c_str());
        return 1;
    }
    return doctest::Context(argc, argv).run();
}
