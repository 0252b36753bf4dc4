#include "app/renewal.h"

#include <algorithm>
#include <utility>

#include <sys/stat.h>

#include <fmt/core.h>

namespace vigia::app {
namespace {

/// Whether a key of the configuration is of judgement, which is taken while the program runs.
bool is_of_judgement(std::string_view key) { return key.starts_with("alerting."); }

}  // namespace

Renewal::Renewal(Judging& judging, Settings in_force, Read read) : judging_(judging), in_force_(std::move(in_force)), read_(std::move(read)) {
    taken_ = last_ = marks();
}

std::vector<Renewal::Mark> Renewal::marks() const {
    std::vector<std::filesystem::path> files = in_force_.lists;
    files.push_back(judging_.areas_file());
    if (!in_force_.file.empty()) files.push_back(in_force_.file);
    if (!in_force_.rules_file.empty()) files.push_back(in_force_.rules_file);
    std::vector<Mark> all;
    for (const auto& file : files) {
        Mark mark{.file = file};
        struct stat found {};
        if (::stat(file.c_str(), &found) == 0) {
            mark.changed_ns = static_cast<std::int64_t>(found.st_mtim.tv_sec) * 1'000'000'000 + found.st_mtim.tv_nsec;
            mark.bytes = static_cast<std::uint64_t>(found.st_size);
            mark.number = found.st_ino;
        }
        all.push_back(std::move(mark));
    }
    return all;
}

void Renewal::look(Asked asked) {
    const std::vector<Mark> now = marks();
    const bool settled = now == last_;
    last_ = now;
    if (asked == Asked::no && (now == taken_ || !settled)) return;
    taken_ = now;
    renew(asked);
}

void Renewal::renew(Asked asked) {
    auto written = read_();
    const auto renewed = written ? judging_.renew(*written) : Result<Judging::Renewed>(std::unexpected(written.error()));
    {
        const std::lock_guard lock(mutex_);
        fault_ = renewed ? "" : renewed.error().message;
        if (!renewed) ++refused_;
        else if (*renewed == Judging::Renewed::yes) ++renewed_;
    }
    if (!renewed) {
        fmt::print(stderr, "vigia: {}\n  The limits, lists, areas and rules in force stay as they were.\n", renewed.error().message);
        return;
    }
    if (*renewed == Judging::Renewed::yes) fmt::print(stderr, "vigia: the limits, lists, areas and rules are read anew; they hold from the next second on.\n");
    else if (asked == Asked::yes) fmt::print(stderr, "vigia: the limits, lists, areas and rules are those in force already.\n");
    tell_later(*written);
    in_force_.lists = std::move(written->lists);
    in_force_.rules_file = std::move(written->rules_file);
    taken_ = last_ = marks();  // of the files that are named now
}

/// Says which other keys were edited.
void Renewal::tell_later(const Settings& written) const {
    std::string keys;
    for (const auto& [key, shown] : written.shown) {
        const auto before = in_force_.shown.find(key);
        if (is_of_judgement(key) || (before != in_force_.shown.end() && before->second.value == shown.value)) continue;
        keys += (keys.empty() ? "" : ", ") + key;
    }
    const auto same = [](const FeedSetting& a, const FeedSetting& b) { return a.name == b.name && a.url == b.url && a.policy == b.policy; };
    if (written.feeds.size() != in_force_.feeds.size() || !std::equal(written.feeds.begin(), written.feeds.end(), in_force_.feeds.begin(), same)) keys += keys.empty() ? "feed" : ", feed";
    if (!keys.empty()) fmt::print(stderr, "vigia: edited too, but taken only at the next start: {}.\n", keys);
}

std::string Renewal::fault() const {
    const std::lock_guard lock(mutex_);
    return fault_;
}

std::vector<serve::Figure> Renewal::figures() const {
    using Kind = serve::Figure::Kind;
    const std::lock_guard lock(mutex_);
    return {{.kind = Kind::counter, .name = "vigia_judgement_renewed_total", .help = "Edits of limits, lists, areas and rules taken while running.", .labels = {}, .value = static_cast<double>(renewed_)},
            {.kind = Kind::counter, .name = "vigia_judgement_refused_total", .help = "Edits not taken, because something in them was wrong.", .labels = {}, .value = static_cast<double>(refused_)},
            {.kind = Kind::gauge, .name = "vigia_judgement_problem", .help = "1 while what is written of judgement is not what is in force, else 0.", .labels = {}, .value = fault_.empty() ? 0.0 : 1.0}};
}

}  // namespace vigia::app
