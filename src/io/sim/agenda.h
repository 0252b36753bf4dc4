#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace vigia::sim {

/// What a station has to say next.
struct Due {
    enum class Kind : std::uint8_t { position, particulars, part_b, long_range, base, aid, text };
    std::int64_t at = 0;
    std::uint64_t order = 0;  ///< tells apart what is due in the same millisecond
    std::uint32_t index = 0;
    std::uint32_t version = 0;
    Kind kind = Kind::position;
    bool operator<(const Due& other) const { return at != other.at ? at < other.at : order < other.order; }
};

/// A heap whose earliest is replaced in place: most stations go on talking.
class Agenda {
  public:
    [[nodiscard]] bool empty() const { return due_.empty(); }
    [[nodiscard]] const Due& earliest() const { return due_.front(); }
    void add(Due due) {
        due.order = ++order_;
        due_.push_back(due);
        std::size_t i = due_.size() - 1;
        while (i > 0 && due_[i] < due_[(i - 1) / 4]) {
            std::swap(due_[i], due_[(i - 1) / 4]);
            i = (i - 1) / 4;
        }
    }
    void replace_earliest(Due due) {
        due.order = ++order_;
        due_.front() = due;
        sink();
    }
    void drop_earliest() {
        due_.front() = due_.back();
        due_.pop_back();
        if (!due_.empty()) sink();
    }

  private:
    void sink() {
        std::size_t i = 0;
        const Due moved = due_[0];
        while (true) {
            const std::size_t first = 4 * i + 1;
            if (first >= due_.size()) break;
            std::size_t least = first;
            for (std::size_t k = first + 1; k < std::min(first + 4, due_.size()); ++k) {
                if (due_[k] < due_[least]) least = k;
            }
            if (!(due_[least] < moved)) break;
            due_[i] = due_[least];
            i = least;
        }
        due_[i] = moved;
    }
    std::vector<Due> due_;
    std::uint64_t order_ = 0;
};

}  // namespace vigia::sim
