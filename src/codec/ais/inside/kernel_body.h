#pragma once
// The body of a kernel, compiled once for each instruction set: the including file has opened a
// namespace of its own and set the target, and has defined
//   std::uint64_t equal(const char* p, char c)          which of 64 bytes equal c
//   std::uint8_t folded(const char* p, std::size_t n)   XOR of n bytes; may look `slack` further
//   bool group(const char* p, std::size_t n, std::uint64_t* words)
//                                                       up to 32 characters into three words; same
// Only plain functions here: a template of the standard library instantiated for this target could be
// picked by the linker for other targets too.

#define VIGIA_INLINE __attribute__((always_inline)) static inline

using u64 = std::uint64_t;
using u32 = std::uint32_t;

VIGIA_INLINE u64 load64(const char* p) {
    u64 x;
    __builtin_memcpy(&x, p, 8);
    return x;
}

/// The number in eight decimal digits that stand in `x` with 0x30 taken off, first digit lowest.
VIGIA_INLINE u64 eight_digits(u64 x) {
    x = x * 10 + (x >> 8);
    return (((x & 0x000000FF000000FFULL) * 0x000F424000000064ULL) +
            (((x >> 16) & 0x000000FF000000FFULL) * 0x0000271000000001ULL)) >> 32;
}

VIGIA_INLINE bool all_digits(u64 x) {  // 0x30 taken off
    return ((x | (x + 0x7676767676767676ULL)) & 0x8080808080808080ULL) == 0;
}

/// A number of 9 to 16 digits; false when a character is none.
VIGIA_INLINE bool long_number(const char* p, std::size_t size, u64& out) {
    static constexpr u64 power[9] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
    if (size < 9 || size > 16) return false;
    const std::size_t rest = size - 8;
    const u64 high = load64(p) - 0x3030303030303030ULL;
    u64 low = load64(p + rest) - 0x3030303030303030ULL;
    if (!all_digits(high) || !all_digits(low)) return false;
    low &= ~u64{0} << (8 * (8 - rest));
    out = eight_digits(high) * power[rest] + eight_digits(low);
    return true;
}

struct HexDigits {
    std::uint8_t value[256];
};
consteval HexDigits hex_digits() {
    HexDigits out{};
    for (unsigned c = 0; c < 256; ++c) out.value[c] = hex_digit(static_cast<char>(c));
    return out;
}
constexpr HexDigits hex = hex_digits();

/// The value of two hexadecimal digits, or above 255.
VIGIA_INLINE unsigned hex_pair(const char* p) {
    const unsigned high = hex.value[static_cast<unsigned char>(p[0])], low = hex.value[static_cast<unsigned char>(p[1])];
    return ((high | low) & 0xF0U) != 0 ? 256 : high << 4 | low;
}

/// known_talker without branches: real feeds mix talkers at random.
VIGIA_INLINE bool is_talker(const char* p) {
    const unsigned a = static_cast<unsigned char>(p[0]), b = static_cast<unsigned char>(p[1]) - 65U;
    constexpr unsigned after_a = 1U << 1 | 1U << 3 | 1U << 8 | 1U << 13 | 1U << 17 | 1U << 18 | 1U << 19 | 1U << 23;
    const unsigned letter = 1U << (b & 31U);
    const unsigned allowed = (a == 'A' ? after_a : 0U) | (a == 'B' ? 1U << 18 : 0U) | (a == 'S' ? 1U : 0U);
    return (b < 26) & ((letter & allowed) != 0);
}

/// Reads a plain tag block that starts at `p` (a backslash); returns its length with both backslashes,
/// or 0 when it is not plain.
VIGIA_INLINE std::size_t plain_tag(const char* p, PlainSentence& out, u64& wrong) {
    const u64 ends = equal(p + 1, '\\');
    if (ends == 0) return 0;
    const auto close = static_cast<std::size_t>(__builtin_ctzll(ends));
    if (close < 6) return 0;
    const char* star = p + 1 + close - 3;
    const unsigned sum = hex_pair(star + 1);
    if (*star != '*' || sum > 255) return 0;
    const auto size = static_cast<std::size_t>(star - p - 1);
    wrong = folded(p + 1, size) != sum ? 1 : 0;
    u64 commas = equal(p + 1, ',') & ((u64{1} << size) - 1);
    std::size_t at = 0;
    while (true) {
        const std::size_t next = commas != 0 ? static_cast<std::size_t>(__builtin_ctzll(commas)) : size;
        const char* key = p + 1 + at;
        if (next < at + 2 || key[1] != ':') return 0;
        const char* value = key + 2;
        const std::size_t length = next - at - 2;
        switch (*key) {
            case 'c': {
                u64 number = 0;
                if (!long_number(value, length, number)) return 0;
                out.time = milliseconds_of(number);
                break;
            }
            case 's':
                out.station = value;
                out.station_size = static_cast<std::uint8_t>(length);
                break;
            case 'g':
                out.group = value;
                out.group_size = static_cast<std::uint8_t>(length);
                break;
            case 'd': case 'i': case 'n': case 'q': case 'r': case 't': case 'T': break;
            default: return 0;
        }
        if (commas == 0) break;
        commas &= commas - 1;
        at = next + 1;
    }
    return close + 2;
}

/// Reads `!xxVDM,total,number,[digit],[channel],payload,fill*HH` from `q` to `end`; checks everything
/// but the payload.
VIGIA_INLINE bool plain_sentence(const char* q, const char* end, Policy policy, PlainSentence& out) {
    if (end - q < 20) return false;
    const u64 head = load64(q);
    // ! . . V D M|O , . : the talker is looked at below, M and O differ in one bit
    if ((head & 0x00FFFDFFFF0000FFULL) != (0x002C4D4456000021ULL & 0x00FFFDFFFF0000FFULL)) return false;
    out.own = q[5] == 'O';
    out.total = static_cast<std::uint8_t>(q[7] - '0');
    out.number = static_cast<std::uint8_t>(q[9] - '0');
    if (!is_talker(q + 1) | (q[8] != ',') | (q[10] != ',')) return false;
    if ((out.number == 0) | (out.number > out.total) | (out.total > 9)) return false;
    const bool has_sequence = q[11] != ',';
    const char* p = q + 11 + has_sequence;  // the comma after the sequence identifier
    out.sequence = has_sequence ? q[11] : '\0';
    if (has_sequence & ((q[11] < '0') | (q[11] > '9') | (*p != ','))) return false;
    ++p;  // the channel, or the comma after none
    const bool has_channel = *p != ',';
    const char channel = has_channel ? *p : '\0';
    p += has_channel;
    const bool named = (channel == 'A') | (channel == 'B');
    const bool usual = named | (channel == '\0') | (channel == '1') | (channel == '2');
    if ((*p != ',') | !usual | ((policy == Policy::strict) & !named)) return false;
    if ((policy == Policy::strict) & (out.total > 1) & !has_sequence) return false;
    out.channel = channel;
    out.payload = p + 1;
    const unsigned sum = hex_pair(end - 2);
    out.fill = static_cast<std::uint8_t>(end[-4] - '0');
    if ((end[-3] != '*') | (end[-5] != ',') | (sum > 255) | (out.fill > 5) | (end - 5 <= out.payload)) return false;
    out.size = static_cast<u32>(end - 5 - out.payload);
    if (out.size > fast_payload) return false;
    return folded(q + 1, static_cast<std::size_t>(end - 3 - q - 1)) == sum;
}

struct LayoutFacts {
    std::uint16_t bits, least;
    std::uint8_t words;
    bool open;
    u64 cut[8];  ///< bit n: a message of n bits ends inside a number
};
struct Facts {
    LayoutFacts of[layout_count];
    Layout simple[28];  ///< by type, where the type alone tells
};
consteval Facts facts() {
    Facts out{};
    for (std::size_t i = 0; i < layout_count; ++i) {
        const LayoutTable& table = tables::all[i];
        out.of[i] = {table.bits, table.least, static_cast<std::uint8_t>(word_count(table)), table.open, {}};
        for (const Field& field : table.fields)  // as ends_in_number, all lengths at once
            for (std::size_t n = field.start + 1U; field.has_cell() && n < field.end() && n < 512; ++n)
                out.of[i].cut[n / 64] |= u64{1} << (n % 64);
    }
    for (std::size_t i = 0; i < 28; ++i) out.simple[i] = tables::by_type[i];
    return out;
}
constexpr Facts layout_facts = facts();

/// Takes the whole message of a sentence; false when it is not of a closed layout and whole.
VIGIA_INLINE bool whole_message(Framing& f, const PlainSentence& sentence) {
    u64 words[fast_payload / 32 * 3 + 3];
    std::size_t filled = 0;
    for (std::size_t done = 0; done < sentence.size; done += 32, filled += 3) {
        const std::size_t left = sentence.size - done;
        if (!group(sentence.payload + done, left < 32 ? left : 32, words + filled)) return false;
    }
    const std::size_t bits = sentence.size * 6 - sentence.fill;
    const auto type = static_cast<unsigned>(words[0] >> 58);
    if (type == 0 || type > 27 || bits < 40) return false;
    const bool varies = type == 22 || (type >= 24 && type <= 26);
    const Layout layout = varies ? layout_of(type, words) : layout_facts.simple[type];
    const auto index = static_cast<std::size_t>(layout);
    const LayoutFacts& known = layout_facts.of[index];
    if (known.open) return false;
    if (bits != known.bits) {
        if (f.policy != Policy::standard || bits < known.least) return false;
        if (bits < known.bits) {
            if ((known.cut[bits / 64] >> (bits % 64) & 1) != 0) return false;
            for (; filled < known.words; ++filled) words[filled] = 0;
            if (bits % 64 != 0) words[bits / 64] &= ~u64{0} << (64 - bits % 64);
        }
    }
    if (f.policy == Policy::strict && (words[0] >> 26 & 0x3FFFFFFF) > 999999999) return false;

    Filler::Columns& columns = f.columns[index];
    const u32 row = columns.rows++;
    u64* place = columns.words + row;
    const std::size_t stride = columns.capacity;
    place[0] = words[0];  // every closed layout has two words at least, most have three
    place[stride] = words[1];
    if (known.words > 2) {
        place[2 * stride] = words[2];
        for (std::size_t k = 3; k < known.words; ++k) place[k * stride] = words[k];
    }
    columns.message[row] = static_cast<u32>(f.head_count);
    f.heads[f.head_count++] = {static_cast<u32>(f.mark_count), row, static_cast<std::uint16_t>(bits),
                               static_cast<std::uint8_t>(type), layout, sentence.channel, sentence.own};
    f.marks[f.mark_count++] = {sentence.line, sentence.station, sentence.time, sentence.time, sentence.line_size,
                               sentence.station_size, Refusal::none};
    if (sentence.time != Filler::no_time) f.time = sentence.time;
    return true;
}

/// Takes one line; false when it is not plain.
VIGIA_INLINE bool plain_line(Framing& f, const char* begin, const char* end) {
    PlainSentence sentence;
    sentence.line = begin;
    sentence.line_size = static_cast<u32>(end - begin);
    sentence.station = nullptr;
    sentence.station_size = 0;
    sentence.group = nullptr;
    sentence.group_size = 0;
    sentence.time = Filler::no_time;
    u64 wrong = 0;
    const char* q = begin;
    if (*q == '\\') {
        const std::size_t size = plain_tag(q, sentence, wrong);
        if (size == 0 || (wrong != 0 && f.policy == Policy::strict)) return false;
        q += size;
    }
    if (!plain_sentence(q, end, f.policy, sentence)) return false;
    const bool taken = sentence.total == 1 && sentence.group == nullptr && whole_message(f, sentence);
    if (!taken && !f.take(f, sentence)) return false;
    f.wrong_tags += wrong;
    return true;
}

static void frame(Framing& f) {
    while (f.line < f.lines) {
        const std::size_t stop = f.ends[f.line];
        if (stop > f.limit) return;
        const char* begin = f.bytes + f.start;
        const char* end = f.bytes + stop;
        if (end != begin && end[-1] == '\r') --end;
        if (end == begin || end - begin > 192 || !plain_line(f, begin, end)) return;
        f.start = stop + 1;
        ++f.line;
    }
}

static std::size_t line_ends(const char* bytes, std::size_t size, u32* out, std::size_t most, std::size_t& seen) {
    std::size_t count = 0, at = 0;
    for (; at + 64 <= size && count + 64 <= most; at += 64) {
        u64 found = equal(bytes + at, '\n');
        while (found != 0) {
            out[count++] = static_cast<u32>(at + static_cast<std::size_t>(__builtin_ctzll(found)));
            found &= found - 1;
        }
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
    for (std::size_t done = 0; done < size; done += 32)
        if (!group(payload + done, size - done < 32 ? size - done : 32, words + done / 32 * 3)) return false;
    return true;
}

// ---------------------------------------------------------------- columns

typedef u64 V64 __attribute__((vector_size(64)));
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

template <std::size_t L>
static void extract(const u64* words, std::int32_t* cells, std::size_t stride, std::size_t from, std::size_t count,
                    u64* hashes) {
    constexpr std::size_t used = word_count(tables::all[L]);
    for (std::size_t i = from; i < from + count; i += row_block) {
        V64 taken[used + 1];
        for (std::size_t k = 0; k < used; ++k) __builtin_memcpy(&taken[k], words + k * stride + i, sizeof(V64));
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
