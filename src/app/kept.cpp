#include "app/kept.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include <fmt/format.h>

#include "app/share.h"

namespace vigia::app {

Result<std::unique_ptr<Kept>> Kept::open(const std::filesystem::path& data, std::string mode, Time now) {
    store::StoreLimits limits;
    if (mode != "live") {  // a replay can be made again, and its stream may run thousands of times faster
        limits.history.part_every = std::chrono::hours(24);
        limits.history.rows_in_memory = 262'144;  // more come in while a part is written
        limits.history.durability = store::Durability::left_to_system;
    }
    auto store = store::Store::open(data, limits);
    if (!store) return fail(std::move(store));
    auto& ledger = (*store)->ledger();
    auto runs = ledger.runs();
    if (!runs) return fail(std::move(runs));
    const bool live = std::ranges::any_of(*runs, [](const store::Run& run) { return run.mode == "live"; });
    if (mode != "live" && live)
        return fail(ErrorKind::denied,
                    fmt::format("{} holds a live watch; a replay may not write into it. Name another folder by --data, or "
                                "leave it out: the replay then uses a folder of its own.", data.string()));
    const auto& recovery = (*store)->journal().recovery();
    auto run = ledger.begin_run({.id = 0, .started = now, .stopped = {}, .version = VIGIA_VERSION, .mode = std::move(mode),
                                 .first = recovery.last + 1, .last = 0, .bytes_cut = recovery.bytes_cut});
    if (!run) return fail(std::move(run));
    return std::unique_ptr<Kept>(new Kept(std::move(*store), *run));
}

engine::LoopOptions Kept::loop_options(engine::Mode mode, const ais::Registry& registry, const Settings& settings) {
    engine::LoopOptions options;
    options.engine.mode = mode;
    options.engine.first_sequence = store_->journal().last() + 1;
    options.engine.policy = ais::policy_from_text(settings.policy).value();  // checked when it was read
    for (const FeedSetting& feed : settings.feeds)
        if (!feed.policy.empty()) options.engine.policies.emplace(feed.name, ais::policy_from_text(feed.policy).value());
    options.registry = &registry;
    options.store = store_.get();
    options.retention = {.journal = settings.keep_journal, .history = settings.keep_history};
    return options;
}

Time Kept::next_second() const {
    const auto& kept = store_->journal().recovery();
    return kept.last == 0 ? Time{} : std::chrono::floor<std::chrono::seconds>(kept.last_heard) + std::chrono::seconds(1);
}

void Kept::close(Time now) {
    // Nothing is lost when this fails: the run then reads as one that did not end in good order.
    static_cast<void>(store_->ledger().end_run(run_, now, store_->journal().durable()));
}

void tell_store_problem(const engine::Loop& loop, std::string& told) {
    std::string problem = loop.store_problem();
    if (problem == told) return;
    told = std::move(problem);
    fmt::print(stderr, "vigia: {}\n", told.empty() ? "everything is kept again." : told);
}

Result<void> write_tracks(const engine::Picture& picture, const std::string& file) {
    std::ofstream out(file, std::ios::binary);
    out << engine::export_tracks(picture);
    out.close();
    if (!out) return fail(ErrorKind::unavailable, "cannot write " + file + ". Check the folder and the free space.");
    return {};
}

Result<ais::Registry> message_registry(const std::filesystem::path& file) {
    if (file.empty()) return ais::Registry::standard();
    auto text = text_of_file(file);
    if (!text) return fail(std::move(text));
    return ais::Registry::standard().with(*text, file.string());
}

}  // namespace vigia::app
