#pragma once
#include "codec/csv/inside/fields.h"

namespace vigia::csv {

/// The cells of one row by meaning, and the counters of what is odd in them.
class Cells {
  public:
    Cells(const Row& row, const Reader::Columns& columns, Statistics& statistics)
        : row_(row), columns_(columns), statistics_(statistics) {}

    [[nodiscard]] std::string_view operator[](Column column) const {
        const int place = columns_[static_cast<std::size_t>(column)];
        return place < 0 ? std::string_view{} : row_.field(static_cast<std::size_t>(place));
    }
    /// A number in [low, high]; empty, without being odd, when it is `unknown`.
    [[nodiscard]] std::optional<double> number(Column column, double low, double high,
                                               double unknown) const;
    /// A whole number in [low, high]; empty, without being odd, when it is `unknown`.
    [[nodiscard]] std::optional<std::uint32_t> whole(Column column, std::uint32_t low,
                                                     std::uint32_t high, std::uint32_t unknown) const;
    void odd(Oddity oddity) const { ++statistics_.oddities[static_cast<std::size_t>(oddity)]; }

  private:
    const Row& row_;
    const Reader::Columns& columns_;
    Statistics& statistics_;
};

/// Fills the report of a row: fix, particulars and kind of station. False when the row holds a
/// message that says nothing about its sender.
[[nodiscard]] bool fill(const Cells& cells, Layout layout, model::Observation& observation);

inline std::optional<double> Cells::number(Column column, double low, double high, double unknown) const {
    const auto field = (*this)[column];
    if (field.empty()) return std::nullopt;
    double value = 0;
    if (!decimal(field, value)) {
        if (!says_nothing(field)) odd(Oddity::unreadable_value);
        return std::nullopt;
    }
    if (value == unknown) return std::nullopt;
    if (value < low || value > high) {
        odd(Oddity::out_of_range_value);
        return std::nullopt;
    }
    return value;
}

}  // namespace vigia::csv
