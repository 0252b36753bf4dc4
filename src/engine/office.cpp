#include "engine/office.h"

#include <algorithm>
#include <future>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

#include "engine/inside/queue.h"

namespace vigia::engine {
namespace {

using Alerts = std::vector<std::shared_ptr<const model::Alert>>;
using Answer = Result<std::shared_ptr<const model::Alert>>;

constexpr Duration look_every{100};                      ///< how long the thread waits for something to do
constexpr Duration clock_every = std::chrono::seconds(10);  ///< stream time between two notes of how far all is kept
constexpr Duration still_told = std::chrono::seconds(1);    ///< what is noticed in the last instant may still be on its way

constexpr std::size_t forgotten_at_once = 1'000;            ///< alerts an hour: far more than are raised in one

/// What the office is handed: changes and time, or an action with the place for its answer.
struct Task {
    std::vector<model::EventChange> changes;
    Time now{};
    std::unique_ptr<const alerting::DeskEdit> edit;
    std::unique_ptr<model::AlertAction> action;
    std::shared_ptr<std::promise<Answer>> answer;
};

}  // namespace

struct AlertOffice::Inside {
    OfficeOptions options;
    alerting::Desk desk;  ///< of the thread alone once it runs
    Queue<Task> tasks;
    Alerts to_keep;       ///< what is not kept yet
    std::unordered_map<std::uint64_t, std::size_t> lines_kept;  ///< of the logs of open alerts; only looked up in
    Time kept_until{};
    std::uint64_t shown_sequence = 0;
    std::int64_t forgot_at = 0;  ///< stream hour

    std::vector<model::EventChange> overflow;  ///< of the thread that gives
    Time given{};

    mutable std::mutex mutex;
    std::shared_ptr<const model::AlertBoard> shown;
    std::string problem;
    OfficeCounts counts;
    std::thread thread;

    explicit Inside(OfficeOptions given_options) : options(std::move(given_options)), desk(options.desk), tasks(options.queue) {}

    void run();
    void carry_out(Task& task);
    void act(Task& task);
    /// What only says a little more of a behaviour may wait for the next note of the clock.
    enum class Urgency : std::uint8_t { when_due, now };
    bool keep(Urgency urgency = Urgency::when_due);
    void forget();
    void show();
    void tell();
};

// ---------------------------------------------------------------- the thread of the office

void AlertOffice::Inside::run() {
    for (;;) {
        auto task = tasks.pop(look_every);
        if (!task && tasks.finished()) break;
        if (task) carry_out(*task);
        else if (!to_keep.empty()) keep();
    }
    keep(Urgency::now);
    show();
}

void AlertOffice::Inside::carry_out(Task& task) {
    if (task.edit) desk.use(*task.edit);
    if (task.action) return act(task);
    for (const model::EventChange& change : task.changes) desk.take(change);
    desk.pass(task.now);
    keep();
    forget();
    show();
    tell();
}

/// An action is done, kept, shown, answered, in this order; one that cannot be kept is as if it had not been.
void AlertOffice::Inside::act(Task& task) {
    const auto board = desk.board();
    const model::Alert* before = board->find(task.action->alert);
    const auto done = desk.act(*task.action, desk.now());
    if (!done) return task.answer->set_value(std::unexpected(done.error()));
    Answer answer;
    if (keep()) {
        answer = desk.find(*done);
    } else {
        desk.put_back(*before);
        const std::lock_guard lock(mutex);
        ++counts.actions_failed;
        answer = fail(ErrorKind::unavailable, "The action was not done, since it cannot be kept: " + problem);
    }
    show();
    task.answer->set_value(std::move(answer));
}

bool AlertOffice::Inside::keep(Urgency urgency) {
    for (auto& alert : desk.changed()) {
        std::erase_if(to_keep, [&](const auto& waiting) { return waiting->id == alert->id; });
        to_keep.push_back(std::move(alert));
    }
    if (options.store == nullptr) {
        to_keep.clear();
        return true;
    }
    const auto lines = [](const model::Alert& alert) { return alert.log.size() + alert.log_left_out; };
    const auto says_something_new = [&](const auto& alert) {
        const auto kept = lines_kept.find(std::to_underlying(alert->id));
        return kept == lines_kept.end() || kept->second != lines(*alert);
    };
    const Time until = desk.now() - still_told;
    const bool due = until - kept_until >= clock_every || (!to_keep.empty() && urgency == Urgency::now);
    if (!due && std::ranges::none_of(to_keep, says_something_new)) return true;
    const auto kept = options.store->append(to_keep, until);
    if (kept) {
        for (const auto& alert : to_keep) {
            if (alert->open()) lines_kept[std::to_underlying(alert->id)] = lines(*alert);
            else lines_kept.erase(std::to_underlying(alert->id));
        }
        to_keep.clear();
        kept_until = until;
    }
    const std::lock_guard lock(mutex);
    problem = kept ? "" : kept.error().message;
    return kept.has_value();
}

/// Each stream hour what is older than retention goes.
void AlertOffice::Inside::forget() {
    const std::int64_t hour = std::chrono::floor<std::chrono::hours>(desk.now()).time_since_epoch().count();
    if (options.store == nullptr || !options.retention || hour == forgot_at) return;
    forgot_at = hour;
    const auto gone = options.store->forget(desk.now() - *options.retention, forgotten_at_once);
    const std::lock_guard lock(mutex);
    if (gone) counts.forgotten += *gone;
    else problem = gone.error().message;
}

void AlertOffice::Inside::show() {
    const auto second = [](Time at) { return std::chrono::floor<std::chrono::seconds>(at); };
    const auto before = shown;  // written by this thread alone
    std::shared_ptr<const model::AlertBoard> next;
    if (before == nullptr || before->sequence != desk.sequence() || desk.recorded() != shown_sequence || second(before->now) != second(desk.now())) next = desk.board();
    shown_sequence = desk.recorded();
    const std::lock_guard lock(mutex);
    if (next) shown = std::move(next);
    counts.desk = desk.counts();
    counts.open = desk.open();
}

void AlertOffice::Inside::tell() {
    const Alerts all = desk.to_tell();
    if (!all.empty() && options.tell) options.tell(all);
}

// ---------------------------------------------------------------- the public face

AlertOffice::AlertOffice(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
AlertOffice::~AlertOffice() { close(); }

Result<std::unique_ptr<AlertOffice>> AlertOffice::open(OfficeOptions options) {
    auto inside = std::make_unique<Inside>(std::move(options));
    if (inside->options.store != nullptr) {
        // What is still needed is counted back from the last that was kept, so that no clock is asked.
        auto first = inside->options.store->kept_until();
        if (!first) return fail(std::move(first));
        auto kept = inside->options.store->load(*first - inside->options.desk.limits.remembered);
        if (!kept) return fail(std::move(kept));
        inside->kept_until = kept->until;
        inside->desk.restore(std::move(*kept));
    }
    inside->show();
    inside->thread = std::thread([in = inside.get()] { in->run(); });
    return std::unique_ptr<AlertOffice>(new AlertOffice(std::move(inside)));
}

void AlertOffice::give(std::span<const model::EventChange> changes, Time now) {
    Inside& in = *inside_;
    in.overflow.insert(in.overflow.end(), changes.begin(), changes.end());
    const bool same_second = std::chrono::floor<std::chrono::seconds>(now) == std::chrono::floor<std::chrono::seconds>(in.given);
    if (in.overflow.empty() && same_second) return;
    Task task{.changes = std::move(in.overflow), .now = now, .edit = nullptr, .action = nullptr, .answer = nullptr};
    in.overflow.clear();
    if (in.options.when_busy == WhenBusy::wait) {
        in.given = now;
        in.tasks.push(std::move(task));
        return;
    }
    if (in.tasks.try_push(task)) {
        in.given = now;
        return;
    }
    in.overflow = std::move(task.changes);
    if (in.overflow.size() <= in.options.changes) return;
    const std::size_t lost = in.overflow.size() - in.options.changes;
    in.overflow.erase(in.overflow.begin(), in.overflow.begin() + static_cast<std::ptrdiff_t>(lost));
    const std::lock_guard lock(in.mutex);
    in.counts.changes_lost += lost;
}

Answer AlertOffice::act(model::AlertAction action) {
    Inside& in = *inside_;
    auto promise = std::make_shared<std::promise<Answer>>();
    auto answer = promise->get_future();
    Task task{.changes = {}, .now = {}, .edit = nullptr, .action = std::make_unique<model::AlertAction>(std::move(action)), .answer = promise};
    const bool taken = in.tasks.push_within(task, in.options.patience);
    if (taken && answer.wait_for(in.options.patience) == std::future_status::ready) return answer.get();
    const std::lock_guard lock(in.mutex);
    ++in.counts.actions_failed;
    if (!taken) return fail(ErrorKind::unavailable, "The action was not done: the alert desk is busy. Try again.");
    return fail(ErrorKind::unavailable, "The disk is slow: whether the action was kept is not known yet. Look at the alert before trying again.");
}

void AlertOffice::use(alerting::DeskEdit edit) {
    inside_->tasks.push({.changes = {}, .now = {}, .edit = std::make_unique<const alerting::DeskEdit>(std::move(edit)), .action = nullptr, .answer = nullptr});
}

std::shared_ptr<const model::AlertBoard> AlertOffice::board() const {
    const std::lock_guard lock(inside_->mutex);
    return inside_->shown;
}

std::string AlertOffice::problem() const {
    const std::lock_guard lock(inside_->mutex);
    return inside_->problem;
}

OfficeCounts AlertOffice::counts() const {
    const std::lock_guard lock(inside_->mutex);
    return inside_->counts;
}

void AlertOffice::close() {
    Inside& in = *inside_;
    if (!in.thread.joinable()) return;
    if (!in.overflow.empty()) in.tasks.push({.changes = std::move(in.overflow), .now = in.given, .edit = nullptr, .action = nullptr, .answer = nullptr});
    in.tasks.close();
    in.thread.join();
}

}  // namespace vigia::engine
