#include <algorithm>
#include <cstdlib>
#include <deque>
#include <map>
#include <memory>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/alert_file.h"
#include "app/area_book.h"
#include "app/chart.h"
#include "app/judgement.h"
#include "app/kept.h"
#include "app/out_file.h"
#include "app/output.h"
#include "app/read_by.h"
#include "app/verbs.h"
#include "engine/analysis.h"
#include "engine/span.h"
#include "io/feed/recording.h"
#include "io/store/versions.h"
#include "logic/detection/book.h"
#include "logic/detection/groups.h"

namespace vigia::app {
namespace {

struct Options {
    std::vector<std::string> inputs;
    std::vector<std::string> lists;
    std::string data, config, events, alerts, from, until, start;
    unsigned threads = 0;
    bool as_watched = false;
    std::map<std::string, std::string> flags;
};

/// Writes each event once, when nothing about it can change any more; those still open at the end last.
class EventFile {
  public:
    explicit EventFile(std::optional<OutFile> out) : out_(std::move(out)) {}

    void take(std::span<const model::EventChange> changes, Time now) {
        if (!out_) return;
        for (const model::EventChange& change : changes) {
            const bool settles = change.step == model::EventStep::ended || change.step == model::EventStep::withdrawn;
            const bool settled_before = held_.contains(change.event.id) && (held_[change.event.id].ended || held_[change.event.id].withdrawn);
            held_[change.event.id] = change.event;
            if (settles && !settled_before) settling_.emplace_back(change.at + detection::Book::settle, change.event.id);
        }
        for (; !settling_.empty() && settling_.front().first < now; settling_.pop_front()) write(held_.extract(settling_.front().second).mapped());
        if (text_.size() >= Output::flush_at) flush();
    }

    std::optional<Error> close() {
        if (!out_) return std::nullopt;
        for (; !settling_.empty(); settling_.pop_front()) write(held_.extract(settling_.front().second).mapped());
        for (const auto& [id, event] : held_) write(event);
        flush();
        return failed_ ? failed_ : out_->close();
    }

  private:
    void write(const model::Event& event) {
        model::append_event_json(text_, event);
        text_ += '\n';
    }
    void flush() {
        if (!failed_) failed_ = out_->write(text_);
        text_.clear();
    }
    std::optional<OutFile> out_;
    std::map<model::EventId, model::Event> held_;
    std::deque<std::pair<Time, model::EventId>> settling_;
    std::string text_;
    std::optional<Error> failed_;
};

Result<std::optional<Time>> time_of(const std::string& text) {
    if (text.empty()) return std::optional<Time>();
    const auto time = time_from_iso(text);
    if (!time) return fail(ErrorKind::bad_input, fmt::format("`{}` is no time: write 2026-03-02T17:00:00Z", text));
    return std::optional(*time);
}

void tell(const engine::AnalysisSummary& summary, double seconds, unsigned threads) {
    struct rusage used {};
    ::getrusage(RUSAGE_SELF, &used);
    const double cpu = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    fmt::print(stderr,
               "{{\"lines\":{},\"messages\":{},\"reports\":{},\"duplicates\":{},\"positions\":{},\"moments\":{},\"events\":{},\"open\":{},\"threads\":{},"
               "\"seconds\":{:.3f},\"cpu_seconds\":{:.3f},\"positions_per_second\":{:.0f},\"peak_memory_mb\":{:.0f}}}\n",
               summary.counts.lines, summary.counts.messages, summary.counts.reports, summary.counts.duplicates, summary.positions, summary.moments,
               summary.events, summary.open_events, threads, seconds, cpu, seconds > 0 ? static_cast<double>(summary.positions) / seconds : 0.0,
               static_cast<double>(used.ru_maxrss) / 1024);
}

/// What judgement goes by from a time on.
struct Course {
    Time from{};
    std::shared_ptr<const model::Chart> chart;
    JudgementTexts texts;
    std::string drawn;
    Judgement judgement;
};

Result<std::vector<Course>> as_written(const Settings& settings) {
    auto chart = usual_chart();
    if (!chart) return fail(std::move(chart));
    auto texts = judgement_texts(settings);
    if (!texts) return fail(std::move(texts));
    auto judgement = judgement_of(*texts, **chart);
    if (!judgement) return fail(std::move(judgement));
    std::vector<Course> all;
    all.push_back({.from = {}, .chart = std::move(*chart), .texts = std::move(*texts), .drawn = {}, .judgement = std::move(*judgement)});
    return all;
}

/// The data folder that the only input is, or is the journal of; empty when it is neither.
std::string data_folder(const std::vector<std::string>& inputs) {
    if (inputs.size() != 1) return {};
    const std::string journal = engine::journal_folder(inputs.front());
    if (journal.empty()) return {};
    const std::filesystem::path folder = std::filesystem::weakly_canonical(journal);
    return folder.filename() == "journal" ? folder.parent_path().string() : folder.string();
}

Result<Course> course_at(const store::Versions& versions, Time time, AreaBook& areas) {
    const auto version = versions.at(time);
    if (!version) return std::unexpected(version.error());
    const auto wrong = [&](const Error& error) { return fail(error.kind, fmt::format("{}: {}", versions.file_of(time).string(), error.message)); };
    auto kept = judgement_from_kept((*version)->text);
    if (!kept) return wrong(kept.error());
    auto drawn = kept->drawn.empty() ? areas.none() : areas.read(kept->drawn);
    if (!drawn) return wrong(drawn.error());
    auto judgement = judgement_of(kept->texts, *drawn->chart);
    if (!judgement) return wrong(judgement.error());
    return Course{.from = time, .chart = std::move(drawn->chart), .texts = std::move(kept->texts), .drawn = std::move(kept->drawn), .judgement = std::move(*judgement)};
}

/// All that the watch of a data folder went by, one after another.
Result<std::vector<Course>> as_watched(const std::vector<std::string>& inputs, const std::string& data) {
    const store::Versions versions = store::judgement_versions(data);
    const auto times = data.empty() ? Result<std::vector<Time>>(std::vector<Time>()) : versions.times();
    if (!times) return std::unexpected(times.error());
    if (times->empty())
        return fail(ErrorKind::not_found, fmt::format("{} is no data folder that keeps what its watch went by.\n  Name one, alone, or leave --as-watched out.", inputs.front()));
    auto water = usual_water();
    if (!water) return fail(std::move(water));
    auto areas = AreaBook::open(std::filesystem::path(data) / "judgement", std::move(*water));  // no areas are drawn there
    if (!areas) return fail(std::move(areas));
    std::vector<Course> all;
    for (const Time time : *times) {
        auto course = course_at(versions, time, *areas);
        if (!course) return fail(std::move(course));
        if (!all.empty() && all.back().drawn == course->drawn) course->chart = all.back().chart;
        all.push_back(std::move(*course));
    }
    return all;
}

detection::Edit edit_between(const Course& before, const Course& after) {
    return {.settings = std::make_shared<const detection::Settings>(after.judgement.detection.settings), .chart = after.chart == before.chart ? nullptr : after.chart,
            .lists = after.texts.lists == before.texts.lists ? nullptr : after.judgement.lists};
}

alerting::DeskEdit desk_edit(const Course& course) {
    return {.chart = course.chart, .lists = {}, .rules = course.judgement.rules, .budget = course.texts.budget, .cooldown = course.texts.cooldown, .lapse = course.texts.lapse};
}

alerting::DeskOptions alert_options(const Course& course) {
    alerting::DeskOptions options;
    options.rules = *course.judgement.rules;
    options.limits.budget = course.texts.budget;
    options.limits.cooldown = course.texts.cooldown;
    options.limits.lapse = course.texts.lapse;
    options.limits.open = 50'000;  // nobody acts, so they pile up until they lapse
    options.chart = course.chart;
    return options;
}

/// The file of that name, where one is named.
Result<std::optional<OutFile>> opened(const std::string& name) {
    if (name.empty()) return std::optional<OutFile>();
    auto out = OutFile::open(name);
    if (!out) return fail(std::move(out));
    return std::optional(std::move(*out));
}

Result<Exit> detect(const Options& options, const Settings& settings) {
    const std::vector<std::string> inputs = options.inputs.empty() ? std::vector{options.data.empty() ? settings.data.string() : options.data} : options.inputs;
    for (const std::string& input : inputs)
        if (auto there = feed::Recording::open(input); !there) return fail(std::move(there));
    auto registry = message_registry(settings.messages);
    if (!registry) return fail(std::move(registry));
    const auto from = time_of(options.from), until = time_of(options.until), start = time_of(options.start);
    for (const auto* time : {&from, &until, &start})
        if (!*time) return std::unexpected(time->error());
    const std::optional<Time> heard_from = *from ? std::optional(**from - engine::AnalysisOptions{}.before) : std::nullopt;
    const std::string data = data_folder(inputs);
    auto watched = options.as_watched ? as_watched(inputs, data) : as_written(settings);
    if (!watched) return fail(std::move(watched));
    // A table that was learnt later would know what could not be known then.
    auto learnt = heard_from && !data.empty() ? store::coverage_at(data, *heard_from) : std::optional<store::KeptCoverage>();
    if (!learnt) return fail(std::move(learnt));
    auto event_out = opened(options.events), alert_out = opened(options.alerts);
    for (const auto* out : {&event_out, &alert_out})
        if (!*out) return std::unexpected(out->error());
    const Interruption interruption;
    EventFile events(std::move(*event_out));
    const Course& first = watched->front();
    AlertFile alerts(std::move(*alert_out), alert_options(first));
    Progress progress;
    engine::AnalysisOptions analysis;
    analysis.engine.chart = first.chart;
    analysis.engine.start = *start;
    analysis.engine.policy = ais::policy_from_text(settings.policy).value();  // checked when it was read
    for (const FeedSetting& feed : settings.feeds)
        if (!feed.policy.empty()) analysis.engine.policies.emplace(feed.name, ais::policy_from_text(feed.policy).value());
    analysis.registry = &*registry;
    analysis.groups = detection::make_groups(first.chart, first.judgement.detection.settings, first.judgement.lists);
    analysis.learnt = std::move(*learnt);
    for (std::size_t i = 1; i < watched->size(); ++i) {
        analysis.edits.emplace_back((*watched)[i].from, edit_between((*watched)[i - 1], (*watched)[i]));
        alerts.use_from((*watched)[i].from, desk_edit((*watched)[i]));
    }
    analysis.threads = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    analysis.from = *from;
    analysis.until = *until;
    analysis.changes = [&](std::span<const model::EventChange> changes, Time now) {
        events.take(changes, now);
        alerts.take(changes, now);
    };
    analysis.progress = [&](const engine::Counts& counts, Time) { progress.show(0, 0, counts.lines, "lines"); };
    analysis.stop = [&] { return interruption.asked(); };
    const unsigned threads = analysis.threads;
    const auto summary = engine::analyse(std::move(analysis), inputs);
    const double seconds = progress.seconds();
    progress.clear();
    if (!summary) return std::unexpected(summary.error());
    if (interruption.asked()) return Exit::interrupted;
    if (const auto error = events.close()) return std::unexpected(*error);
    if (const auto error = alerts.close()) return std::unexpected(*error);
    tell(*summary, seconds, threads);
    if (summary->counts.messages > 0) return Exit::done;
    tell_nothing_usable(inputs, summary->counts.lines, {});
    return Exit::no_input;
}

Exit run(const Options& options, const Setup& setup) {
    auto settings = settings_in_force(options.config, setup, options.flags);
    if (!settings) return settings.error();
    if (!options.lists.empty()) settings->lists.assign(options.lists.begin(), options.lists.end());
    use_exercise_list_if_none(*settings);
    const auto ended = detect(options, *settings);
    return ended ? *ended : told(ended.error());
}

}  // namespace

void add_detect(CLI::App& cli, const Setup& setup, Work& work) {
    auto* verb = cli.add_subcommand("detect", "Find behaviour that matters in recordings or in kept data, each with its evidence");
    const auto options = std::make_shared<Options>();
    verb->add_option("FILE", options->inputs, "Recordings (plain, .gz, .zst, pcap, CSV), folders, or - for standard input; none: the data folder");
    verb->add_option("--data", options->data, "The data folder of a watch or replay, instead of that of the configuration");
    verb->add_option("--from", options->from, "Only what is noticed at or after this time (UTC)")->check(read_by(time_from_iso));
    verb->add_option("--to", options->until, "Only what is heard before this time (UTC)")->check(read_by(time_from_iso));
    verb->add_option("--start", options->start, "The time of the first line, for recordings that carry none")->check(read_by(time_from_iso));
    verb->add_option("--events", options->events, "Where events go, one JSON object a line; - is standard output, .zst compresses");
    verb->add_option("--alerts", options->alerts, "Where alerts go, one JSON object a line, as an officer who never acts would have had them")
        ->check([events = &options->events](const std::string& name) { return name == "-" && *events == "-" ? "events go to standard output already" : std::string(); });
    verb->add_option("--lists", options->lists, "Watch lists, roles and permits to use instead of those of the configuration")->check(CLI::ExistingFile);
    verb->add_flag("--as-watched", options->as_watched, "Judge by the limits, lists, areas and rules that the watch of the data folder went by at each moment, not by those of the configuration")->excludes("--lists");
    verb->add_option("--threads", options->threads, "1 or more (as many as the machine has); what is found does not depend on it")->check(CLI::Range(1, 64));
    verb->add_option("--config", options->config, "Configuration file (default /etc/vigia/vigia.toml)");
    verb->add_option("--policy", options->flags["policy"], "strict, standard or lenient (default standard)")->check(read_by(ais::policy_from_text));
    verb->callback([=, &setup, &work] {
        std::erase_if(options->flags, [](const auto& flag) { return flag.second.empty(); });
        work = [=, &setup] { return run(*options, setup); };
    });
}

}  // namespace vigia::app
