#pragma once
// The body of a kernel, compiled once for each instruction set: the including file has opened a
// namespace of its own and set the target, and has defined
//   std::uint64_t equal(const char* p, char c)          which of 64 bytes equal c
//   std::uint64_t alike(const char* p, const char* q)   which of 64 bytes are the same in both
//   void folded(const char* p, std::size_t n, const char* q, std::size_t m, std::uint64_t* out)
//                                                       XOR of n (up to 64) bytes, and of m (up to 128), as
//                                                       words whose bytes are not yet XORed; may look one
//                                                       byte before them and `slack` further
//   bool group(const char* p, std::size_t n, std::uint64_t* words)
//                                                       1 to 64 characters into group_words words, and two
//                                                       of zeros; false on a foreign one; same
//   bool long_number(const char* p, std::size_t n, std::uint64_t& out)
//                                                       decimal of 9 to 16 digits, false when it is none; same
// Only plain functions here: a template of the standard library instantiated for this target could be
// picked by the linker for other targets too.

#define VIGIA_INLINE __attribute__((always_inline)) static inline

using u64 = std::uint64_t;
using u32 = std::uint32_t;

VIGIA_INLINE u64 eight(const char* p) {
    u64 x;
    __builtin_memcpy(&x, p, 8);
    return x;
}

/// Which of 16 bytes equal c.
VIGIA_INLINE unsigned equal16(const char* p, char c) {
    const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8(c))));
}

/// Which of 16 bytes are the same in both.
VIGIA_INLINE unsigned alike16(const char* p, const char* q) {
    const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(q));
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(a, b)));
}

/// The values of a high and a low hexadecimal digit; above 255 for what is none.
struct HexDigits {
    std::uint16_t high[256], low[256];
};
consteval HexDigits hex_digits() {
    HexDigits out{};
    for (unsigned c = 0; c < 256; ++c) {
        const unsigned value = hex_digit(static_cast<char>(c));
        out.high[c] = static_cast<std::uint16_t>(value < 16 ? value << 4 : 256);
        out.low[c] = static_cast<std::uint16_t>(value < 16 ? value : 256);
    }
    return out;
}
constexpr HexDigits hex = hex_digits();

/// The value of two hexadecimal digits, or above 255.
VIGIA_INLINE unsigned hex_pair(const char* p) {
    return hex.high[static_cast<unsigned char>(p[0])] | hex.low[static_cast<unsigned char>(p[1])];
}

/// Which pairs of letters are no talkers, by the five low bits of each.
struct Talkers {
    bool foreign[1024];
};
consteval Talkers talkers() {
    Talkers out{};
    for (unsigned a = 0; a < 32; ++a)
        for (unsigned b = 0; b < 32; ++b)
            out.foreign[a * 32 + b] = !known_talker(static_cast<char>(64 + a), static_cast<char>(64 + b));
    return out;
}
constexpr Talkers talker_letters = talkers();

/// Not zero when a talker is unknown. Without branches: real feeds mix talkers at random.
VIGIA_INLINE unsigned foreign_talker(const char* p) {
    std::uint16_t both;
    __builtin_memcpy(&both, p, 2);
    const unsigned place = ((both & 0x1F1FU) * 0x2001U >> 8) & 1023U;  // low bits of the first times 32, and of the second
    return ((both & 0xE0E0U) ^ 0x4040U) | talker_letters.foreign[place];
}

/// Lawful channels of a policy: 1, and 2 for the comma that stands for none.
struct Channels {
    std::uint8_t of[256];
};
consteval Channels channels(bool strict) {
    Channels out{};
    out.of['A'] = out.of['B'] = 1;
    if (!strict) {  // lenient takes others the long way
        out.of['1'] = out.of['2'] = 1;
        out.of[','] = 2;
    }
    return out;
}
constexpr Channels strict_channels = channels(true), usual_channels = channels(false);

/// What the framing loop asks of each line, taken from the policy once.
struct Rules {
    bool strict, standard;
    const std::uint8_t* channels;
};
VIGIA_INLINE Rules rules_of(Policy policy) {
    const bool strict = policy == Policy::strict;
    return {strict, policy == Policy::standard, strict ? strict_channels.of : usual_channels.of};
}

/// Finds the fields of a tag block that starts at `p` and is closed at `close`; false when it is not
/// plain: a key of two letters, a key twice.
static bool plain_shape(const char* p, unsigned close, u64 commas, TagShape& out) {
    const unsigned star = close - 3;
    const u64 stops = commas | u64{1} << star, starts = commas << 1 | 2;
    const u64 odd = ((starts << 1) & ~equal(p, ':')) | (starts & stops);
    if ((odd | static_cast<unsigned>(p[star] ^ '*')) != 0) return false;
    TagShape shape;
    shape.commas = commas;
    shape.structure = starts | starts << 1 | u64{1} << star;
    for (u64 left = starts; left != 0; left &= left - 1) {
        const auto at = static_cast<unsigned>(__builtin_ctzll(left));
        TagPlace* place = p[at] == 'c' ? &shape.time : p[at] == 's' ? &shape.station : p[at] == 'g' ? &shape.group : nullptr;
        if (place == nullptr) continue;
        if (place->at != 0) return false;
        const auto stop = static_cast<unsigned>(__builtin_ctzll(stops & (~u64{0} << at)));
        *place = {static_cast<std::uint8_t>(at + 2), static_cast<std::uint8_t>(stop - at - 2)};
    }
    __builtin_memcpy(shape.text, p, sizeof shape.text);
    out = shape;
    return true;
}

/// Reads a plain tag block that starts at `p` (a backslash); returns its length with both backslashes,
/// or 0 when it is not plain or longer than 62 characters.
/// Feeds say the same keys in the same places again and again: what was found once is looked up by
/// the length.
VIGIA_INLINE std::size_t plain_tag(const char* p, TagShape* shapes, PlainSentence& out) {
    const u64 ends = equal(p, '\\') & (~u64{0} >> 1) & ~u64{1};
    const auto close = static_cast<unsigned>(__builtin_ctzll(ends | u64{1} << 63));
    if ((close == 63) | (close < 7)) return 0;
    const u64 commas = equal(p, ',') & ((u64{1} << (close - 3)) - 1);
    TagShape& shape = shapes[close];
    if (((commas ^ shape.commas) | (shape.structure & ~alike(p, shape.text))) != 0 &&
        !plain_shape(p, close, commas, shape))
        return 0;
    std::int64_t time = Filler::no_time;
    if (shape.time.at != 0) {
        u64 number = 0;
        if (!long_number(p + shape.time.at, shape.time.size, number)) return 0;
        time = milliseconds_of(number);
    }
    out.mark.recorded = out.mark.stated = time;
    out.mark.station = shape.station.at != 0 ? p + shape.station.at : nullptr;
    out.mark.station_length = shape.station.size;
    out.group = shape.group.at != 0 ? p + shape.group.at : nullptr;
    out.group_size = shape.group.size;
    return close + 1;
}

/// Where the payload begins, by which of the characters 11 to 14 are commas; 2 when they are not as
/// `[digit],[channel],` wants it.
struct Commas {
    std::uint8_t payload[16];
};
consteval Commas commas() {
    Commas out{};
    for (unsigned seen = 0; seen < 16; ++seen) {
        const unsigned first = (seen & 1) != 0 ? 11 : (seen & 2) != 0 ? 12 : 0;
        const unsigned second = first == 0 ? 0 : (seen >> (first - 10) & 1) != 0 ? first + 1
                                               : (seen >> (first - 9) & 1) != 0 ? first + 2 : 0;
        out.payload[seen] = static_cast<std::uint8_t>(second == 0 ? 2 : second + 1);
    }
    return out;
}
constexpr Commas after_commas = commas();

/// Reads `!xxVDM,total,number,[digit],[channel],payload,` from `q` on, whatever its fields are; false
/// when it is something else. All is read before anything is judged, by one branch that is nearly always
/// right: what must be zero is in `odd`, what must not be negative in `low`.
VIGIA_INLINE bool any_head(const char* q, const Rules& rules, PlainSentence& out) {
    const unsigned seen = equal16(q, ',') >> 6;
    const int offset = after_commas.payload[seen >> 5 & 15];
    const char channel = q[offset - 2], sequence = q[11];
    const int total = q[7] - '0', number = q[9] - '0';
    const int digit = sequence - ',';
    // ! . . V D M|O , . : M and O differ in one bit
    const u64 head = (eight(q) ^ 0x002C4D4456000021ULL) & 0x00FFFDFFFF0000FFULL;
    constexpr u32 digits = 0x3FF0U | 1U;  // or none, that is the comma after it
    const unsigned odd = ((seen & 31U) ^ 21U) | (~(digits >> (digit & 31)) & 1U) |
                         static_cast<unsigned>(rules.channels[static_cast<unsigned char>(channel)] == 0);
    const int low = (offset - 13) | (number - 1) | (total - number) | (9 - total) | digit | (31 - digit);
    if ((head | odd | (static_cast<unsigned>(low) >> 31)) != 0) return false;
    out.own = q[5] == 'O';
    out.total = static_cast<std::uint8_t>(total);
    out.number = static_cast<std::uint8_t>(number);
    out.sequence = digit != 0 ? sequence : '\0';
    out.channel = channel != ',' ? channel : '\0';
    out.payload = q + offset;
    return true;
}

/// Reads a sentence from `q` to `end`, `!xxVDM,total,number,[digit],[channel],payload,fill*HH`; checks
/// everything but the payload and the sum. `!xxVDM,1,1,,A,` is nearly all that is heard.
VIGIA_INLINE bool plain_sentence(const char* q, const char* end, const Rules& rules, PlainSentence& out) {
    constexpr unsigned same = 0x2FF9;
    if (end - q < 20) return false;
    if ((~alike16(q, "!..VDM,1,1,,.,..") & same) == 0 && rules.channels[static_cast<unsigned char>(q[12])] == 1) {
        out.own = false;
        out.total = out.number = 1;
        out.sequence = '\0';
        out.channel = q[12];
        out.payload = q + 14;
    } else if (!any_head(q, rules, out)) {
        return false;
    }
    u32 tail;  // , . * .
    __builtin_memcpy(&tail, end - 5, 4);
    const unsigned fill = (tail >> 8 & 0xFFU) - '0';
    const auto size = static_cast<int>(end - 5 - out.payload);
    if ((((tail & 0x00FF00FFU) ^ 0x002A002CU) | foreign_talker(q + 1)) != 0 || fill > 5 || size < 1) return false;
    out.fill = static_cast<std::uint8_t>(fill);
    out.size = static_cast<u32>(size);
    return true;
}

struct LayoutFacts {
    std::uint16_t bits, least;
    bool open;   ///< or no layout at all
    u64 cut[8];  ///< bit n: a message of n bits ends inside a number
};
struct Facts {
    LayoutFacts of[layout_count + 1];  ///< the last one is that of types that are none
    std::uint8_t layout[64];           ///< by type; where the type does not tell alone, `varies`
};
constexpr std::uint8_t varies = 255;
consteval Facts facts() {
    Facts out{};
    for (std::size_t i = 0; i < layout_count; ++i) {
        const LayoutTable& table = tables::all[i];
        out.of[i] = {table.bits, table.least, table.open, {}};
        for (const Field& field : table.fields)  // as ends_in_number, all lengths at once
            for (std::size_t n = field.start + 1U; field.has_cell() && n < field.end() && n < 512; ++n)
                out.of[i].cut[n / 64] |= u64{1} << (n % 64);
    }
    out.of[layout_count].open = true;
    for (LayoutFacts& layout : out.of)
        if (layout.open) layout.bits = 0;  // no message has so few
    for (std::size_t i = 0; i < 64; ++i)
        out.layout[i] = i == 0 || i > 27                   ? std::uint8_t{layout_count}
                        : i == 22 || (i >= 24 && i <= 26) ? varies
                                                          : static_cast<std::uint8_t>(tables::by_type[i]);
    return out;
}
constexpr Facts layout_facts = facts();

typedef u64 Row __attribute__((vector_size(64), aligned(8), may_alias));

/// The counts of a framing loop, kept where the compiler need not look again after each store.
struct Counts {
    std::size_t marks, heads;
    std::int64_t time;
    u64 wrong_tags, pairs;
};

/// The first part of a message of two, until the next line has been looked at.
struct Held {
    PlainSentence part;
    u64 words[Filler::row_words + 1];  ///< the first of them; and room for what is shifted out of the last
    bool is = false;
};

/// Adds the line of a sentence.
VIGIA_INLINE void marked(const Framing& f, Counts& counts, const PlainSentence& sentence) {
    __builtin_memcpy(f.marks + counts.marks++, &sentence.mark, sizeof sentence.mark);  // all at once
    counts.time = sentence.mark.recorded != Filler::no_time ? sentence.mark.recorded : counts.time;
}

/// Takes the whole message of a sentence; false when it is not of a closed layout and whole.
VIGIA_INLINE bool whole_message(const Framing& f, const Rules& rules, Counts& counts, const PlainSentence& sentence,
                                unsigned bits, u64* words) {
    const auto type = static_cast<unsigned>(words[0] >> 58);
    std::size_t index = layout_facts.layout[type];
    if (index == varies) index = static_cast<std::size_t>(layout_of(type, words));
    const LayoutFacts& known = layout_facts.of[index];
    if (bits != known.bits) {
        if (known.open || !rules.standard || bits < known.least) return false;
        if (bits < known.bits) {
            if ((known.cut[bits / 64] >> (bits % 64) & 1) != 0) return false;
            if (bits % 64 != 0) words[bits / 64] &= ~u64{0} << (64 - bits % 64);
        }
    }
    if (rules.strict && (words[0] >> 26 & 0x3FFFFFFF) > 999999999) return false;

    Filler::Columns& columns = f.columns[index];
    const u32 row = columns.rows++;
    *reinterpret_cast<Row*>(columns.words + std::size_t{row} * Filler::row_words) = *reinterpret_cast<const Row*>(words);
    columns.message[row] = static_cast<u32>(counts.heads);
    f.heads[counts.heads++] = {static_cast<u32>(counts.marks), row, static_cast<std::uint16_t>(bits),
                               static_cast<std::uint8_t>(type), static_cast<Layout>(index), sentence.channel, sentence.own};
    marked(f, counts, sentence);
    return true;
}

/// Hands a part, or a sentence of a group, to the caller.
static void handed_over(Framing& f, Counts& counts, const PlainSentence& sentence) {
    f.mark_count = counts.marks;
    f.head_count = counts.heads;
    f.time = counts.time;
    f.take(f, sentence);
    counts.marks = f.mark_count;
    counts.heads = f.head_count;
    counts.time = f.time;
}

/// Whether the assembly, if it had nothing else, would join the second part to the first.
VIGIA_INLINE bool belong_together(const PlainSentence& a, const PlainSentence& b, std::int64_t stream_time) {
    if (a.sequence != b.sequence || a.channel != b.channel) return false;
    const std::uint8_t size = a.mark.station_length;
    if (size != 0 && b.mark.station_length != 0 &&
        (size != b.mark.station_length || size > 64 || __builtin_memcmp(a.mark.station, b.mark.station, size) != 0))
        return false;
    const std::int64_t then = a.mark.recorded != Filler::no_time ? a.mark.recorded : stream_time;
    if (then == Filler::no_time || b.mark.recorded == Filler::no_time) return true;
    const std::int64_t later = b.mark.recorded - then;
    return later <= max_waiting_time.count() && later >= -max_waiting_time.count();
}

/// Takes a message of two parts that came one after the other while no other message waits: the usual
/// case by far. False when it is another one; nothing has changed then.
static bool whole_pair(Framing& f, const Rules& rules, Counts& counts, Held& held, const PlainSentence& sentence,
                       const u64* words) {
    PlainSentence& first = held.part;
    PlainSentence second = sentence;
    if (first.group != nullptr && !f.carry(f, first)) return false;
    if (second.group != nullptr && !f.carry(f, second)) return false;
    if (!belong_together(first, second, counts.time)) return false;
    const unsigned begun = first.size * 6, bits = begun + second.size * 6 - second.fill;
    if (bits > Filler::row_words * 64) return false;
    const unsigned shift = begun % 64;
    u64* end = held.words + begun / 64;
    const u64* const last = held.words + Filler::row_words;
    for (; end < last; ++end, ++words) {
        *end |= *words >> shift;
        if (shift != 0) end[1] = *words << (64 - shift);
    }
    const Counts before = counts;
    marked(f, counts, first);
    if (second.mark.recorded == Filler::no_time) second.mark.recorded = second.mark.stated = first.mark.recorded;
    if (second.mark.station_length == 0) {
        second.mark.station = first.mark.station;
        second.mark.station_length = first.mark.station_length;
    }
    if (!whole_message(f, rules, counts, second, bits, held.words)) {
        counts = before;
        return false;
    }
    ++counts.pairs;
    return true;
}

/// Takes a part of a message, or a sentence of a group.
static void part(Framing& f, const Rules& rules, Counts& counts, Held& held, const PlainSentence& sentence,
                 const u64* words) {
    if (held.is) {
        held.is = false;
        if (sentence.total == 2 && sentence.number == 2 && whole_pair(f, rules, counts, held, sentence, words)) return;
        handed_over(f, counts, held.part);
    }
    if (sentence.total == 2 && sentence.number == 1 && sentence.fill == 0 && f.idle) {
        held.is = true;
        held.part = sentence;
        *reinterpret_cast<Row*>(held.words) = *reinterpret_cast<const Row*>(words);
        return;
    }
    handed_over(f, counts, sentence);
}

typedef u64 V64 __attribute__((vector_size(64)));

/// The sums of lines that were read: of the tag block and of the sentence, one after the other.
struct Sums {
    alignas(64) u64 folded[2 * lines_ahead];  ///< to eight bytes; once compared, not zero where another one is said
    alignas(64) u64 said[2 * lines_ahead];    ///< in two characters
};

/// Compares all sums with what is said of them, capital letters or small ones.
VIGIA_INLINE void compare(Sums& sums) {
    for (std::size_t i = 0; i < 2 * lines_ahead; i += 8) {
        V64 x, said;
        __builtin_memcpy(&x, sums.folded + i, sizeof x);
        __builtin_memcpy(&said, sums.said + i, sizeof said);
        x ^= x >> 32;
        x ^= x >> 16;
        x = (x ^ x >> 8) & 0xFF;
        const V64 digits = x >> 4 | (x & 0xF) << 8;  // the first one is the lower byte
        const V64 above_nine = (digits + 0x0606) >> 4 & 0x0101;
        x = (said ^ (digits + 0x3030 + (above_nine << 3) - above_nine)) & ~(above_nine << 5) & 0xFFFF;
        __builtin_memcpy(sums.folded + i, &x, sizeof x);
    }
}

VIGIA_INLINE u64 two_characters(const char* p) {
    std::uint16_t x;
    __builtin_memcpy(&x, p, 2);
    return x;
}

/// Reads one line, all but its payload; false when it is not plain. The sums are yet to be compared.
VIGIA_INLINE bool plain_line(const Framing& f, const Rules& rules, const char* begin, const char* end,
                             PlainSentence& out, u64* folds, u64* said) {
    out.mark.text = begin;
    out.mark.length = static_cast<u32>(end - begin);
    out.mark.refusal = Refusal::none;
    const char* q = begin;
    std::size_t summed = 0;
    said[0] = 0x3030;
    if (*begin == '\\') {
        const std::size_t tag = plain_tag(begin, f.shapes, out);
        if (tag == 0) return false;
        q += tag;
        summed = tag - 5;
        said[0] = two_characters(q - 3);
    } else {
        out.mark.station = out.group = nullptr;
        out.mark.station_length = out.group_size = 0;
        out.mark.recorded = out.mark.stated = Filler::no_time;
    }
    if (!plain_sentence(q, end, rules, out)) return false;
    out.alone = (out.total == 1) & (out.group == nullptr);
    said[1] = two_characters(end - 2);
    folded(begin + 1, summed, q + 1, static_cast<std::size_t>(end - 4 - q), folds);
    return true;
}

/// Takes a sentence that was read, and whose sums were compared; false when it is not plain after all.
VIGIA_INLINE bool taken(Framing& f, const Rules& rules, Counts& counts, Held& held, const PlainSentence& sentence,
                        const u64* wrong, const u64* said) {
    if (wrong[1] != 0) return false;
    if (wrong[0] != 0 && (rules.strict || hex_pair(reinterpret_cast<const char*>(said)) > 0xFF)) return false;
    if (rules.strict && sentence.total > 1 && sentence.sequence == '\0') return false;
    alignas(64) u64 words[group_words + Filler::row_words];
    if (!group(sentence.payload, sentence.size < 64 ? sentence.size : 64, words)) return false;
    if (sentence.size > 64 && !group(sentence.payload + 64, sentence.size - 64, words + group_words)) return false;
    counts.wrong_tags += wrong[0] != 0;
    if (!sentence.alone || held.is || !whole_message(f, rules, counts, sentence, sentence.size * 6 - sentence.fill, words))
        part(f, rules, counts, held, sentence, words);
    return true;
}

/// Lines are read some at a time before they are taken: so the processor has much to do that does not
/// wait for one another.
static void frame(Framing& f) {
    const Rules rules = rules_of(f.policy);
    Counts counts{f.mark_count, f.head_count, f.time, f.wrong_tags, f.pairs};
    Held held;
    PlainSentence ahead[lines_ahead];
    Sums sums{};
    std::size_t line = f.line, start = f.start, done = lines_ahead;
    while (done == lines_ahead) {
        std::size_t count = 0, next = start;
        for (; count < lines_ahead && line + count < f.lines; ++count) {
            const std::size_t stop = f.ends[line + count];
            const char* begin = f.bytes + next;
            const char* end = f.bytes + stop;
            if (stop > f.limit || end - begin < 20 || static_cast<std::size_t>(end - begin) > plain_length) break;
            end -= end[-1] == '\r';
            if (!plain_line(f, rules, begin, end, ahead[count], sums.folded + 2 * count, sums.said + 2 * count)) break;
            next = stop + 1;
        }
        compare(sums);
        done = 0;
        while (done < count &&
               taken(f, rules, counts, held, ahead[done], sums.folded + 2 * done, sums.said + 2 * done))
            ++done;
        start = done == count ? next : static_cast<std::size_t>(ahead[done].mark.text - f.bytes);
        line += done;
    }
    if (held.is) handed_over(f, counts, held.part);
    f.line = line;
    f.start = start;
    f.mark_count = counts.marks;
    f.head_count = counts.heads;
    f.time = counts.time;
    f.wrong_tags = counts.wrong_tags;
    f.pairs = counts.pairs;
}

static std::size_t line_ends(const char* bytes, std::size_t size, u32* out, std::size_t most, std::size_t& seen) {
    std::size_t count = 0, at = 0;
    for (; at + 64 <= size && count + 64 <= most; at += 64) {
        u64 found = equal(bytes + at, '\n');
        const auto lines = static_cast<std::size_t>(__builtin_popcountll(found));
        // two at once, whether they are there or not: lines are seldom shorter than half of 64 bytes
        out[count] = static_cast<u32>(at) + static_cast<u32>(__builtin_ctzll(found | u64{1} << 63));
        found &= found - 1;
        out[count + 1] = static_cast<u32>(at) + static_cast<u32>(__builtin_ctzll(found | u64{1} << 63));
        for (std::size_t k = 2; k < lines; ++k) {
            found &= found - 1;
            out[count + k] = static_cast<u32>(at) + static_cast<u32>(__builtin_ctzll(found));
        }
        count += lines;
    }
    for (; at < size && count < most && at + 64 > size; ++at)
        if (bytes[at] == '\n') out[count++] = static_cast<u32>(at);
    seen = at;
    return count;
}

static std::uint8_t checksum(const char* bytes, std::size_t size) {
    std::uint8_t sum = 0;
    for (std::size_t i = 0; i < size; ++i) sum = static_cast<std::uint8_t>(sum ^ static_cast<std::uint8_t>(bytes[i]));
    return sum;
}

static bool unarmour_all(const char* payload, std::size_t size, u64* words) {
    for (std::size_t done = 0; done < size; done += 64, words += group_words)
        if (!group(payload + done, size - done < 64 ? size - done : 64, words)) return false;
    return true;
}

// ---------------------------------------------------------------- columns

typedef u32 V32 __attribute__((vector_size(32)));
typedef std::int32_t S32 __attribute__((vector_size(32)));

/// The bits [Start, Start + Width) of eight rows, Width <= 32.
template <unsigned Start, unsigned Width>
VIGIA_INLINE V64 piece(const V64* words) {
    constexpr unsigned word = Start / 64, bit = Start % 64;
    if constexpr (bit + Width <= 64) {
        return (words[word] << bit) >> (64 - Width);
    } else {
        return ((words[word] << bit) | (words[word + 1] >> (64 - bit))) >> (64 - Width);
    }
}

template <unsigned Start, unsigned Bits>
VIGIA_INLINE void hash_text(const V64* words, V64& hash) {
    constexpr unsigned width = Bits < 32 ? Bits : 32;
    hash = (hash << 11 | hash >> 53) ^ piece<Start, width>(words);
    if constexpr (Bits > 32) hash_text<Start + 32, Bits - 32>(words, hash);
}

template <std::size_t L, std::size_t F>
VIGIA_INLINE void take(const V64* words, std::int32_t* cells, std::size_t stride, std::size_t i, V64& hash) {
    constexpr const LayoutTable& fields = tables::all[L];
    constexpr Field field = fields.fields[F];
    if constexpr (field.has_cell()) {
        const V64 raw = piece<field.start, field.bits>(words);
        hash = (hash << 11 | hash >> 53) ^ raw;
        V32 cell = __builtin_convertvector(raw, V32);
        if constexpr (field.is_signed) cell = (V32)((S32)(cell << (32 - field.bits)) >> (32 - field.bits));
        __builtin_memcpy(cells + cell_index(fields, F) * stride + i, &cell, sizeof cell);
    } else if constexpr (field.kind == Kind::text && field.bits != to_the_end) {
        hash_text<field.start, field.bits>(words, hash);
    }
    if constexpr (F + 1 < fields.fields.size()) take<L, F + 1>(words, cells, stride, i, hash);
}

/// The words of eight rows: first those that are even, or odd, of two rows side by side, then of four.
VIGIA_INLINE void transposed(const u64* rows, V64* words) {
    V64 row[8], pair[8];
    __builtin_memcpy(row, rows, sizeof row);
    for (int i = 0; i < 4; ++i) {
        pair[i] = __builtin_shufflevector(row[2 * i], row[2 * i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
        pair[i + 4] = __builtin_shufflevector(row[2 * i], row[2 * i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
    }
    for (int i = 0; i < 2; ++i) {
        const V64* from = pair + 4 * i;
        const V64 a = __builtin_shufflevector(from[0], from[1], 0, 1, 4, 5, 8, 9, 12, 13);
        const V64 b = __builtin_shufflevector(from[2], from[3], 0, 1, 4, 5, 8, 9, 12, 13);
        const V64 c = __builtin_shufflevector(from[0], from[1], 2, 3, 6, 7, 10, 11, 14, 15);
        const V64 d = __builtin_shufflevector(from[2], from[3], 2, 3, 6, 7, 10, 11, 14, 15);
        words[i] = __builtin_shufflevector(a, b, 0, 1, 4, 5, 8, 9, 12, 13);
        words[i + 4] = __builtin_shufflevector(a, b, 2, 3, 6, 7, 10, 11, 14, 15);
        words[i + 2] = __builtin_shufflevector(c, d, 0, 1, 4, 5, 8, 9, 12, 13);
        words[i + 6] = __builtin_shufflevector(c, d, 2, 3, 6, 7, 10, 11, 14, 15);
    }
}

template <std::size_t L>
static void extract(const u64* words, std::int32_t* cells, std::size_t stride, std::size_t from, std::size_t count,
                    u64* hashes) {
    for (std::size_t i = from; i < from + count; i += row_block) {
        V64 taken[Filler::row_words + 1];
        transposed(words + i * Filler::row_words, taken);
        V64 hash = {};
        take<L, 0>(taken, cells, stride, i, hash);
        __builtin_memcpy(hashes + (i - from), &hash, sizeof hash);
    }
}

struct Extracts {
    Extract of[layout_count];
};
template <std::size_t... L>
consteval Extracts all_extracts(std::index_sequence<L...>) {
    return {{&extract<L>...}};
}
constexpr Extracts extracts = all_extracts(std::make_index_sequence<layout_count>{});

static u64 shares(const u64* hashes, const u32* messages, std::size_t count, u64 ordinal, std::size_t layout) {
    u64 sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        u64 hash = hashes[i] ^ ((ordinal + messages[i]) * 32 + layout) * 0x9E3779B97F4A7C15ULL;
        hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93ULL;
        sum += hash ^ (hash >> 32);
    }
    return sum;
}

constexpr KernelTable kernel_table{line_ends, frame, checksum, unarmour_all, extracts.of, shares};
