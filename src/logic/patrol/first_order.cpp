#include "logic/patrol/inside/first_order.h"

#include <algorithm>

namespace vigia::patrol {

ShiftLearner::ShiftLearner(const ShiftNetwork& net, double count)
    : net_(&net), count_(count), regret_(net.heads.size() * net.lanes), move_(regret_.size()), average_(regret_.size()),
      root_regret_(net.lanes), root_move_(net.lanes, 1.0 / static_cast<double>(net.lanes)), average_root_(net.lanes),
      value_(net.state_count() * net.lanes), reach_(value_.size()), sum_(net.lanes) {
    for (std::size_t i = 0; i < net.state_count(); ++i) {
        const std::uint32_t begin = net.states[i].first_arc, end = net.states[i + 1].first_arc;
        for (std::size_t at = begin * net.lanes; at < end * net.lanes; ++at) move_[at] = 1.0 / (end - begin);
    }
}

void ShiftLearner::learn_state(std::uint32_t state) {
    const std::size_t lanes = net_->lanes;
    const std::uint32_t begin = net_->states[state].first_arc, end = net_->states[state + 1].first_arc;
    double* mine = &value_[state * lanes];
    for (std::uint32_t a = begin; a < end; ++a) {
        const double* next = &value_[net_->heads[a] * lanes];
        const double* move = &move_[a * lanes];
        for (std::size_t l = 0; l < lanes; ++l) mine[l] += move[l] * next[l];
    }
    if (end - begin == 1) return;
    double* sum = sum_.data();
    std::fill_n(sum, lanes, 0.0);
    for (std::uint32_t a = begin; a < end; ++a) {
        const double* next = &value_[net_->heads[a] * lanes];
        double* move = &move_[a * lanes];
        double* regret = &regret_[a * lanes];
        for (std::size_t l = 0; l < lanes; ++l) {
            const double missed = next[l] - mine[l];
            const double kept = std::max(0.0, regret[l] + missed);
            regret[l] = kept;
            move[l] = std::max(0.0, kept + missed);  // the next round is expected to be like this one
            sum[l] += move[l];
        }
    }
    const double even = 1.0 / (end - begin);
    for (std::uint32_t a = begin; a < end; ++a) {
        double* move = &move_[a * lanes];
        for (std::size_t l = 0; l < lanes; ++l) move[l] = sum[l] > 0 ? move[l] / sum[l] : even;
    }
}

void ShiftLearner::learn_root() {
    double mean = 0, sum = 0;
    for (std::size_t l = 0; l < net_->lanes; ++l) mean += root_move_[l] * value_[l];
    for (std::size_t l = 0; l < net_->lanes; ++l) {
        const double missed = value_[l] - mean;
        root_regret_[l] = std::max(0.0, root_regret_[l] + missed);
        root_move_[l] = std::max(0.0, root_regret_[l] + missed);
        sum += root_move_[l];
    }
    for (double& move : root_move_) move = sum > 0 ? move / sum : 1.0 / static_cast<double>(net_->lanes);
}

void ShiftLearner::learn(std::span<const double> worth_of_place) {
    const std::size_t lanes = net_->lanes;
    for (std::size_t h = net_->layers(); h-- > 0;) {
        const std::uint32_t* clock = &net_->clock[h * lanes];
        for (std::uint32_t i = net_->layer_begin[h]; i < net_->layer_begin[h + 1]; ++i) {
            double* mine = &value_[i * lanes];
            std::fill_n(mine, lanes, 0.0);
            learn_state(i);
            const double* worth = &worth_of_place[net_->states[i].place * net_->steps];
            for (std::size_t l = 0; l < lanes; ++l) mine[l] += worth[clock[l]];
        }
    }
    learn_root();
}

void ShiftLearner::flow(double weight, std::vector<double>& presence) {
    const std::size_t lanes = net_->lanes;
    std::fill(presence.begin(), presence.end(), 0.0);
    std::fill(reach_.begin(), reach_.end(), 0.0);
    for (std::size_t l = 0; l < lanes; ++l) {
        reach_[l] = count_ * root_move_[l];
        average_root_[l] += weight * (reach_[l] - average_root_[l]);
    }
    for (std::size_t h = 0; h < net_->layers(); ++h) {
        const std::uint32_t* clock = &net_->clock[h * lanes];
        for (std::uint32_t i = net_->layer_begin[h]; i < net_->layer_begin[h + 1]; ++i) {
            const double* mine = &reach_[i * lanes];
            double* there = &presence[net_->states[i].place * net_->steps];
            for (std::size_t l = 0; l < lanes; ++l) there[clock[l]] += mine[l];
            for (std::uint32_t a = net_->states[i].first_arc; a < net_->states[i + 1].first_arc; ++a) {
                const double* move = &move_[a * lanes];
                double* average = &average_[a * lanes];
                double* next = &reach_[net_->heads[a] * lanes];
                for (std::size_t l = 0; l < lanes; ++l) {
                    const double moved = mine[l] * move[l];
                    next[l] += moved;
                    average[l] += weight * (moved - average[l]);
                }
            }
        }
    }
}

void ShiftLearner::round(std::span<const double> worth_of_place, double weight, std::vector<double>& presence) {
    learn(worth_of_place);
    flow(weight, presence);
}

AttackLearner::AttackLearner(std::size_t targets)
    : regret_(targets), mixture_(targets, 1.0 / static_cast<double>(targets + 1)), average_(targets), home_(1.0 / static_cast<double>(targets + 1)) {}

void AttackLearner::round(std::span<const double> pays, double weight) {
    double mean = 0, sum = 0;
    for (std::size_t i = 0; i < pays.size(); ++i) mean += mixture_[i] * pays[i];
    for (std::size_t i = 0; i < pays.size(); ++i) {
        const double missed = pays[i] - mean;
        regret_[i] = std::max(0.0, regret_[i] + missed);
        mixture_[i] = std::max(0.0, regret_[i] + missed);
        sum += mixture_[i];
    }
    home_regret_ = std::max(0.0, home_regret_ - mean);
    home_ = std::max(0.0, home_regret_ - mean);
    sum += home_;
    const double even = 1.0 / static_cast<double>(pays.size() + 1);
    for (std::size_t i = 0; i < pays.size(); ++i) {
        mixture_[i] = sum > 0 ? mixture_[i] / sum : even;
        average_[i] += weight * (mixture_[i] - average_[i]);
    }
    home_ = sum > 0 ? home_ / sum : even;
}

}  // namespace vigia::patrol
