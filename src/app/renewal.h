#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "app/judging.h"
#include "app/settings.h"
#include "base/result.h"
#include "service/serve/serve.h"

namespace vigia::app {

/// Takes an operator's edits of judgement while the program runs: of the configuration file, the lists, the table of rules and
/// the areas that it names. Looked at now and then by one thread; what it has to say may be asked by any.
class Renewal {
  public:
    /// Reads the settings anew, as they were read at the start.
    using Read = std::function<Result<Settings>()>;
    Renewal(Judging& judging, Settings in_force, Read read);

    /// Looks whether a file is another than it was (and has been so since the last look, for an editor may still be writing),
    /// or whether `asked` says that all be read now. Tells on standard error what came of it. Cost: a stat for each file.
    enum class Asked : std::uint8_t { no, yes };
    void look(Asked asked);

    /// Why the last edit was not taken; empty when all that is written is in force.
    [[nodiscard]] std::string fault() const;
    /// Lines of `/metrics`.
    [[nodiscard]] std::vector<serve::Figure> figures() const;

  private:
    /// What tells one content of a file from another.
    struct Mark {
        std::filesystem::path file;
        std::int64_t changed_ns = 0;
        std::uint64_t bytes = 0, number = 0;  ///< number of the file: a new one may have been put in its place
        bool operator==(const Mark&) const = default;
    };
    [[nodiscard]] std::vector<Mark> marks() const;
    void renew(Asked asked);
    void tell_later(const Settings& written) const;

    Judging& judging_;
    Settings in_force_;
    const Read read_;
    std::vector<Mark> taken_, last_;
    mutable std::mutex mutex_;
    std::string fault_;
    std::uint64_t renewed_ = 0, refused_ = 0;
};

}  // namespace vigia::app
