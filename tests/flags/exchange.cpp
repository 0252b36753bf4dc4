/// Puts every vessel of a recording under another flag: flags_exchange IN OUT MAP [--same]. MAP gets a line "NEW OLD" for each
/// MMSI that was met. With --same every message is decoded and encoded again, but nothing is exchanged: what OUT is held against.
#include <algorithm>
#include <array>
#include <concepts>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "codec/ais/encode.h"
#include "codec/ais/messages.h"
#include "codec/ais/reader.h"
#include "codec/ais/registry.h"
#include "logic/detection/call_signs.h"

using namespace vigia;

namespace {

/// The words of a table's column: `308-309 311`, `C6 ZB-J`.
std::vector<std::string> runs_of(std::string_view column) {
    std::istringstream in{std::string(column)};
    std::vector<std::string> runs;
    for (std::string run; in >> run;) runs.push_back(run);
    return runs;
}

/// What an administration has to give: its country digits, and the first two signs of which every call sign is its own.
struct Flag {
    std::vector<std::uint32_t> digits;
    std::vector<std::string> signs;
};

Flag flag_of(const detection::Administration& administration) {
    Flag flag;
    for (const std::string& run : runs_of(administration.digits)) {
        const auto first = static_cast<std::uint32_t>(std::stoul(run.substr(0, 3))), last = run.size() == 7 ? static_cast<std::uint32_t>(std::stoul(run.substr(4))) : first;
        for (std::uint32_t digits = first; digits <= last; ++digits) flag.digits.push_back(digits);
    }
    for (const std::string& run : runs_of(administration.series)) {
        const std::size_t given = std::min(run.find('-'), run.size());
        const char last = given < run.size() ? run.back() : run[given - 1];
        for (char c = run[given - 1]; given == 2 && c <= last; ++c) flag.signs.push_back({run[0], c});
        for (char second = 'A'; given == 1 && second <= 'Z'; ++second) flag.signs.push_back({run[0], second});
    }
    return flag;
}

/// One administration for another, each for exactly one. Vessels keep the rest of their number where it is free.
class Exchange {
  public:
    Exchange() {
        for (const auto& administration : detection::administrations()) flags_.push_back(flag_of(administration));
        std::vector<std::size_t> able;
        for (std::size_t i = 0; i < flags_.size(); ++i)
            if (!flags_[i].signs.empty() && !flags_[i].digits.empty()) able.push_back(i);
        other_.resize(flags_.size());
        for (std::size_t i = 0; i < flags_.size(); ++i) other_[i] = i;
        for (std::size_t i = 0; i < able.size(); ++i) other_[able[i]] = able[(i + 71) % able.size()];
    }

    std::uint32_t mmsi(std::uint32_t old) {
        if (const auto known = new_.find(old); known != new_.end()) return known->second;
        std::uint32_t made = under_other_digits(old);
        // The last digits are free to choose: only the flag is exchanged.
        while (old_.contains(made)) made = made % 10'000 == 9'999 ? made - 9'999 : made + 1;
        new_[old] = made;
        old_[made] = old;
        return made;
    }
    [[nodiscard]] std::string call_sign(std::string_view old) const {
        const auto country = detection::country_of_call_sign(old);
        if (!country) return std::string(old);
        const std::vector<std::string>& from = flags_[static_cast<std::size_t>(*country)].signs;
        const std::vector<std::string>& to = flags_[other_[static_cast<std::size_t>(*country)]].signs;
        const auto at = static_cast<std::size_t>(std::find(from.begin(), from.end(), old.substr(0, 2)) - from.begin());
        if (at == from.size()) return std::string(old);
        return to[at % to.size()] + std::string(old.substr(2));
    }
    [[nodiscard]] const std::map<std::uint32_t, std::uint32_t>& back() const { return old_; }

  private:
    /// Wherever the country digits of that kind of number stand.
    [[nodiscard]] std::uint32_t under_other_digits(std::uint32_t old) const {
        struct Form {
            std::uint32_t from, to, step;
        };
        constexpr std::array forms = {Form{200'000'000, 799'999'999, 1'000'000}, Form{980'000'000, 989'999'999, 10'000}, Form{990'000'000, 999'999'999, 10'000},
                                      Form{2'000'000, 7'999'999, 10'000}, Form{111'000'000, 111'999'999, 1'000}};
        for (const auto& [from, to, step] : forms) {
            if (old < from || old > to) continue;
            const std::uint32_t digits = old / step % 1'000;
            return old - digits * step + other_digits(digits) * step;
        }
        return old;
    }
    [[nodiscard]] std::uint32_t other_digits(std::uint32_t digits) const {
        for (std::size_t i = 0; i < flags_.size(); ++i) {
            const auto at = std::find(flags_[i].digits.begin(), flags_[i].digits.end(), digits);
            if (at == flags_[i].digits.end()) continue;
            const std::vector<std::uint32_t>& to = flags_[other_[i]].digits;
            return to[static_cast<std::size_t>(at - flags_[i].digits.begin()) % to.size()];
        }
        return digits;
    }
    std::vector<Flag> flags_;
    std::vector<std::size_t> other_;
    std::map<std::uint32_t, std::uint32_t> new_, old_;
};

void exchange(ais::Message& message, Exchange& flags) {
    std::visit([&](auto& m) {
        m.mmsi = model::Mmsi::of(flags.mmsi(m.mmsi.number()));
        if constexpr (requires { m.call_sign; }) m.call_sign = decltype(m.call_sign)(flags.call_sign(m.call_sign.view()));
        if constexpr (requires { requires std::same_as<decltype(m.destination), std::uint32_t>; }) if (m.destination != 0) m.destination = flags.mmsi(m.destination);
        if constexpr (requires { m.mothership; }) if (m.mothership != 0) m.mothership = flags.mmsi(m.mothership);
    }, message);
}

}  // namespace

int main(int count, char** words) {
    if (count < 4) return 64;
    std::ifstream in(words[1], std::ios::binary);
    std::ofstream out(words[2], std::ios::binary), map(words[3]);
    const bool same = count > 4 && std::string_view(words[4]) == "--same";
    ais::Reader reader(ais::Policy::standard, ais::Registry::standard());
    ais::Batch batch;
    Exchange flags;
    std::string block(1 << 20, '\0'), text;
    std::size_t failed = 0, sequence = 0;
    while (in.read(block.data(), static_cast<std::streamsize>(block.size())), in.gcount() > 0) {
        reader.read(std::string_view(block).substr(0, static_cast<std::size_t>(in.gcount())), batch);
        text.clear();
        for (std::size_t i = 0; i < batch.message_count(); ++i) {
            auto message = ais::message(batch, i);
            if (!message) {
                ++failed;
                continue;
            }
            if (!same) exchange(*message, flags);
            const ais::Line line = batch.line(batch.head(i).line);
            ais::append_sentences(*message, {.recorded = line.stated, .station = line.station, .sequence = static_cast<unsigned>(++sequence % 10)}, text);
        }
        out << text;
    }
    for (const auto& [now, before] : flags.back()) map << now << ' ' << before << '\n';
    out.close();
    map.close();
    std::fprintf(stderr, "%zu messages, %zu failed, %zu numbers\n", sequence, failed, flags.back().size());
    return failed == 0 && out && map ? 0 : 1;
}
