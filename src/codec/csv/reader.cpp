#include "codec/csv/reader.h"

#include <cstring>

#include "codec/csv/inside/columns.h"
#include "codec/csv/inside/fields.h"
#include "codec/csv/inside/rows.h"

namespace vigia::csv {

namespace {

/// The midnights of successive rows are nearly always the same: remembers the last one by its text.
class Midnight {
  public:
    Midnight(std::array<char, 10>& text, std::int64_t& ms) : text_(text), ms_(ms) {}

    [[nodiscard]] bool is(std::string_view date) const {
        return std::memcmp(text_.data(), date.data(), date.size()) == 0;
    }
    [[nodiscard]] bool remember(std::string_view date, unsigned year, unsigned month, unsigned day) {
        const auto midnight = time_from_parts(static_cast<int>(year), static_cast<int>(month),
                                              static_cast<int>(day), 0, 0, 0);
        if (!midnight) return false;
        std::memcpy(text_.data(), date.data(), date.size());
        ms_ = to_unix_milliseconds(*midnight);
        return true;
    }
    [[nodiscard]] std::optional<Time> at(unsigned hour, unsigned minute, unsigned second) const {
        if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
        const std::int64_t seconds = hour * 3600 + minute * 60 + second;
        return from_unix_milliseconds(ms_ + seconds * 1000);
    }

  private:
    std::array<char, 10>& text_;
    std::int64_t& ms_;
};

/// `2023-01-11T00:00:00`, a blank for the T, and what else ISO 8601 allows.
std::optional<Time> noaa_time(std::string_view text, Midnight midnight) {
    if (text.size() != 19 || (text[10] != 'T' && text[10] != ' ') || text[13] != ':' || text[16] != ':') {
        if (text.size() > 40 || says_nothing(text)) return std::nullopt;
        const auto time = time_from_iso(text);
        return time ? std::optional(*time) : std::nullopt;
    }
    const auto date = text.substr(0, 10);
    if (!midnight.is(date)) {
        if (text[4] != '-' || text[7] != '-') return std::nullopt;
        const unsigned year = two_digits(text, 0) * 100 + two_digits(text, 2);
        if (!midnight.remember(date, year, two_digits(text, 5), two_digits(text, 8))) return std::nullopt;
    }
    return midnight.at(two_digits(text, 11), two_digits(text, 14), two_digits(text, 17));
}

/// `18/03/2023 00:00:00`
std::optional<Time> dma_time(std::string_view text, Midnight midnight) {
    if (text.size() != 19 || text[10] != ' ' || text[13] != ':' || text[16] != ':') return std::nullopt;
    const auto date = text.substr(0, 10);
    if (!midnight.is(date)) {
        if (text[2] != '/' || text[5] != '/') return std::nullopt;
        const unsigned year = two_digits(text, 6) * 100 + two_digits(text, 8);
        if (!midnight.remember(date, year, two_digits(text, 3), two_digits(text, 0))) return std::nullopt;
    }
    return midnight.at(two_digits(text, 11), two_digits(text, 14), two_digits(text, 17));
}

/// `20210701_185151`, the milliseconds in a column of their own.
std::optional<Time> spire_time(std::string_view text, const Cells& cells, Midnight midnight) {
    if (text.size() != 15 || text[8] != '_') return std::nullopt;
    const auto date = text.substr(0, 8);
    if (!midnight.is(date)) {
        const unsigned year = two_digits(text, 0) * 100 + two_digits(text, 2);
        if (!midnight.remember(date, year, two_digits(text, 4), two_digits(text, 6))) return std::nullopt;
    }
    auto time = midnight.at(two_digits(text, 9), two_digits(text, 11), two_digits(text, 13));
    if (time) *time += Duration{cells.whole(Column::millisecond, 0, 999, 1000).value_or(0)};
    return time;
}

std::optional<model::Mmsi> mmsi_of(std::string_view field) {
    if (field.empty() || field.size() > 9) return std::nullopt;
    std::uint32_t number = 0;
    for (const char c : field) {
        const auto digit = static_cast<unsigned>(static_cast<unsigned char>(c) - '0');
        if (digit > 9) return std::nullopt;
        number = number * 10 + digit;
    }
    const auto made = model::Mmsi::make(number);
    return made ? std::optional(*made) : std::nullopt;
}

}  // namespace

void Reader::header(std::string_view text) {
    const auto found = header_of(text);
    headed_ = true;
    layout_ = found.layout;
    columns_ = found.columns;
    expected_ = found.count;
}

void Reader::line(std::string_view text, std::size_t readable, std::vector<model::Observation>& out) {
    const auto odd = [&](Oddity oddity) { ++statistics_.oddities[static_cast<std::size_t>(oddity)]; };
    ++statistics_.lines;
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (text.size() > max_line) return odd(Oddity::long_line);
    if (text.empty()) return;
    if (!headed_) {
        header(text);
        if (!layout_) odd(Oddity::no_header);
        return;
    }
    if (!layout_) return odd(Oddity::no_header);

    if (readable < text.size() + padding) {  // the last lines of a block
        padded_.assign(text).append(padding, '\0');
        text = std::string_view(padded_).substr(0, text.size());
    }
    Row row;
    cut(text, row);
    if (row.count > max_columns) return odd(Oddity::many_columns);
    if (row.count < expected_) return odd(Oddity::short_row);
    const Cells cells(row, columns_, statistics_);
    const auto mmsi = mmsi_of(cells[Column::mmsi]);
    if (!mmsi) return odd(Oddity::bad_mmsi);
    const Midnight midnight(day_text_, day_ms_);
    const auto when = cells[Column::time];
    const auto time = *layout_ == Layout::noaa  ? noaa_time(when, midnight)
                      : *layout_ == Layout::dma ? dma_time(when, midnight)
                                                : spire_time(when, cells, midnight);
    if (!time) return odd(Oddity::bad_time);
    auto& observation = out.emplace_back(blank_);
    observation.mmsi = *mmsi;
    observation.seen = observation.heard = *time;
    if (!fill(cells, *layout_, observation)) {
        out.pop_back();
        return odd(Oddity::not_a_report);
    }
    ++statistics_.observations;
}

void Reader::read(std::string_view block, std::vector<model::Observation>& out) {
    out.clear();
    if (!begun_.empty() || skipping_) {
        const auto end = block.find('\n');
        const auto rest = block.substr(0, end);
        if (!skipping_) begun_.append(rest.substr(0, max_line + 2));
        skipping_ |= begun_.size() > max_line + 1;
        if (end == block.npos) return;
        line(begun_, begun_.size(), out);  // counts a line that is too long
        begun_.clear();
        skipping_ = false;
        block.remove_prefix(end + 1);
    }
    while (!block.empty()) {
        const auto* end = static_cast<const char*>(std::memchr(block.data(), '\n', block.size()));
        if (end == nullptr) {
            begun_.assign(block.substr(0, max_line + 2));
            skipping_ = begun_.size() > max_line + 1;
            return;
        }
        const auto size = static_cast<std::size_t>(end - block.data());
        line(block.substr(0, size), block.size(), out);
        block.remove_prefix(size + 1);
    }
}

void Reader::finish(std::vector<model::Observation>& out) {
    out.clear();
    if (!begun_.empty()) line(begun_, begun_.size(), out);
    begun_.clear();
    skipping_ = headed_ = false;
    layout_.reset();
}

}  // namespace vigia::csv
