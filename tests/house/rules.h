#pragma once
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace vigia::house {

/// A rule of the house that a file breaks.
struct Finding {
    std::string file;  ///< from the root of the tree, with /
    int line = 0;      ///< 0 when the whole file or folder is meant
    std::string what;
    std::string remedy;
};

/// The plan that CMake wrote: each module, its floor and the modules it uses.
struct Plan {
    std::map<std::string, int> floor;
    std::map<std::string, std::set<std::string>> uses;
};

/// Reads house_plan.txt: a line per module, `name floor used used …`.
Plan read_plan(const std::filesystem::path& file);

/// Every rule broken by the files under root/src, and by the libraries that root's CMake files name
/// without a line in root/deps.tsv. In order of file and line.
std::vector<Finding> findings(const std::filesystem::path& root, const Plan& plan);

}  // namespace vigia::house
