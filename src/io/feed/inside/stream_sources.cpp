#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "io/feed/inside/source.h"

namespace vigia::feed {

namespace {

using model::SourceState;
using model::Trouble;
using model::TroubleKind;

constexpr Duration file_step{50};  // how often a file that is followed is looked at

struct Rate {
    unsigned baud;
    speed_t code;
};
constexpr std::array rates{Rate{1200, B1200},     Rate{2400, B2400},     Rate{4800, B4800},   Rate{9600, B9600},
                           Rate{19200, B19200},   Rate{38400, B38400},   Rate{57600, B57600}, Rate{115200, B115200},
                           Rate{230400, B230400}, Rate{460800, B460800}, Rate{921600, B921600}};

class SerialSource : public Source {
  public:
    SerialSource(const SourceUrl& url, const IntakeLimits& limits)
        : url_(url), lines_(limits.line), back_off_(limits.first_back_off, limits.longest_back_off) {}

    Result<bool> open() override {
        const auto rate = std::ranges::find(rates, url_.baud, &Rate::baud);
        if (rate == rates.end())
            return fail(ErrorKind::bad_input,
                        fmt::format("serial: {} baud is not known here; AIS receivers use 38400, others 4800, 9600 or "
                                    "115200", url_.baud));
        code_ = rate->code;
        return true;
    }

    void wait(Waits& waits, Instant now, bool room) override {
        if (!device_ && now >= due_) connect(now);
        if (!device_)
            waits.until(due_);
        else if (room)
            waits.on(device_.get(), POLLIN);
    }

    void end() override { cut += lines_.forget(); }

    void work(std::span<const pollfd> ready, Instant now, bool, Harvest& out) override {
        if (ready.empty() || ready[0].revents == 0) return;
        const std::uint64_t before = out.lines;
        const ReadEnd end = read_lines(device_.get(), lines_, out);
        if (out.lines > before) back_off_.succeeded();
        if (end == ReadEnd::closed) lost(now, {TroubleKind::closed, "the device is gone"});
        if (end == ReadEnd::failed) lost(now, trouble_of(errno));
    }

  private:
    void connect(Instant now) {
        if (begun_before_) ++reconnects;
        begun_before_ = true;
        device_ = Descriptor(::open(url_.path.c_str(), O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
        if (!device_) return lost(now, trouble_of(errno, fmt::format("cannot open {}", url_.path),
                                                  errno == EACCES ? " (is the user in the group dialout?)" : ""));
        termios settings{};
        if (tcgetattr(device_.get(), &settings) != 0)
            return lost(now, {TroubleKind::unsuitable, fmt::format("{} is no serial device", url_.path)});
        cfmakeraw(&settings);
        settings.c_cflag &= ~static_cast<tcflag_t>(CSTOPB | PARENB | CRTSCTS);
        settings.c_cflag |= CLOCAL | CREAD;
        cfsetspeed(&settings, code_);
        if (tcsetattr(device_.get(), TCSANOW, &settings) != 0)
            return lost(now, {TroubleKind::unsuitable, fmt::format("{} does not take {} baud: {}", url_.path, url_.baud,
                                                                 std::strerror(errno))});
        state = SourceState::up;
        trouble = {};
    }

    void lost(Instant now, Trouble why) {
        device_.close();
        end();
        state = SourceState::down;
        const Duration rest = back_off_.failed();
        due_ = now + rest;
        trouble = retried(std::move(why), rest);
    }

    SourceUrl url_;
    LineSplitter lines_;
    BackOff back_off_;
    speed_t code_ = B38400;
    Descriptor device_;
    Instant due_{};
    bool begun_before_ = false;
};

class FileSource : public Source {
  public:
    FileSource(const SourceUrl& url, const IntakeLimits& limits) : url_(url), limits_(limits), lines_(limits.line) {}

    Result<bool> open() override {
        if (!begin())
            return fail(kind_of(errno), fmt::format("cannot open {}: {}", url_.path, std::strerror(errno)));
        struct stat facts{};
        if (fstat(file_.get(), &facts) == 0 && S_ISDIR(facts.st_mode))
            return fail(ErrorKind::bad_input, fmt::format("{} is a folder; a live source is one file", url_.path));
        if (url_.from == FileFrom::end) offset_ = std::max<off_t>(0, ::lseek(file_.get(), 0, SEEK_END));
        state = SourceState::up;
        return true;
    }

    void wait(Waits& waits, Instant now, bool room) override {
        if (state == SourceState::ended || !room) return;
        waits.until(at_end_ ? next_look_ : now);
    }

    void work(std::span<const pollfd>, Instant now, bool room, Harvest& out) override {
        if (state == SourceState::ended || !room || (at_end_ && now < next_look_)) return;
        const std::size_t before = out.bytes.size();
        ReadEnd end = ReadEnd::more;
        while (end == ReadEnd::more && out.bytes.size() - before < limits_.batch / 2) {
            end = read_lines(file_.get(), lines_, out);
            if (end == ReadEnd::more) offset_ = ::lseek(file_.get(), 0, SEEK_CUR);
        }
        at_end_ = end != ReadEnd::more;
        if (!at_end_) return;
        if (end == ReadEnd::failed) {
            state = SourceState::down;
            trouble = trouble_of(errno, "cannot read");
        } else if (state == SourceState::down) {
            state = SourceState::up;
            trouble = {};
        }
        if (end != ReadEnd::failed && url_.end == FileEnd::stop) {
            out.lines += lines_.finish(out.bytes);
            state = SourceState::ended;
            return;
        }
        next_look_ = now + file_step;
        renew_if_replaced(out);
    }

    void end() override { cut += lines_.forget(); }

  private:
    bool begin() {
        Descriptor opened(::open(url_.path.c_str(), O_RDONLY | O_CLOEXEC));
        if (!opened) return false;
        file_ = std::move(opened);
        offset_ = 0;
        return true;
    }

    /// A log is rotated by a new file under the old name, or by cutting it to nothing.
    void renew_if_replaced(Harvest& out) {
        struct stat named{}, opened{};
        if (::stat(url_.path.c_str(), &named) != 0 || fstat(file_.get(), &opened) != 0) return;
        const bool replaced = named.st_ino != opened.st_ino || named.st_dev != opened.st_dev;
        if (!replaced && opened.st_size >= offset_) return;
        if (replaced && opened.st_size > offset_) return;  // its end is read first
        out.lines += lines_.finish(out.bytes);
        if (replaced) {
            if (!begin()) return;
        } else {
            offset_ = ::lseek(file_.get(), 0, SEEK_SET);
        }
        ++reconnects;
        at_end_ = false;
        if (state == SourceState::down) state = SourceState::up;
    }

    SourceUrl url_;
    IntakeLimits limits_;
    LineSplitter lines_;
    Descriptor file_;
    off_t offset_ = 0;
    bool at_end_ = false;
    Instant next_look_{};
};

class StandardInputSource : public Source {
  public:
    StandardInputSource(const SourceUrl&, const IntakeLimits& limits) : lines_(limits.line) {}

    Result<bool> open() override {
        input_ = Descriptor(::dup(STDIN_FILENO));
        if (!input_) return fail(ErrorKind::unavailable, "standard input is closed");
        state = SourceState::up;
        return true;
    }

    void wait(Waits& waits, Instant, bool room) override {
        if (state != SourceState::ended && room) waits.on(input_.get(), POLLIN);
    }

    void work(std::span<const pollfd> ready, Instant, bool, Harvest& out) override {
        if (ready.empty() || ready[0].revents == 0) return;
        const ReadEnd end = read_lines(input_.get(), lines_, out);
        if (end == ReadEnd::more || end == ReadEnd::later) return;
        out.lines += lines_.finish(out.bytes);
        state = SourceState::ended;
        if (end == ReadEnd::failed) trouble = trouble_of(errno, "cannot read");
    }

    void end() override { cut += lines_.forget(); }

  private:
    LineSplitter lines_;
    Descriptor input_;
};

}  // namespace

std::unique_ptr<Source> make_serial(const SourceUrl& url, const IntakeLimits& limits) {
    return std::make_unique<SerialSource>(url, limits);
}
std::unique_ptr<Source> make_file(const SourceUrl& url, const IntakeLimits& limits) {
    return std::make_unique<FileSource>(url, limits);
}
std::unique_ptr<Source> make_standard_input(const SourceUrl& url, const IntakeLimits& limits) {
    return std::make_unique<StandardInputSource>(url, limits);
}

}  // namespace vigia::feed
