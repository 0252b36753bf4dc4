#pragma once
#include <filesystem>

/// The folder of third-party recordings; it exists when a test runs.
const std::filesystem::path& corpora();
