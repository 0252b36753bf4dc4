#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vigia::app {

/// Standard output in large writes. A reader that went away (`| head`) is no error: `gone` tells, and
/// what comes after is dropped.
class Output {
  public:
    static constexpr std::size_t flush_at = std::size_t{1} << 20;

    Output();
    ~Output() { flush(); }
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    /// Append here, then call `written`.
    [[nodiscard]] std::string& text() { return text_; }
    /// Writes the text out once there is enough of it.
    void written() {
        if (text_.size() >= flush_at) flush();
    }
    void flush();
    [[nodiscard]] bool gone() const { return gone_; }

  private:
    std::string text_;
    bool gone_ = false;
};

/// A number of things in words: `1 feed`, `2 feeds`.
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view thing);

/// Says on standard error that nothing in `lines` lines of the inputs is AIS, why they were refused, and what to try.
void tell_nothing_usable(const std::vector<std::string>& inputs, std::uint64_t lines,
                         const std::map<std::string, std::uint64_t>& refused);

/// From its making on, Ctrl-C and SIGTERM are noted instead of ending the program; a second one ends it.
class Interruption {
  public:
    Interruption();
    [[nodiscard]] bool asked() const;
};

/// A line about long work on standard error, rewritten in place; nothing when that is no terminal or
/// the work is short.
class Progress {
  public:
    Progress();
    ~Progress() { clear(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// Shows `done` of `total` bytes (0: unknown) and a count of things, at most twice a second.
    void show(std::uint64_t done, std::uint64_t total, std::uint64_t count, const char* things);
    void clear();
    /// Seconds since it was made.
    [[nodiscard]] double seconds() const;

  private:
    double begun_ = 0, shown_at_ = 0;
    bool terminal_ = false, visible_ = false;
};

}  // namespace vigia::app
