#pragma once
#include <cstdlib>
#include <filesystem>
#include <string>

namespace vigia::store {

/// A folder for one test, removed at its end.
struct TestFolder {
    std::filesystem::path path;

    TestFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "vigia-store-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) std::abort();
        path = name;
    }
    ~TestFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
};

}  // namespace vigia::store
