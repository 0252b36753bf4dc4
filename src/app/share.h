#pragma once
#include <filesystem>
#include <string>

#include "base/result.h"

namespace vigia::app {

/// A data file of the program, such as `sites.geojson`: looked for beside the installed program
/// (../share/vigia), then where the build keeps it.
[[nodiscard]] std::filesystem::path share_file(const std::filesystem::path& name);

/// The bytes of a file, at most 64 MB.
/// Errors: not_found, limit; the message names the file and the remedy.
[[nodiscard]] Result<std::string> text_of_file(const std::filesystem::path& file);

}  // namespace vigia::app
