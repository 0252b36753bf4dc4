#include "io/feed/intake.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <fmt/format.h>
#include <sys/eventfd.h>

#include "io/feed/inside/queue.h"
#include "io/feed/inside/source.h"

namespace vigia::feed {

namespace {

using model::SourceState;
using model::TroubleKind;

constexpr std::size_t most_sources = 1024;
/// The thread looks at its watchdogs at least this often.
constexpr Duration longest_round{500};

Time system_time() {
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

}  // namespace

class Intake::Body {
  public:
    Body(std::vector<SourceSetting> settings, IntakeLimits limits)
        : limits_(limits), queue_(settings.size(), limits.queue), wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
        lines_.resize(settings.size());
        for (std::size_t i = 0; i < settings.size(); ++i) lines_[i].setting = std::move(settings[i]);
    }

    ~Body() { stop(); }

    Result<bool> start() {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            Line& line = lines_[i];
            if (line.setting.name.empty()) line.setting.name = line.setting.url;
            auto opened = open(line);
            if (!opened)
                return fail(opened.error().kind,
                            fmt::format("source \"{}\": {}", line.setting.name, opened.error().message),
                            opened.error().at);
            line.health.id = static_cast<model::SourceId>(i);
            line.health.name = line.setting.name;
            line.health.url = line.setting.url;
            line.health.state = line.source->state;
            line.health.trouble = line.source->trouble;
        }
        thread_ = std::thread([this] { run(); });
        return true;
    }

    std::optional<Heard> next(Duration wait) {
        std::unique_lock lock(mutex_);
        arrived_.wait_for(lock, wait, [&] { return !queue_.empty() || finished_; });
        auto heard = queue_.take();
        const bool again = heard && queue_.has_room_again(static_cast<std::size_t>(heard->source));
        lock.unlock();
        if (again) ring();
        return heard;
    }

    bool ended() const {
        const std::lock_guard lock(mutex_);
        return finished_ && queue_.empty();
    }

    std::vector<model::SourceHealth> health() const {
        const Time now = system_time();
        const std::lock_guard lock(mutex_);
        std::vector<model::SourceHealth> all;
        for (const Line& line : lines_) {
            all.push_back(line.health);
            all.back().lines_per_second = line.rate.per_second(now);
        }
        return all;
    }

    std::optional<std::uint16_t> port(std::size_t source) const {
        return source < lines_.size() ? lines_[source].port : std::nullopt;
    }

    void stop() {
        const std::lock_guard only_one(stopping_);
        {
            const std::lock_guard lock(mutex_);
            stop_asked_ = true;
        }
        ring();
        if (thread_.joinable()) thread_.join();
    }

  private:
    struct Line {
        SourceSetting setting;
        std::unique_ptr<Source> source;  ///< of the input thread once it runs
        std::optional<std::uint16_t> port;
        Duration silent_after{};
        Instant quiet_since{};  ///< since when nothing was heard, while up
        SourceState last_state = SourceState::connecting;
        // Shared, under the mutex.
        model::SourceHealth health;
        Rate rate;
    };

    Result<bool> open(Line& line) {
        auto url = SourceUrl::parse(line.setting.url);
        if (!url) return fail(std::move(url));
        line.silent_after = url->silent_after.value_or(limits_.silent_after);
        line.source = make_source(*url, limits_);
        auto opened = line.source->open();
        line.port = line.source->port();
        return opened;
    }

    void ring() const { (void)eventfd_write(wake_.get(), 1); }

    void run() {
        Waits waits;
        std::vector<std::size_t> begins(lines_.size() + 1);
        std::vector<char> room(lines_.size());
        Harvest harvest;
        while (look_for_room(room)) {
            Instant now = std::chrono::steady_clock::now();
            waits.descriptors.clear();
            waits.wake = now + longest_round;
            waits.on(wake_.get(), POLLIN);
            for (std::size_t i = 0; i < lines_.size(); ++i) {
                begins[i] = waits.descriptors.size();
                wait_for(lines_[i], waits, now, room[i] != 0);
            }
            begins.back() = waits.descriptors.size();
            const auto left = std::chrono::ceil<Duration>(waits.wake - now);
            ::poll(waits.descriptors.data(), waits.descriptors.size(),
                   static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
            eventfd_t rung;
            if (waits.descriptors[0].revents != 0) (void)eventfd_read(wake_.get(), &rung);

            now = std::chrono::steady_clock::now();
            heard_at_ = std::max(heard_at_, system_time());
            const std::span<const pollfd> ready = waits.descriptors;
            for (std::size_t i = 0; i < lines_.size(); ++i) {
                harvest = {.bytes = std::move(harvest.bytes)};
                harvest.bytes.clear();
                Line& line = lines_[i];
                line.source->work(ready.subspan(begins[i], begins[i + 1] - begins[i]), now, room[i] != 0, harvest);
                watch(line, now, harvest.lines > 0);
                publish(i, harvest);
            }
        }
        const std::lock_guard lock(mutex_);
        finished_ = true;
        for (Line& line : lines_) {
            line.source->end();
            count_cut(line);
            line.source.reset();
        }
        arrived_.notify_all();
    }

    void wait_for(Line& line, Waits& waits, Instant now, bool room) const {
        const SourceState before = line.source->state;
        line.source->wait(waits, now, room);
        if (line.source->state != before) waits.until(now);  // so that health says it at once
        if (before == SourceState::up) waits.until(line.quiet_since + line.silent_after);
    }

    /// Which sources may be read; false when the thread has to end.
    bool look_for_room(std::vector<char>& room) {
        const std::lock_guard lock(mutex_);
        bool any_left = false;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const Source& source = *lines_[i].source;
            room[i] = source.drops() || queue_.has_room(i);
            any_left |= source.state != SourceState::ended;
        }
        return any_left && !stop_asked_;
    }

    /// Calls a source silent that has said nothing for longer than it may.
    void watch(Line& line, Instant now, bool heard) {
        Source& source = *line.source;
        const bool was_down = line.last_state != SourceState::up && line.last_state != SourceState::silent;
        const bool is_up = source.state == SourceState::up || source.state == SourceState::silent;
        if (heard || (is_up && was_down)) line.quiet_since = now;
        if (heard && source.state == SourceState::silent) {
            source.state = SourceState::up;
            source.trouble = {};
        }
        if (source.state == SourceState::up && now - line.quiet_since >= line.silent_after) {
            source.state = SourceState::silent;
            const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(line.silent_after).count();
            source.trouble = {TroubleKind::silent, fmt::format("nothing heard for more than {} s", seconds)};
        }
        const Duration renew_after = std::max(limits_.reconnect_silent, line.silent_after);
        if (source.state == SourceState::silent && now - line.quiet_since > renew_after) {
            source.renew(now);
            line.quiet_since = now;
        }
        line.last_state = source.state;
    }

    static void count_cut(Line& line) {
        if (line.source->cut > 0) line.health.refused["line_cut"] = line.source->cut;
    }

    void publish(std::size_t which, Harvest& harvest) {
        Line& line = lines_[which];
        const std::lock_guard lock(mutex_);
        model::SourceHealth& health = line.health;
        if (health.state != line.source->state) health.state = line.source->state;
        if (health.trouble != line.source->trouble) health.trouble = line.source->trouble;
        health.reconnects = line.source->reconnects;
        count_cut(line);
        health.dropped += harvest.lost;
        if (harvest.too_long > 0) health.refused["line_too_long"] += harvest.too_long;
        if (harvest.turned_away > 0) health.refused["too_many_clients"] += harvest.turned_away;
        if (harvest.bytes.empty()) return;
        health.last_heard = heard_at_;
        health.lines += harvest.lines;
        health.bytes += harvest.bytes.size();
        line.rate.add(heard_at_, harvest.lines);
        put(which, harvest);
        if (line.source->drops()) health.dropped += queue_.drop_oldest(which);
        arrived_.notify_one();
    }

    /// Puts the lines into the queue in batches of at most the limit.
    void put(std::size_t which, const Harvest& harvest) {
        std::string_view rest = harvest.bytes;
        while (!rest.empty()) {
            const std::size_t size = rest.size() <= limits_.batch ? rest.size() : whole_lines(rest.substr(0, limits_.batch));
            const std::string_view batch = rest.substr(0, size);
            const auto lines = static_cast<std::uint64_t>(std::ranges::count(batch, '\n'));
            queue_.put({heard_at_, static_cast<model::SourceId>(which), std::string(batch)}, lines);
            rest.remove_prefix(size);
        }
    }

    IntakeLimits limits_;
    std::vector<Line> lines_;
    mutable std::mutex mutex_;
    std::mutex stopping_;
    std::condition_variable arrived_;
    HeardQueue queue_;  ///< under the mutex
    bool stop_asked_ = false, finished_ = false;
    Time heard_at_{};  ///< of the input thread: the clock, kept from running back
    Descriptor wake_;
    std::thread thread_;
};

Intake::Intake(std::unique_ptr<Body> body) : body_(std::move(body)) {}
Intake::~Intake() = default;

Result<std::unique_ptr<Intake>> Intake::start(std::vector<SourceSetting> sources, IntakeLimits limits) {
    if (sources.empty()) return fail(ErrorKind::bad_input, "no source is named: nothing to listen to");
    if (sources.size() > most_sources)
        return fail(ErrorKind::limit, fmt::format("{} sources are more than {}", sources.size(), most_sources));
    check(limits.line + 1 < limits.batch);
    auto body = std::make_unique<Body>(std::move(sources), limits);
    auto started = body->start();
    if (!started) return fail(std::move(started));
    return std::unique_ptr<Intake>(new Intake(std::move(body)));
}

std::optional<Heard> Intake::next(Duration wait) { return body_->next(wait); }
bool Intake::ended() const { return body_->ended(); }
std::vector<model::SourceHealth> Intake::health() const { return body_->health(); }
std::optional<std::uint16_t> Intake::port(model::SourceId source) const {
    return body_->port(static_cast<std::size_t>(source));
}
void Intake::stop() { body_->stop(); }

}  // namespace vigia::feed
