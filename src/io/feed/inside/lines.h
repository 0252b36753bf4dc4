#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace vigia::feed {

/// Where the last whole line ends: one past the last '\n', or the last '\r' when there is no '\n';
/// 0 when no line is whole.
[[nodiscard]] std::size_t whole_lines(std::string_view bytes);

/// Takes lines longer than `longest` out of a block. Cost: a hop per `longest` bytes.
/// Returns how many were taken out.
std::uint64_t leave_out_long_lines(std::string& block, std::size_t longest);

/// Appends the sentences of one datagram, each on a line of its own ended by '\n'. Besides line ends,
/// a new sentence begins at `!` or `$` with its address, or at the `\` of its tag block, wherever an
/// earlier sentence has begun. Returns the number of lines; those longer than `longest` are left
/// out and counted in `too_long`.
std::uint64_t append_datagram(std::string& out, std::string_view datagram, std::string_view stamp,
                              std::size_t longest, std::uint64_t& too_long);

/// Makes whole lines of a stream whose reads end anywhere. Holds at most one line.
class LineSplitter {
  public:
    explicit LineSplitter(std::size_t longest) : longest_(longest) {}

    /// Appends the lines that `bytes` completes, each ended by '\n', empty ones left out ('\r' ends
    /// a line too). Returns their number.
    std::uint64_t add(std::string_view bytes, std::string& out);
    /// Appends the last line of a stream that ended without a line end.
    std::uint64_t finish(std::string& out);
    /// Forgets a line begun: the connection was lost. Returns how many lines were lost so, 0 or 1; one
    /// that was too long is counted already.
    std::uint64_t forget();

    [[nodiscard]] std::uint64_t too_long() const { return too_long_; }

  private:
    std::size_t longest_;
    std::string begun_;
    bool skipping_ = false;  ///< inside a line that is too long
    std::uint64_t too_long_ = 0;
};

}  // namespace vigia::feed
