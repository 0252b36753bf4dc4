#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace vigia::search::inside {

/// The inner step of every allocation, on memory that is kept between calls. Arguments as `allocate`, already checked.
class Spreader {
  public:
    /// Writes the best efforts into `out`; returns the multiplier (0 when no cell has a chance or there is no effort to
    /// give; then `out` is all zero).
    double spread(std::span<const double> chance, std::span<const double> rate, double effort, std::span<double> out);
    [[nodiscard]] int passes() const { return passes_; }

  private:
    struct Asked {
        double log_worth;  ///< ln(chance rate): worth of the first unit of effort
        double per_log;    ///< 1 / rate: effort for each unit that the logarithm of the worth falls
        std::uint32_t cell;
    };
    std::vector<Asked> asked_;
    int passes_ = 0;
};

}  // namespace vigia::search::inside
