#include "io/sim/shore.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "geo/position.h"

namespace vigia::sim {

namespace {

constexpr double low_power_range = 0.6;  ///< of the range for full power
constexpr double fading_from = 0.65;     ///< of the range: closer only the receiver's own loss counts
constexpr double least_chance = 0.02;    ///< not worth asking
constexpr double longest_delay = 1900;   ///< milliseconds

bool within(double bearing, double from, double to) {
    return from <= to ? bearing >= from && bearing <= to : bearing >= from || bearing <= to;
}

std::uint32_t as_chance(double p) { return static_cast<std::uint32_t>(std::clamp(p, 0.0, 1.0) * 4294967295.0); }

}  // namespace

Shore::Shore(const std::vector<traffic::Receiver>& receivers, const Random& random)
    : receivers_(receivers), random_(random.fork(0x53484F52)), wheel_(wheel_size), used_(wheel_size / 64, 0) {
    for (const traffic::Receiver& r : receivers) {
        Prefix prefix;
        prefix.text = "s:" + r.name + ",c:";
        for (const char c : prefix.text) prefix.sum ^= static_cast<std::uint8_t>(c);
        prefix.text.insert(0, 1, '\\');
        prefixes_.push_back(std::move(prefix));
    }
}

void Shore::ears(geo::Position from, Power power, std::vector<Ear>& out) const {
    out.clear();
    for (std::uint32_t i = 0; i < receivers_.size(); ++i) {
        const traffic::Receiver& r = receivers_[i];
        if (r.satellite) continue;
        const double way = geo::distance_near(r.at, from).value;
        double range = r.range.value;
        if (way > range) continue;
        if (!r.shadows.empty()) {
            const double bearing = geo::bearing(r.at, from).value;
            for (const auto& shadow : r.shadows) {
                if (within(bearing, shadow.from.value, shadow.to.value)) range = std::min(range, shadow.range.value);
            }
        }
        if (power == Power::low) range *= low_power_range;
        const double part = way / range;
        if (part >= 1) continue;
        const double fading = part < fading_from ? 0 : (part - fading_from) / (1 - fading_from);
        const double chance = (1 - r.loss) * (1 - fading * fading);
        if (chance >= least_chance) out.push_back({i, as_chance(chance)});
    }
}

double Shore::heard_chance(geo::Position from, Power power) const {
    std::vector<Ear> found;
    ears(from, power, found);
    double missed = 1;
    for (const Ear& ear : found) missed *= 1 - static_cast<double>(ear.chance) / 4294967295.0;
    return 1 - missed;
}

void Shore::satellites(std::vector<Ear>& out) const {
    out.clear();
    for (std::uint32_t i = 0; i < receivers_.size(); ++i) {
        if (receivers_[i].satellite) out.push_back({i, as_chance(1 - receivers_[i].loss)});
    }
}

/// The ten digits of the second, which most lines share with the one before.
void Shore::set_second(std::int64_t second) {
    second_ = second;
    second_sum_ = 0;
    for (std::size_t i = second_digits_.size(); i-- > 0; second /= 10) {
        second_digits_[i] = static_cast<char>('0' + second % 10);
        second_sum_ ^= static_cast<std::uint8_t>(second_digits_[i]);
    }
}

void Shore::write(std::string& out, const Prefix& prefix, Time at, std::string_view sentences) {
    const std::int64_t ms = to_unix_milliseconds(at);
    if (ms / 1000 != second_) set_second(ms / 1000);
    const auto part = static_cast<unsigned>(ms % 1000);
    const std::array<char, 3> digits = {static_cast<char>('0' + part / 100), static_cast<char>('0' + part / 10 % 10),
                                        static_cast<char>('0' + part % 10)};
    const auto sum = static_cast<std::uint8_t>(prefix.sum ^ second_sum_ ^ digits[0] ^ digits[1] ^ digits[2]);
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::array<char, 64> tag;
    char* end = std::ranges::copy(prefix.text, tag.data()).out;
    end = std::ranges::copy(second_digits_, end).out;
    end = std::ranges::copy(digits, end).out;
    *end++ = '*';
    *end++ = hex[sum >> 4];
    *end++ = hex[sum & 15];
    *end++ = '\\';
    const auto size = static_cast<std::size_t>(end - tag.data());
    while (!sentences.empty()) {
        const std::size_t line = sentences.find('\n') + 1;
        out.append(tag.data(), size);
        out.append(sentences.substr(0, line));
        sentences.remove_prefix(line);
        ++lines;
    }
}

unsigned Shore::send(Time at, std::string_view sentences, const std::vector<Ear>& ears,
                     std::vector<Delivery>* deliveries) {
    unsigned heard = 0;
    for (const Ear& ear : ears) {
        const std::uint64_t drawn = random_.bits();
        if (static_cast<std::uint32_t>(drawn) > ear.chance) continue;
        const double jitter = 0.6 + 0.8 * static_cast<double>(drawn >> 40) * 0x1.0p-24;
        const double delay = std::min(longest_delay, 30 + receivers_[ear.receiver].delay_ms * jitter);
        const Time recorded = at + Duration{static_cast<std::int64_t>(delay)};
        const auto place = static_cast<std::size_t>(to_unix_milliseconds(recorded)) % wheel_size;
        write(wheel_[place], prefixes_[ear.receiver], recorded, sentences);
        used_[place / 64] |= std::uint64_t{1} << (place % 64);
        if (deliveries != nullptr) deliveries->push_back({ear.receiver, recorded});
        ++heard;
    }
    received += heard;
    return heard;
}

void Shore::lines_before(Time time, std::string& out) {
    const std::int64_t end = to_unix_milliseconds(time);
    // One turn of the wheel empties it, however long nothing was said.
    const std::int64_t until = std::min(end, drained_ + static_cast<std::int64_t>(wheel_size));
    while (drained_ < until) {
        const auto place = static_cast<std::size_t>(drained_) % wheel_size;
        const std::uint64_t ahead = used_[place / 64] >> (place % 64);
        if (ahead == 0) {
            drained_ = std::min(until, drained_ + static_cast<std::int64_t>(64 - place % 64));
            continue;
        }
        const int step = std::countr_zero(ahead);
        drained_ += step;
        if (drained_ >= until) {
            drained_ = until;
            break;
        }
        const std::size_t found = place + static_cast<std::size_t>(step);
        out += wheel_[found];
        wheel_[found].clear();
        used_[found / 64] &= ~(std::uint64_t{1} << (found % 64));
        ++drained_;
    }
    drained_ = std::max(drained_, end);
}

}  // namespace vigia::sim
