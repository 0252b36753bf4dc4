#include "codec/ais/inside/sentence.h"

#include <algorithm>
#include <cstring>

#include "base/time.h"

namespace vigia::ais {

namespace {

constexpr std::size_t npos = std::string_view::npos;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// A number of 1 to 16 digits with decimals allowed, as a time; no_time when it is none.
std::int64_t epoch_of(std::string_view text) {
    std::uint64_t number = 0;
    std::size_t i = 0;
    for (; i < text.size() && i < 17 && is_digit(text[i]); ++i)
        number = number * 10 + static_cast<std::uint64_t>(text[i] - '0');
    if (i == 0 || i > 16) return Filler::no_time;
    std::int64_t ms = milliseconds_of(number);
    if (i == text.size()) return ms;
    if (text[i] != '.' || i > 11) return Filler::no_time;
    std::int64_t scale = 100;
    for (++i; i < text.size(); ++i, scale /= 10) {
        if (!is_digit(text[i])) return Filler::no_time;
        ms += scale * (text[i] - '0');
    }
    return ms;
}

/// A stamp before the sentence: epoch or ISO 8601, with what separates it.
std::int64_t stamp_of(std::string_view text) {
    constexpr std::string_view around = " \t,;|[]()\"'";
    while (!text.empty() && around.find(text.back()) != npos) text.remove_suffix(1);
    while (!text.empty() && around.find(text.front()) != npos) text.remove_prefix(1);
    if (text.empty()) return Filler::no_time;
    if (text.size() >= 16 && text[4] == '-') {
        const Result<Time> time = time_from_iso(text);
        return time ? to_unix_milliseconds(*time) : Filler::no_time;
    }
    return text.size() >= 9 ? epoch_of(text) : Filler::no_time;
}

bool checksum_fits(std::string_view body, char high, char low, const KernelTable& kernel) {
    const std::uint8_t a = hex_digit(high), b = hex_digit(low);
    return (a | b) < 16 && kernel.checksum(body.data(), body.size()) == (a << 4 | b);
}

/// Reads the content of one tag block, without backslashes; false when its form is wrong. A wrong
/// checksum is counted: real feeds add a group to a tag block without summing anew.
bool read_tag_block(std::string_view block, const KernelTable& kernel, Dressing& out) {
    if (block.size() < 6 || block[block.size() - 3] != '*') return false;
    const std::string_view body = block.substr(0, block.size() - 3);
    if ((hex_digit(block[block.size() - 2]) | hex_digit(block[block.size() - 1])) > 15) return false;
    if (!checksum_fits(body, block[block.size() - 2], block[block.size() - 1], kernel)) ++out.wrong;
    std::int64_t time = Filler::no_time;
    std::string_view station, group;
    for (std::size_t at = 0; at <= body.size();) {
        const std::size_t comma = std::min(body.find(',', at), body.size());
        const std::string_view item = body.substr(at, comma - at);
        at = comma + 1;
        const std::size_t colon = item.find(':');
        if (colon == npos) return false;
        const std::string_view key = item.substr(0, colon), value = item.substr(colon + 1);
        if (key == "c") {
            time = epoch_of(value);
            if (time == Filler::no_time) return false;
        } else if (key == "s" || (key == "si" && station.empty())) {
            station = value.substr(0, 255);
        } else if (key == "g") {
            group = value;
        }
    }
    if (time != Filler::no_time) {
        if (out.recorded == Filler::no_time) out.recorded = time;
        out.stated = time;
    }
    if (!station.empty()) out.station = station;
    if (!group.empty()) out.group = group;
    return true;
}

/// Reads what follows the checksum: `,rSTATION,time`, `,time`, `,time,time`; other items are skipped.
void read_suffix(std::string_view suffix, Dressing& out) {
    std::int64_t time = Filler::no_time;
    while (!suffix.empty()) {
        const std::size_t comma = std::min(suffix.find(','), suffix.size());
        const std::string_view item = suffix.substr(0, comma);
        suffix.remove_prefix(std::min(comma + 1, suffix.size()));
        if (item.size() >= 9 && is_digit(item[0])) {
            if (time == Filler::no_time) time = epoch_of(item);
        } else if (item.size() >= 2 && (item[0] == 'r' || item[0] == 'b') && out.station.empty()) {
            out.station = item.substr(0, 255);
        }
    }
    if (time == Filler::no_time) return;
    if (out.recorded == Filler::no_time) out.recorded = time;
    if (out.stated == Filler::no_time) out.stated = time;
}

/// Splits at commas into at most N items; returns how many there are, counting those beyond N.
template <std::size_t N>
std::size_t split(std::string_view text, std::string_view (&items)[N]) {
    std::size_t count = 0;
    while (true) {
        const std::size_t comma = std::min(text.find(','), text.size());
        if (count < N) items[count] = text.substr(0, comma);
        ++count;
        if (comma == text.size()) return count;
        text.remove_prefix(comma + 1);
    }
}

int small_number(std::string_view text) {
    int number = 0;
    if (text.empty() || text.size() > 4) return -1;
    for (const char c : text) {
        if (!is_digit(c)) return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

/// `$PGHP,1,year,month,day,hour,minute,second,millisecond,…`: dates the next sentence.
/// Source: Gatehouse proprietary sentence, as Danish shore stations send it.
void read_pghp(std::string_view body, Found& out) {
    std::string_view items[9];
    if (split(body, items) < 9 || items[1] != "1") return;
    int parts[7];
    for (std::size_t i = 0; i < 7; ++i) parts[i] = small_number(items[i + 2]);
    const Result<Time> time = time_from_parts(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]);
    if (!time) return;
    out.dates_next = true;
    if (out.dressing.recorded == Filler::no_time) out.dressing.recorded = to_unix_milliseconds(*time);
    out.dressing.stated = to_unix_milliseconds(*time);
}

/// Where the next sentence of the same line begins in `tail`, or its size.
std::size_t next_start(std::string_view tail) {
    for (std::size_t at = tail.find_first_of("!$\\"); at != npos; at = tail.find_first_of("!$\\", at + 1)) {
        if (tail[at] == '\\') {
            const std::size_t close = tail.find('\\', at + 1);
            if (close == npos) return tail.size();
            const bool dressed = close + 1 < tail.size() && std::strchr("!$\\", tail[close + 1]) != nullptr;
            if (dressed && tail.substr(at, close - at).find(':') != npos) return at;
        } else if (tail.size() - at > 7 && std::all_of(tail.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                                                       tail.begin() + static_cast<std::ptrdiff_t>(at) + 6, is_word)) {
            return at;
        }
    }
    return tail.size();
}

Refusal check_talker(std::string_view sentence, Policy policy) {
    if (policy == Policy::strict && !known_talker(sentence[1], sentence[2])) return Refusal::talker;
    return Refusal::none;
}

Refusal check_channel(std::string_view channel, Policy policy) {
    if (policy == Policy::lenient) return Refusal::none;
    if (channel == "A" || channel == "B") return Refusal::none;
    if (policy == Policy::strict) return Refusal::channel;
    return channel.empty() || channel == "1" || channel == "2" ? Refusal::none : Refusal::channel;
}

/// Reads the fields of a VDM or VDO sentence, `body` being what the checksum covers.
Refusal read_fields(std::string_view body, Policy policy, Found& out) {
    std::string_view items[7];
    const std::size_t count = split(body, items);
    if (count < 7 || (policy == Policy::strict && count > 7)) return Refusal::malformed;
    const int total = small_number(items[1]), number = small_number(items[2]), fill = small_number(items[6]);
    if (total < 0 || number < 0 || items[3].size() > 1) return Refusal::malformed;
    if (const Refusal refusal = check_channel(items[4], policy); refusal != Refusal::none) return refusal;
    const bool has_sequence = items[3].size() == 1 && is_digit(items[3][0]);
    if (total < 1 || total > 9 || number < 1 || number > total) return Refusal::fragment;
    if (!items[3].empty() && !has_sequence && policy != Policy::lenient) return Refusal::fragment;
    if (total > 1 && !has_sequence && policy == Policy::strict) return Refusal::fragment;
    if (fill < 0 || fill > (policy == Policy::lenient ? 6 : 5)) return Refusal::fill_bits;
    if (items[5].empty() && total == 1) return Refusal::payload_empty;
    out.total = static_cast<std::uint8_t>(total);
    out.number = static_cast<std::uint8_t>(number);
    out.sequence = has_sequence ? items[3][0] : '\0';
    out.channel = items[4].empty() ? '\0' : items[4][0];
    out.fill = static_cast<std::uint8_t>(fill);
    out.payload = items[5];
    return Refusal::none;
}

/// Reads the sentence that starts at `at` (`!` or `$`); sets size, what it is and what is wrong.
void read_sentence(std::string_view line, std::size_t at, Policy policy, const KernelTable& kernel, Found& out) {
    const std::string_view rest = line.substr(at);
    const std::size_t star = rest.find('*');
    const std::size_t next = rest.find('!', 1);
    const bool cut = next != npos && (star == npos || next < star);
    const std::size_t body_end = cut ? next : std::min(star, rest.size());
    const std::string_view sentence = rest.substr(0, body_end);
    const bool summed = !cut && star != npos && star + 2 < rest.size();
    const std::size_t after = summed ? star + 3 : body_end;
    const std::string_view tail = rest.substr(after);
    const std::size_t tail_size = cut ? 0 : next_start(tail);
    out.size = at + after + tail_size;

    out.ais = sentence.size() >= 7 && sentence[3] == 'V' && sentence[4] == 'D' &&
              (sentence[5] == 'M' || sentence[5] == 'O') && sentence[6] == ',' &&
              (sentence[0] == '!' || policy == Policy::lenient);
    if (!out.ais) {
        out.refusal = sentence.size() >= 4 && is_word(sentence[1]) ? Refusal::not_ais : Refusal::not_a_sentence;
        if (sentence.starts_with("$PGHP,")) read_pghp(sentence, out);
        return;
    }
    out.own = sentence[5] == 'O';
    if (summed) {
        if (!checksum_fits(sentence.substr(1), rest[star + 1], rest[star + 2], kernel)) {
            out.refusal = Refusal::checksum_wrong;
            return;
        }
    } else if (policy != Policy::lenient || cut) {
        out.refusal = Refusal::checksum_missing;
        return;
    }
    out.refusal = check_talker(sentence, policy);
    if (out.refusal == Refusal::none) out.refusal = read_fields(sentence, policy, out);
    read_suffix(tail.substr(0, tail_size), out.dressing);
}

}  // namespace

Found find_sentence(std::string_view line, Policy policy, const KernelTable& kernel) {
    Found out;
    std::size_t at = line.find_first_of("\\!$");
    if (at == npos || line[0] == '#') {  // '#' begins a comment in collections of sentences
        out.size = line.size();
        out.refusal = Refusal::not_a_sentence;
        return out;
    }
    if (at > 0) {
        const std::int64_t stamp = stamp_of(line.substr(0, at));
        out.garbage = stamp == Filler::no_time;
        out.dressing.recorded = out.dressing.stated = stamp;
    }
    while (line[at] == '\\') {
        const std::size_t close = line.find('\\', at + 1);
        if (close == npos || close + 1 == line.size()) {  // nothing follows
            out.size = line.size();
            out.refusal = close == npos ? Refusal::tag_block : Refusal::not_a_sentence;
            return out;
        }
        if (!read_tag_block(line.substr(at + 1, close - at - 1), kernel, out.dressing)) {
            ++out.dressing.ignored;
            if (policy == Policy::strict) out.refusal = Refusal::tag_block;
        }
        if (policy == Policy::strict && out.dressing.wrong > 0) out.refusal = Refusal::tag_block;
        at = close + 1;
        if (line[at] == '\\' || line[at] == '!' || line[at] == '$') continue;
        const std::size_t found = line.find_first_of("\\!$", at);
        if (found == npos) {
            out.size = line.size();
            out.refusal = Refusal::not_a_sentence;
            return out;
        }
        out.garbage = true;
        at = found;
    }
    const Refusal before = out.refusal;
    read_sentence(line, at, policy, kernel, out);
    if (before != Refusal::none && out.ais) out.refusal = before;
    return out;
}

}  // namespace vigia::ais
