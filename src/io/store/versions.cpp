#include "io/store/versions.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <set>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "io/store/inside/file.h"

namespace vigia::store {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::string_view ending = ".json";
constexpr std::size_t largest = 64 << 20;  ///< bytes that are read

/// `2026-11-23T190005Z.json` -> its time; empty for any other name.
std::optional<Time> time_of(std::string_view name) {
    if (name.size() != 18 + ending.size() || !name.ends_with(ending)) return std::nullopt;
    std::string iso(name.substr(0, 18));
    iso.insert(15, ":").insert(13, ":");
    const auto time = time_from_iso(iso);
    return time ? std::optional(*time) : std::nullopt;
}

Result<std::string> whole(const fs::path& file) {
    auto opened = File::open(file, O_RDONLY);
    if (!opened) return fail(std::move(opened));
    std::string text;
    char piece[65'536];
    for (;;) {
        const auto got = opened->read(piece, sizeof piece, file);
        if (!got) return std::unexpected(got.error());
        if (*got == 0) return text;
        text.append(piece, *got);
        if (text.size() > largest) return fail(ErrorKind::limit, fmt::format("{} is larger than 64 MB. Remove it.", file.string()));
    }
}

/// Writes all of it or nothing, durably.
Result<void> replace(const fs::path& file, std::string_view text) {
    const fs::path begun = file.string() + ".new";
    auto out = File::open(begun, O_WRONLY | O_CREAT | O_TRUNC);
    if (!out) return fail(std::move(out));
    if (const int error = out->write(text); error != 0) return fail_of_system("write to", begun, error);
    if (::fsync(out->descriptor()) != 0) return fail_of_system("sync", begun, errno);
    if (::rename(begun.c_str(), file.c_str()) != 0) return fail_of_system("rename", begun, errno);
    return sync_folder(file.parent_path());
}

}  // namespace

fs::path Versions::file_of(Time from) const {
    std::string name = to_iso(std::chrono::floor<std::chrono::seconds>(from));
    std::erase(name, ':');
    return folder_ / (name + std::string(ending));
}

Result<std::vector<Time>> Versions::times() const {
    std::vector<Time> all;
    std::error_code error;
    for (fs::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error))
        if (const auto time = time_of(at->path().filename().string())) all.push_back(*time);
    if (error && error != std::errc::no_such_file_or_directory) return fail_of_system("list", folder_, error.value());
    std::ranges::sort(all);
    return all;
}

Result<std::optional<Version>> Versions::at(Time time) const {
    auto all = times();
    if (!all) return fail(std::move(all));
    const auto after = std::ranges::upper_bound(*all, time);
    if (after == all->begin()) return std::optional<Version>();
    auto text = whole(file_of(*std::prev(after)));
    if (!text) return fail(std::move(text));
    return std::optional(Version{*std::prev(after), std::move(*text)});
}

Result<void> Versions::keep(Time from, std::string_view text) const {
    auto before = at(from);
    if (!before) return fail(std::move(before));
    if (*before && (*before)->text == text) return {};
    if (auto made = make_folder(folder_); !made) return made;
    if (auto written = replace(file_of(from), text); !written) return written;
    return thin();
}

Result<void> Versions::thin() const {
    auto all = times();
    if (!all) return fail(std::move(all));
    std::vector<Time> gone;
    std::set<std::int64_t> first_of;
    for (const Time time : *all) {
        if (!limits_.whole_for || all->back() - time < *limits_.whole_for) break;
        if (!first_of.insert(time.time_since_epoch() / limits_.then_each).second) gone.push_back(time);
    }
    std::erase_if(*all, [&](Time time) { return std::ranges::binary_search(gone, time); });
    if (all->size() > limits_.most) gone.insert(gone.end(), all->begin(), all->end() - static_cast<std::ptrdiff_t>(limits_.most));
    for (const Time time : gone)
        if (::unlink(file_of(time).c_str()) != 0) return fail_of_system("delete", file_of(time), errno);
    return {};
}

std::string text_of(const KeptCoverage& coverage) {
    std::string out = fmt::format("{{\"vigia\":\"coverage\",\"version\":1,\"as_of_ms\":{},\"learnt\":{},\"receivers\":[", to_unix_milliseconds(coverage.as_of), coverage.learnt);
    for (const KeptCoverage::Receiver& receiver : coverage.receivers) {
        if (out.back() != '[') out += ',';
        out += Json{receiver.source, receiver.station}.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    out += "],\n\"rows\":[";
    for (const model::Coverage::Row& row : coverage.rows) {
        if (out.back() != '[') out += ",\n";
        fmt::format_to(std::back_inserter(out), "[{},{},{},{},{}]", row.cell, static_cast<unsigned>(row.of), row.receiver, row.heard, row.minutes);
    }
    return out + "]}\n";
}

Result<KeptCoverage> coverage_from_text(std::string_view text) {
    const auto wrong = [](std::string_view what) { return fail(ErrorKind::bad_input, std::string(what)); };
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("vigia", Json()) != "coverage") return wrong("it is no table of coverage");
    if (json.value("version", Json()) != 1) return fail(ErrorKind::unsupported, "it was written by a newer vigia");
    const Json receivers = json.value("receivers", Json()), rows = json.value("rows", Json()), learnt = json.value("learnt", Json()), as_of = json.value("as_of_ms", Json());
    if (!receivers.is_array() || !rows.is_array() || !learnt.is_number_unsigned() || !as_of.is_number_integer()) return wrong("a part is missing");
    if (receivers.size() > model::Coverage::most_receivers || rows.size() > model::Coverage::most_rows) return wrong("it holds more than such a table can");
    KeptCoverage kept;
    kept.as_of = from_unix_milliseconds(as_of.get<std::int64_t>());
    kept.learnt = learnt.get<std::uint64_t>();
    for (const Json& one : receivers) {
        if (!one.is_array() || one.size() != 2 || !one[0].is_string() || !one[1].is_string()) return wrong("a receiver is not two names");
        kept.receivers.push_back({one[0].get<std::string>(), one[1].get<std::string>()});
    }
    for (const Json& one : rows) {
        if (!one.is_array() || one.size() != 5) return wrong("a row is not five numbers");
        for (const Json& number : one)
            if (!number.is_number_unsigned() || number.get<std::uint64_t>() > 0xFFFF'FFFF) return wrong("a row is not five numbers");
        const auto at = [&](std::size_t i) { return one[i].get<std::uint32_t>(); };
        if (at(1) > 1 || at(2) > kept.receivers.size() || (at(2) == 0 && at(3) > at(4))) return wrong("a row says what cannot be");
        kept.rows.push_back({.cell = at(0), .of = static_cast<model::Coverage::Class>(at(1)), .receiver = static_cast<std::uint8_t>(at(2)), .heard = at(3), .minutes = at(4)});
    }
    return kept;
}

Versions judgement_versions(const fs::path& data) { return Versions(data / "judgement"); }

Versions coverage_versions(const fs::path& data) {
    return {data / "coverage", {.most = 400, .whole_for = std::chrono::hours(48), .then_each = std::chrono::hours(24)}};
}

Result<std::optional<KeptCoverage>> coverage_at(const fs::path& data, Time time) {
    const Versions versions = coverage_versions(data);
    auto version = versions.at(time);
    if (!version) return fail(std::move(version));
    if (!*version) return std::optional<KeptCoverage>();
    auto kept = coverage_from_text((*version)->text);
    if (!kept)
        return fail(kept.error().kind, fmt::format("{}: {}.\n  Remove the file: coverage is then taken from the version before it, or learnt anew.",
                                                   versions.file_of((*version)->from).string(), kept.error().message));
    return std::optional(std::move(*kept));
}

}  // namespace vigia::store
