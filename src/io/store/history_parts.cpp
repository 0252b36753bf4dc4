#include "io/store/inside/history_parts.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <tuple>

#include <fmt/core.h>

#include "io/store/inside/file.h"

namespace vigia::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kind_names[] = {"positions-", "strays-", "particulars-"};

std::optional<Part> part_of(std::string_view name) {
    if (!name.ends_with(".parquet")) return std::nullopt;
    name.remove_suffix(8);
    Part part;
    for (int kind = 0; kind < 3; ++kind) {
        if (!name.starts_with(kind_names[kind])) continue;
        name.remove_prefix(kind_names[kind].size());
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), part.flushed_from);
        if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
        part.kind = static_cast<Part::Kind>(kind);
        return part;
    }
    return std::nullopt;
}

std::optional<Time> hour_of_folders(const std::string& date, const std::string& hour) {
    if (!date.starts_with("date=") || !hour.starts_with("hour=") || hour.size() != 7) return std::nullopt;
    auto time = time_from_iso(date.substr(5) + "T" + hour.substr(5) + ":00");
    if (!time) return std::nullopt;
    return *time;
}

std::vector<fs::directory_entry> entries_of(const fs::path& folder, std::error_code& error) {
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) entries.push_back(*at);
    return entries;
}

}  // namespace

std::string part_folder(Time hour) {
    const std::string iso = to_iso(hour);
    return fmt::format("date={}/hour={}", iso.substr(0, 10), iso.substr(11, 2));
}

std::string part_name(Part::Kind kind, Time hour, model::Sequence flushed_from) {
    return fmt::format("{}/{}{:012}.parquet", part_folder(hour), kind_names[static_cast<int>(kind)], flushed_from);
}

Result<std::vector<Part>> parts_of(const fs::path& history, std::vector<fs::path>* unfinished) {
    std::vector<Part> parts;
    std::error_code error;
    for (const auto& date : entries_of(history, error)) {
        for (const auto& hour : entries_of(date.path(), error)) {
            const auto time = hour_of_folders(date.path().filename(), hour.path().filename());
            if (!time) continue;
            for (const auto& file : entries_of(hour.path(), error)) {
                const std::string name = file.path().filename();
                if (unfinished != nullptr && name.ends_with(".part")) unfinished->push_back(file.path());
                auto part = part_of(name);
                if (!part) continue;
                part->hour = *time;
                part->name = fmt::format("{}/{}/{}", date.path().filename().string(), hour.path().filename().string(), name);
                parts.push_back(std::move(*part));
            }
            if (error == std::errc::no_such_file_or_directory) error.clear();  // deleted while listed
        }
        if (error == std::errc::not_a_directory) error.clear();
        if (error) break;
    }
    if (error) return fail_of_system("read the history in", history, error.value());
    std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
        return std::tie(a.hour, a.kind, a.flushed_from) < std::tie(b.hour, b.kind, b.flushed_from);
    });
    return parts;
}

}  // namespace vigia::store
