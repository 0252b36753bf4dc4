#include "logic/protection/network.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vigia::protection {

namespace {

constexpr double nothing = 1e-12;  ///< flow below is rounding

class Defender {
  public:
    Defender(const Network& network, std::size_t attacks, std::size_t most_nodes)
        : network_(network), attacks_(attacks), most_nodes_(most_nodes), gone_(network.links.size()), hard_(network.links.size()), near_(network.nodes) {
        for (std::size_t l = 0; l < network.links.size(); ++l) near_[network.links[l].from].push_back(l), near_[network.links[l].to].push_back(l);
    }

    void take(std::size_t link) { gone_[link] = true; }

    /// Greatest flow over what is not gone; `used` is what each link carries.
    double flow(std::vector<double>& used) const {
        used.assign(network_.links.size(), 0);
        double sum = 0;
        for (;;) {
            std::vector<std::size_t> by(network_.nodes, network_.links.size()), reached{network_.source};
            std::vector<bool> seen(network_.nodes);
            seen[network_.source] = true;
            for (std::size_t i = 0; i < reached.size() && !seen[network_.sink]; ++i)
                for (const std::size_t l : near_[reached[i]]) {
                    const std::size_t to = other(l, reached[i]);
                    if (gone_[l] || seen[to] || room(used, l, reached[i]) <= nothing) continue;
                    seen[to] = true, by[to] = l;
                    reached.push_back(to);
                }
            if (!seen[network_.sink]) return sum;
            double least = std::numeric_limits<double>::infinity();
            for (std::size_t n = network_.sink; n != network_.source; n = other(by[n], n)) least = std::min(least, room(used, by[n], other(by[n], n)));
            for (std::size_t n = network_.sink; n != network_.source; n = other(by[n], n)) used[by[n]] += network_.links[by[n]].to == n ? least : -least;
            sum += least;
        }
    }

    /// The worst that the attacker can leave, and with which links.
    double worst(std::vector<std::size_t>& attack) {
        best_attack_.clear();
        std::vector<double> used;
        least_ = flow(used);
        std::vector<bool> spared(network_.links.size());
        std::vector<std::size_t> now;
        attack_further(attacks_, spared, now);
        attack = best_attack_;
        return least_;
    }

    void defend(std::size_t left) {
        ++nodes_;
        std::vector<std::size_t> attack;
        const double now = worst(attack);
        if (now > best_) best_ = now, best_hard_ = hard_, best_attack_of_best_ = attack;
        if (left == 0 || attack.empty()) return;
        if (nodes_ >= most_nodes_) {
            cut_ = true;
            return;
        }
        // While none of these is hard the same attack stays possible: one of them is hardened, or this is the best here.
        for (const std::size_t l : attack) {
            hard_[l] = true;
            defend(left - 1);
            hard_[l] = false;
        }
    }

    [[nodiscard]] Defence told(double unattacked, double undefended) const {
        Defence out{best_, cut_ ? unattacked : best_, unattacked, undefended, {}, best_attack_of_best_, nodes_};
        for (std::size_t l = 0; l < best_hard_.size(); ++l)
            if (best_hard_[l]) out.hardened.push_back(l);
        std::sort(out.attacked.begin(), out.attacked.end());
        return out;
    }

  private:
    [[nodiscard]] std::size_t other(std::size_t link, std::size_t node) const {
        return network_.links[link].from == node ? network_.links[link].to : network_.links[link].from;
    }
    [[nodiscard]] double room(const std::vector<double>& used, std::size_t link, std::size_t from) const {
        return network_.links[link].from == from ? network_.links[link].capacity - used[link] : used[link];
    }
    /// Branches on links that carry the present flow: with all of them left the flow stays.
    void attack_further(std::size_t left, std::vector<bool>& spared, std::vector<std::size_t>& now) {
        std::vector<double> used;
        const double flows = flow(used);
        if (flows < least_ - nothing) least_ = flows, best_attack_ = now;
        if (left == 0) return;
        std::vector<std::size_t> carry;
        for (std::size_t l = 0; l < used.size(); ++l)
            if (used[l] > nothing && !hard_[l] && !spared[l]) carry.push_back(l);
        std::sort(carry.begin(), carry.end(), [&](std::size_t a, std::size_t b) { return used[a] != used[b] ? used[a] > used[b] : a < b; });
        // Losing links costs at most what they carry in this flow: the rest of it still runs.
        double most = 0;
        for (std::size_t i = 0; i < std::min(left, carry.size()); ++i) most += used[carry[i]];
        if (flows - most >= least_ - nothing) return;
        for (const std::size_t l : carry) {
            gone_[l] = true;
            now.push_back(l);
            attack_further(left - 1, spared, now);
            now.pop_back();
            gone_[l] = false;
            spared[l] = true;
        }
        for (const std::size_t l : carry) spared[l] = false;
    }
    const Network& network_;
    std::size_t attacks_, most_nodes_, nodes_ = 0;
    std::vector<bool> gone_, hard_, best_hard_;
    std::vector<std::vector<std::size_t>> near_;
    std::vector<std::size_t> best_attack_, best_attack_of_best_;
    double least_ = 0, best_ = -1;
    bool cut_ = false;
};

Result<void> checked(const Network& network) {
    if (network.source >= network.nodes || network.sink >= network.nodes || network.source == network.sink)
        return fail(ErrorKind::bad_input, "a network needs a source and a sink that are two of its nodes");
    for (std::size_t l = 0; l < network.links.size(); ++l)
        if (network.links[l].from >= network.nodes || network.links[l].to >= network.nodes || network.links[l].from == network.links[l].to ||
            !std::isfinite(network.links[l].capacity) || network.links[l].capacity < 0)
            return fail(ErrorKind::bad_input, "a link must join two nodes that are there, with a capacity from 0", l);
    return {};
}

}  // namespace

Result<double> flow(const Network& network, const std::vector<std::size_t>& gone) {
    if (auto fine = checked(network); !fine) return fail(std::move(fine));
    Defender defender(network, 0, 0);
    for (const std::size_t l : gone) {
        if (l >= network.links.size()) return fail(ErrorKind::bad_input, "a link that is gone was not there", l);
        defender.take(l);
    }
    std::vector<double> used;
    return defender.flow(used);
}

Result<Defence> defend(const Network& network, std::size_t harden, std::size_t attacks, std::size_t most_nodes) {
    if (auto fine = checked(network); !fine) return fail(std::move(fine));
    Defender defender(network, attacks, most_nodes);
    std::vector<double> used;
    std::vector<std::size_t> attack;
    const double unattacked = defender.flow(used), undefended = defender.worst(attack);
    defender.defend(harden);
    return defender.told(unattacked, undefended);
}

}  // namespace vigia::protection
