#include "codec/ais/reader.h"

#include <algorithm>
#include <vector>

#include "codec/ais/inside/assembly.h"
#include "codec/ais/inside/filler.h"
#include "codec/ais/inside/kernel.h"
#include "codec/ais/inside/lengths.h"
#include "codec/ais/inside/sentence.h"

namespace vigia::ais {

namespace {

const KernelTable& table_of(Kernel kernel) {
    switch (kernel) {
        case Kernel::scalar: return scalar_kernel;
        case Kernel::sse2: return sse2_kernel;
        case Kernel::avx2: return avx2_kernel;
        case Kernel::avx512: return avx512_kernel;
    }
    std::unreachable();
}

/// Characters of the longest message.
constexpr std::size_t max_payload = Bits::capacity / 6;

/// What the first sentence of a tag group said for the others.
struct TagGroup {
    FixedText<40> id;
    std::int64_t recorded = Filler::no_time, stated = Filler::no_time;
    FixedText<64> station;
};

}  // namespace

bool has_kernel(Kernel kernel) {
    switch (kernel) {
        case Kernel::scalar:
        case Kernel::sse2: return true;
        case Kernel::avx2:
            return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
                   __builtin_cpu_supports("bmi2") != 0;
        case Kernel::avx512:
            return has_kernel(Kernel::avx2) && __builtin_cpu_supports("avx512bw") != 0 &&
                   __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
                   __builtin_cpu_supports("avx512vbmi") != 0;
    }
    std::unreachable();
}

Kernel best_kernel() {
    for (const Kernel kernel : {Kernel::avx512, Kernel::avx2})
        if (has_kernel(kernel)) return kernel;
    return Kernel::sse2;
}

std::string_view name(Kernel kernel) {
    switch (kernel) {
        case Kernel::scalar: return "scalar";
        case Kernel::sse2: return "sse2";
        case Kernel::avx2: return "avx2";
        case Kernel::avx512: return "avx512";
    }
    std::unreachable();
}

class Reader::Inside {
  public:
    Inside(Policy policy, const Registry& registry, Kernel kernel)
        : policy_(policy), registry_(&registry), kernel_(&table_of(kernel)) {}

    void read(std::string_view bytes, Batch& out);
    void finish(Batch& out);
    [[nodiscard]] const Statistics& statistics() const { return statistics_; }
    [[nodiscard]] const Registry& registry() const { return *registry_; }

  private:
    void begin(Batch& out);
    std::size_t framed_block(std::string_view bytes, Filler& filler);
    void slow_line(std::string_view line, Filler& filler);
    void settle(const Framing& framing);
    void plain_sentence(Framing& framing, const PlainSentence& plain);
    bool plain_group(PlainSentence& plain);
    void sentence(std::string_view text, Found& found, Filler& filler);
    Refusal accept(Found& found, Filler& filler, Filler::LineMark& mark);
    Refusal message(const Found& found, std::string_view payload, unsigned fill, Filler& filler);
    Refusal padded_message(const Found& found, const char* payload, std::size_t size, unsigned fill, Filler& filler);
    Refusal message(const Found& found, const std::uint64_t* words, std::size_t bits, Filler& filler);
    Refusal joined_message(const Found& found, const Waiting& waiting, Filler& filler);
    void carry_group(Dressing& dressing);
    void date(Dressing& dressing);
    void refuse(Refusal refusal, std::string_view text);
    void fill_columns(Filler& filler);

    Policy policy_;
    const Registry* registry_;
    const KernelTable* kernel_;
    Statistics statistics_;
    Assembly assembly_;
    Filler* filler_ = nullptr;  ///< of the framed block
    std::array<TagGroup, max_tag_groups> groups_;
    std::size_t next_group_ = 0;
    std::int64_t stream_time_ = Filler::no_time;
    std::int64_t dated_ = Filler::no_time;  ///< by a $PGHP line, for the next sentence
    std::string carry_, joined_;            ///< the unfinished line; a line put together from two reads
    bool skipping_ = false;                 ///< the rest of a line that is too long
    std::uint64_t first_message_ = 0;       ///< messages before this batch
    std::array<std::uint32_t, line_block> ends_{};
    std::array<TagShape, 64> shapes_{};     ///< of plain tag blocks, by length
    std::vector<std::uint64_t> hashes_;
};

void Reader::Inside::begin(Batch& out) {
    out.clear();
    first_message_ = statistics_.messages;
}

void Reader::Inside::refuse(Refusal refusal, std::string_view text) {
    const auto i = static_cast<std::size_t>(refusal);
    ++statistics_.refused[i];
    if (statistics_.sample[i].empty()) statistics_.sample[i] = FixedText<120>(text);
}

void Reader::Inside::read(std::string_view bytes, Batch& out) {
    begin(out);
    Filler filler(out);
    if (skipping_ || !carry_.empty()) {
        const std::size_t end = bytes.find('\n');
        const std::string_view rest = bytes.substr(0, end);
        if (!skipping_ && carry_.size() + rest.size() > max_line_length) {
            ++statistics_.lines;
            refuse(Refusal::line_too_long, carry_);
            skipping_ = true;
            carry_.clear();
        }
        if (!skipping_) carry_.append(rest);
        if (end == std::string_view::npos) return;
        if (!skipping_) {
            joined_.swap(carry_);
            filler.make_room(line_block);
            slow_line(joined_, filler);
        }
        carry_.clear();
        skipping_ = false;
        bytes.remove_prefix(end + 1);
    }
    constexpr std::size_t most = std::size_t{1} << 30U;
    while (!bytes.empty()) {
        const std::size_t size = framed_block(bytes.substr(0, most), filler);
        fill_columns(filler);
        if (size == 0) break;
        bytes.remove_prefix(size);
    }
    fill_columns(filler);
    if (bytes.size() > max_line_length) {
        ++statistics_.lines;
        refuse(Refusal::line_too_long, bytes);
        skipping_ = true;
    } else {
        carry_.assign(bytes);
    }
}

void Reader::Inside::finish(Batch& out) {
    begin(out);
    Filler filler(out);
    if (!carry_.empty()) {
        joined_.swap(carry_);
        carry_.clear();
        filler.make_room(line_block);
        slow_line(joined_, filler);
        fill_columns(filler);
    }
    skipping_ = false;
    assembly_.finish(statistics_);
}

/// Brings the counts of the framing loop home.
void Reader::Inside::settle(const Framing& framing) {
    const std::size_t lines = framing.mark_count - filler_->line_count();
    statistics_.lines += lines;
    statistics_.sentences += lines;
    statistics_.messages += framing.head_count - filler_->message_count();
    filler_->line_count() = framing.mark_count;
    filler_->message_count() = framing.head_count;
    stream_time_ = framing.time;
}

/// A plain sentence that the framing loop cannot take whole: a part, an open message, one of a group.
void Reader::Inside::plain_sentence(Framing& framing, const PlainSentence& plain) {
    settle(framing);
    Found found;
    const Filler::LineMark& mark = plain.mark;
    found.size = mark.length;
    found.ais = true;
    found.own = plain.own;
    found.total = plain.total;
    found.number = plain.number;
    found.sequence = plain.sequence;
    found.channel = plain.channel;
    found.fill = plain.fill;
    found.payload = {plain.payload, plain.size};
    found.dressing.recorded = found.dressing.stated = mark.recorded;
    if (mark.station != nullptr) found.dressing.station = {mark.station, mark.station_length};
    if (plain.group != nullptr) found.dressing.group = {plain.group, plain.group_size};
    sentence({mark.text, mark.length}, found, *filler_);
    framing.mark_count = filler_->line_count();
    framing.head_count = filler_->message_count();
    framing.time = stream_time_;
    framing.idle = statistics_.multipart.waiting == 0;
}

/// Gives a plain sentence what its tag group knows.
bool Reader::Inside::plain_group(PlainSentence& plain) {
    Filler::LineMark& mark = plain.mark;
    Dressing dressing;
    dressing.recorded = dressing.stated = mark.recorded;
    if (mark.station != nullptr) dressing.station = {mark.station, mark.station_length};
    dressing.group = {plain.group, plain.group_size};
    carry_group(dressing);
    mark.recorded = mark.stated = dressing.recorded;
    if (dressing.station.data() != mark.station && !dressing.station.empty()) {
        mark.station = filler_->keep_name(dressing.station);
        mark.station_length = static_cast<std::uint8_t>(dressing.station.size());
    }
    return dressing.recorded == dressing.stated;
}

/// Takes up to line_block whole lines; returns how many bytes they had, 0 when there is no whole line.
std::size_t Reader::Inside::framed_block(std::string_view bytes, Filler& filler) {
    std::size_t seen = 0;
    const std::size_t count = kernel_->line_ends(bytes.data(), bytes.size(), ends_.data(), ends_.size(), seen);
    if (count == 0) return seen == bytes.size() ? 0 : seen;
    filler.make_room(line_block);
    Framing framing;
    framing.bytes = bytes.data();
    framing.ends = ends_.data();
    framing.lines = count;
    framing.limit = bytes.size() > slack ? bytes.size() - slack : 0;
    framing.policy = policy_;
    framing.columns = filler.columns();
    framing.shapes = shapes_.data();
    framing.owner = this;
    framing.take = [](Framing& f, const PlainSentence& plain) {
        static_cast<Inside*>(f.owner)->plain_sentence(f, plain);
    };
    framing.carry = [](Framing& f, PlainSentence& plain) { return static_cast<Inside*>(f.owner)->plain_group(plain); };
    filler_ = &filler;
    while (framing.line < framing.lines) {
        if (dated_ == Filler::no_time) {
            framing.marks = filler.lines();
            framing.heads = filler.heads();
            framing.mark_count = filler.line_count();
            framing.head_count = filler.message_count();
            framing.time = stream_time_;
            framing.idle = statistics_.multipart.waiting == 0;
            kernel_->frame(framing);
            settle(framing);
            if (framing.line == framing.lines) break;
        }
        const std::size_t end = framing.ends[framing.line++];
        slow_line(bytes.substr(framing.start, end - framing.start), filler);
        framing.start = end + 1;
    }
    statistics_.tag_blocks_wrong += framing.wrong_tags;
    statistics_.multipart.complete += framing.pairs;
    return framing.start;
}

void Reader::Inside::slow_line(std::string_view line, Filler& filler) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
    if (line.empty()) return;
    if (line.size() > max_line_length) {
        ++statistics_.lines;
        refuse(Refusal::line_too_long, line);
        filler.add_line({line.data(), nullptr, Filler::no_time, Filler::no_time, max_line_length, 0,
                         Refusal::line_too_long});
        return;
    }
    bool first = true;
    while (!line.empty()) {
        if (!first) filler.make_room(line_block);
        first = false;
        Found found = find_sentence(line, policy_, *kernel_);
        const std::size_t size = found.size;
        sentence(line.substr(0, size), found, filler);
        line.remove_prefix(size);
    }
}

void Reader::Inside::carry_group(Dressing& dressing) {
    const std::size_t first = dressing.group.find('-');  // number-total-id: the id tells the group
    if (first == std::string_view::npos) return;
    const std::string_view id = dressing.group.substr(first + 1, 40);
    const auto known = std::find_if(groups_.begin(), groups_.end(), [&](const TagGroup& g) { return g.id.view() == id; });
    const bool begins = first == 1 && dressing.group[0] == '1';
    if (!begins && known != groups_.end()) {
        if (dressing.recorded == Filler::no_time) dressing.recorded = known->recorded;
        if (dressing.stated == Filler::no_time) dressing.stated = known->stated;
        if (dressing.station.empty()) dressing.station = known->station.view();
        return;
    }
    TagGroup& group = known != groups_.end() ? *known : groups_[next_group_++ % max_tag_groups];
    group = {id, dressing.recorded, dressing.stated, FixedText<64>(dressing.station)};
}

/// A $PGHP line dates the sentence after it, unless that has a time of its own.
void Reader::Inside::date(Dressing& dressing) {
    if (dressing.recorded == Filler::no_time) dressing.recorded = dated_;
    if (dressing.stated == Filler::no_time) dressing.stated = dated_;
    dated_ = Filler::no_time;
}

void Reader::Inside::sentence(std::string_view text, Found& found, Filler& filler) {
    ++statistics_.lines;
    if (found.ais) ++statistics_.sentences;
    if (found.garbage) ++statistics_.resynchronised;
    statistics_.tag_blocks_ignored += found.dressing.ignored;
    statistics_.tag_blocks_wrong += found.dressing.wrong;
    const std::string_view own_station = found.dressing.station;
    if (!found.dressing.group.empty()) carry_group(found.dressing);
    if (found.dates_next) dated_ = found.dressing.recorded;
    else if (found.ais) date(found.dressing);
    if (found.dressing.recorded != Filler::no_time) stream_time_ = found.dressing.recorded;

    Filler::LineMark mark{text.data(), nullptr, found.dressing.recorded, found.dressing.stated,
                          static_cast<std::uint32_t>(text.size()), 0, Refusal::none};
    std::string_view station = found.dressing.station;
    if (station.data() != own_station.data()) station = {filler.keep_name(station), station.size()};
    mark.station = station.data();
    mark.station_length = static_cast<std::uint8_t>(station.size());
    if (found.refusal == Refusal::none) found.refusal = accept(found, filler, mark);
    mark.refusal = found.refusal;
    if (found.refusal != Refusal::none) refuse(found.refusal, text);
    filler.add_line(mark);
}

/// Decodes a sentence that is well-formed: a whole message, or a part.
Refusal Reader::Inside::accept(Found& found, Filler& filler, Filler::LineMark& mark) {
    if (found.total == 1) return message(found, found.payload, found.fill, filler);
    Refusal refusal = Refusal::none;
    const Waiting* whole = assembly_.add(found, stream_time_, statistics_.lines, statistics_, refusal);
    if (whole == nullptr) return refusal;
    if (mark.recorded == Filler::no_time) mark.recorded = whole->recorded;
    if (mark.stated == Filler::no_time) mark.stated = whole->stated;
    if (mark.station_length == 0 && !whole->station.empty()) {
        mark.station = filler.keep_name(whole->station.view());
        mark.station_length = static_cast<std::uint8_t>(whole->station.view().size());
    }
    return joined_message(found, *whole, filler);
}

Refusal Reader::Inside::joined_message(const Found& found, const Waiting& waiting, Filler& filler) {
    if (waiting.size > max_payload) return Refusal::message_too_long;
    if (waiting.size == 0) return Refusal::payload_empty;
    unsigned filled = 0;
    for (std::size_t i = 0; i + 1U < waiting.total; ++i) filled |= waiting.fills[i];
    if (filled == 0) {
        const unsigned fill = waiting.fills[waiting.total - 1U];
        if (waiting.in_order) return padded_message(found, waiting.text.data(), waiting.size, fill, filler);
        std::array<char, max_payload + slack> text;
        char* end = text.data();
        for (std::size_t i = 0; i < waiting.total; ++i) end = std::ranges::copy(waiting.part(i), end).out;
        return padded_message(found, text.data(), waiting.size, fill, filler);
    }
    Bits bits;  // fill bits inside the message: join bit by bit
    for (std::size_t i = 0; i < waiting.total; ++i) {
        Bits part;
        if (!unarmour(waiting.part(i), std::min<unsigned>(waiting.fills[i], waiting.sizes[i] * 6U), part))
            return Refusal::payload_character;
        bits.append(part);
    }
    return message(found, bits.words(), bits.size(), filler);
}

Refusal Reader::Inside::message(const Found& found, std::string_view payload, unsigned fill, Filler& filler) {
    if (payload.size() > max_payload) return Refusal::message_too_long;
    std::array<char, max_payload + slack> text;
    std::ranges::copy(payload, text.begin());
    return padded_message(found, text.data(), payload.size(), fill, filler);
}

/// The same for a payload that `slack` bytes follow: the kernel looks beyond the end.
Refusal Reader::Inside::padded_message(const Found& found, const char* payload, std::size_t size, unsigned fill,
                                       Filler& filler) {
    if (fill > size * 6) return Refusal::fill_bits;
    std::array<std::uint64_t, (max_payload / 64 + 1) * group_words + Filler::row_words> words;
    if (!kernel_->unarmour(payload, size, words.data())) return Refusal::payload_character;
    const std::size_t bits = size * 6 - fill;
    if (fill != 0) {  // bits after the end are zero
        words[bits / 64] &= bits % 64 == 0 ? 0 : ~std::uint64_t{0} << (64 - bits % 64);
        words[bits / 64 + 1] = 0;
    }
    for (std::size_t k = (size + 63) / 64 * group_words; k < Filler::row_words; ++k) words[k] = 0;
    return message(found, words.data(), bits, filler);
}

Refusal Reader::Inside::message(const Found& found, const std::uint64_t* words, std::size_t bits, Filler& filler) {
    const auto type = static_cast<unsigned>(words[0] >> 58U);
    if (bits < 38) return Refusal::message_length;
    if (type == 0 || type > 27) return Refusal::message_type;
    const Layout layout = layout_of(type, words);
    if (!length_accepted(type, layout, bits, policy_)) return Refusal::message_length;
    if (policy_ == Policy::strict && (words[0] >> 26U & 0x3FFFFFFFU) > 999'999'999) return Refusal::mmsi;
    filler.add_message({static_cast<std::uint32_t>(filler.line_count()), 0, static_cast<std::uint16_t>(bits),
                        static_cast<std::uint8_t>(type), layout, found.channel, found.own}, words);
    ++statistics_.messages;
    return Refusal::none;
}

/// Fills the cells of the messages that were added since the last call, and their share of the digest.
void Reader::Inside::fill_columns(Filler& filler) {
    for (std::size_t l = 0; l < layout_count; ++l) {
        Filler::Columns& columns = filler.columns()[l];
        const std::size_t from = columns.decoded, count = columns.rows - from;
        if (count == 0) continue;
        columns.decoded = columns.rows;
        hashes_.resize(std::max(hashes_.size(), count + row_block));
        if (kernel_->extract != nullptr)
            kernel_->extract[l](columns.words, columns.cells, columns.capacity, from, count, hashes_.data());
        const bool plain = kernel_->extract == nullptr;
        for (std::size_t i = 0; i < count && (plain || tables::all[l].open); ++i) {
            const std::uint32_t message = columns.message[from + i];
            if (plain) filler.fill_row(message);
            hashes_[i] = plain ? filler.hash(message) : filler.open_hash(message, hashes_[i]);
        }
        for (const std::uint32_t cut : filler.cut_messages()) {
            const MessageHead& head = filler.heads()[cut];
            if (static_cast<std::size_t>(head.layout) != l || head.row < from) continue;
            filler.fill_row(cut);
            hashes_[head.row - from] = filler.hash(cut);
        }
        statistics_.digest += kernel_->shares(hashes_.data(), columns.message + from, count, first_message_, l);
    }
    filler.cut_messages().clear();
}

Reader::Reader(Policy policy, const Registry& registry) : Reader(policy, registry, best_kernel()) {}
Reader::Reader(Policy policy, const Registry& registry, Kernel kernel)
    : inside_(std::make_unique<Inside>(policy, registry, kernel)) {
    check(has_kernel(kernel));
}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

void Reader::read(std::string_view bytes, Batch& out) { inside_->read(bytes, out); }
void Reader::finish(Batch& out) { inside_->finish(out); }
const Statistics& Reader::statistics() const { return inside_->statistics(); }
const Registry& Reader::registry() const { return inside_->registry(); }

}  // namespace vigia::ais
