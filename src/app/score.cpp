// vigia score: what was told, measured against the truth.
#include <charconv>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/output.h"
#include "app/verbs.h"
#include "io/feed/recording.h"
#include "logic/scoring/scoring.h"

namespace vigia::app {

namespace {

using nlohmann::json;

constexpr std::size_t most_rows = 20'000'000;  ///< occurrences, events or alerts of one file

struct Asked {
    std::vector<std::string> truths, events, alerts;
    std::string format = "table";
};

/// A row that is not what it should be; made into an error with its place.
struct Wrong {
    std::string what;
};
template <class Value>
using Read = std::expected<Value, Wrong>;

Read<Time> time_of(const json& row, const char* name) {
    const auto found = row.find(name);
    if (found == row.end() || !found->is_string()) return std::unexpected(Wrong{fmt::format("\"{}\" must be a time in UTC, as 2026-03-02T05:00:00Z", name)});
    const auto read = time_from_iso(found->get_ref<const std::string&>());
    if (!read) return std::unexpected(Wrong{fmt::format("\"{}\" is no time: {}", name, read.error().message)});
    return *read;
}

Read<std::optional<Time>> ended_of(const json& row) {
    const auto found = row.find("ended");
    if (found == row.end() || found->is_null()) return std::optional<Time>();
    const auto read = time_of(row, "ended");
    if (!read) return std::unexpected(read.error());
    return std::optional(*read);
}

/// MMSIs, as texts of nine digits or as numbers.
Read<std::vector<std::uint32_t>> vessels_of(const json& row) {
    const auto found = row.find("vessels");
    if (found == row.end() || !found->is_array()) return std::unexpected(Wrong{"\"vessels\" must be a list of MMSIs"});
    std::vector<std::uint32_t> out;
    for (const json& one : *found) {
        std::uint32_t number = 1'000'000'000;
        if (one.is_number_unsigned()) number = static_cast<std::uint32_t>(std::min<std::uint64_t>(one.get<std::uint64_t>(), number));
        if (one.is_string()) {
            const std::string& text = one.get_ref<const std::string&>();
            const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
            if (read.ec != std::errc() || read.ptr != text.data() + text.size()) number = 1'000'000'000;
        }
        if (number > 999'999'999) return std::unexpected(Wrong{"\"vessels\" has what is no MMSI: " + one.dump()});
        out.push_back(number);
    }
    return out;
}

Read<model::EventKind> kind_of(const json& row) {
    const auto found = row.find("kind");
    const auto kind = found != row.end() && found->is_string() ? model::event_kind(found->get_ref<const std::string&>()) : std::nullopt;
    if (!kind) return std::unexpected(Wrong{"\"kind\" must be a kind of event of docs/events.md"});
    return *kind;
}

/// What events, alerts and occurrences have in common.
struct Span {
    std::vector<std::uint32_t> vessels;
    Time begun{};
    std::optional<Time> ended;
};
Read<Span> span_of(const json& row) {
    auto vessels = vessels_of(row);
    const auto begun = time_of(row, "begun");
    const auto ended = ended_of(row);
    if (!vessels) return std::unexpected(vessels.error());
    if (!begun) return std::unexpected(begun.error());
    if (!ended) return std::unexpected(ended.error());
    return Span{std::move(*vessels), *begun, *ended};
}

Read<scoring::Occurrence> occurrence_of(const json& row) {
    auto span = span_of(row);
    const auto kind = kind_of(row);
    const auto decidable = time_of(row, "decidable");
    if (!span) return std::unexpected(span.error());
    if (!kind) return std::unexpected(kind.error());
    if (!decidable) return std::unexpected(decidable.error());
    return scoring::Occurrence{*kind, std::move(span->vessels), span->begun, *decidable, span->ended, row.value("marginal", json(false)) == json(true)};
}

enum class Telling { event, alert };
Read<scoring::Told> told_of(const json& row, Telling telling) {
    auto span = span_of(row);
    const auto noticed = time_of(row, "noticed");
    if (!span) return std::unexpected(span.error());
    if (!noticed) return std::unexpected(noticed.error());
    scoring::Told told;
    if (telling == Telling::event) {
        const auto kind = kind_of(row);
        if (!kind) return std::unexpected(kind.error());
        told.kind = *kind;
    }
    told.vessels = std::move(span->vessels);
    told.begun = span->begun;
    told.noticed = *noticed;
    told.ended = span->ended;
    const auto withdrawn = row.find("withdrawn");
    told.withdrawn = withdrawn != row.end() && !withdrawn->is_null() && *withdrawn != json(false);
    return told;
}

/// Calls `take(line)` for each line of a file, which says what is wrong with it or nothing.
template <class Take>
std::optional<Error> each_line(const std::string& path, Take take) {
    auto recording = feed::Recording::open(path);
    if (!recording) return recording.error();
    std::string block;
    std::size_t number = 0;
    for (;;) {
        const auto more = (*recording)->read(block);
        if (!more) return more.error();
        if (!*more) break;
        for (std::size_t at = 0; at < block.size();) {
            const std::size_t end = std::min(block.find('\n', at), block.size());
            ++number;
            const std::string_view line = std::string_view(block).substr(at, end - at);
            at = end + 1;
            if (const std::optional<Wrong> wrong = take(line)) {
                return Error{ErrorKind::bad_input, fmt::format("{}:{}: {}.", path, number, wrong->what), number};
            }
        }
    }
    if (const std::uint64_t left_out = (*recording)->counts().lines_too_long; left_out > 0) {
        return Error{ErrorKind::limit, fmt::format("{}: {} longer than 64 kB; such a file was not written by vigia.", path, counted(left_out, "line"))};
    }
    return std::nullopt;
}

std::expected<json, Wrong> object_of(std::string_view line) {
    json row = json::parse(line, nullptr, false);
    if (!row.is_object()) return std::unexpected(Wrong{"this is no JSON object"});
    return row;
}

template <class Row, class Reader>
std::optional<Wrong> keep(std::vector<Row>& rows, const json& row, Reader read) {
    if (rows.size() == most_rows) return Wrong{fmt::format("there are more than {} rows; score fewer runs at once", most_rows)};
    auto made = read(row);
    if (!made) return made.error();
    rows.push_back(std::move(*made));
    return std::nullopt;
}

/// The time of a row of true states, without reading the whole row; empty when it is another row.
std::optional<Time> time_of_state(std::string_view line) {
    constexpr std::string_view begins = "{\"t\":\"";
    if (!line.starts_with(begins)) return std::nullopt;
    const auto read = time_from_iso(line.substr(begins.size(), line.find('"', begins.size()) - begins.size()));
    return read ? std::optional(*read) : std::nullopt;
}

/// Whether a row was scripted to fall just short of its kind.
std::optional<Wrong> note_incident(const json& row, scoring::Run& run) {
    const auto kind = kind_of(row);
    if (!kind) return kind.error();
    auto& count = run.near_misses[static_cast<std::size_t>(*kind)];
    count = count.value_or(0) + (row.value("positive", json(true)) == json(false) ? 1 : 0);
    return std::nullopt;
}

/// State rows are most of a truth and are passed by; their first and last times say how long it is.
std::optional<Error> read_truth(const std::string& path, scoring::Run& run) {
    std::optional<Time> first;
    std::string last;
    const auto error = each_line(path, [&](std::string_view line) -> std::optional<Wrong> {
        if (line.empty()) return std::nullopt;
        if (line.starts_with("{\"t\":")) {
            if (!first) first = time_of_state(line);
            last.assign(line.substr(0, 40));
            return std::nullopt;
        }
        const auto row = object_of(line);
        if (!row) return row.error();
        if (const auto at = row->find("occurrence"); at != row->end() && at->is_object()) return keep(run.truth, *at, occurrence_of);
        if (const auto at = row->find("incident"); at != row->end() && at->is_object()) return note_incident(*at, run);
        return std::nullopt;
    });
    const auto end = time_of_state(last);
    if (first && end && *end > *first) run.hours = static_cast<double>((*end - *first).count()) / 3'600'000;
    return error;
}

std::optional<Error> read_told(const std::string& path, Telling telling, std::vector<scoring::Told>& told) {
    return each_line(path, [&](std::string_view line) -> std::optional<Wrong> {
        if (line.empty()) return std::nullopt;
        const auto row = object_of(line);
        if (!row) return row.error();
        return keep(told, *row, [&](const json& one) { return told_of(one, telling); });
    });
}

Exit run(const Asked& asked) {
    const bool events = asked.events.empty() || asked.events.size() == asked.truths.size();
    const bool alerts = asked.alerts.empty() || asked.alerts.size() == asked.truths.size();
    if (!events || !alerts || (asked.events.empty() && asked.alerts.empty())) {
        fmt::print(stderr, "vigia: {} truths, {} files of events and {} of alerts do not make whole runs.\n"
                           "  Give --truth with --events, --alerts or both, each as often, in the same order.\n",
                   asked.truths.size(), asked.events.size(), asked.alerts.size());
        return Exit::usage;
    }
    scoring::Scorer scorer;
    for (std::size_t i = 0; i < asked.truths.size(); ++i) {
        scoring::Run one;
        if (const auto error = read_truth(asked.truths[i], one)) return told(*error);
        if (!asked.events.empty())
            if (const auto error = read_told(asked.events[i], Telling::event, one.events)) return told(*error);
        if (!asked.alerts.empty())
            if (const auto error = read_told(asked.alerts[i], Telling::alert, one.alerts)) return told(*error);
        if (asked.alerts.empty()) one.hours.reset();  // without alerts none is known to be false
        scorer.add(std::move(one));
    }
    const scoring::Scores scores = scorer.scores();
    Output out;
    out.text() = asked.format == "json" ? scoring::as_json(scores) : scoring::as_table(scores);
    return Exit::done;
}

}  // namespace

void add_score(CLI::App& cli, Work& work) {
    CLI::App* score = cli.add_subcommand("score", "Measures what was told against the truth");
    score->require_subcommand(1);
    auto asked = std::make_shared<Asked>();
    CLI::App* verb = score->add_subcommand("events", "Precision, recall and delay of each kind of event, and false alerts of a watch hour");
    verb->add_option("--truth", asked->truths, "true occurrences, as vigia sim --truth writes them; several runs are pooled")->required();
    verb->add_option("--events", asked->events, "events, as vigia detect --events writes them, one file for each truth");
    verb->add_option("--alerts", asked->alerts, "alerts, as vigia detect --alerts writes them, one file for each truth");
    verb->add_option("--format", asked->format, "table or json")->check(CLI::IsMember({"table", "json"}))->capture_default_str();
    verb->callback([asked, &work] { work = [asked] { return run(*asked); }; });
}

}  // namespace vigia::app
