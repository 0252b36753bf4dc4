#include "codec/ais/batch.h"

#include <algorithm>

#include "base/result.h"
#include "codec/ais/inside/filler.h"

namespace vigia::ais {

Line Batch::line(std::size_t i) const {
    check(i < lines_.size);
    const LineMark& mark = lines_.at[i];
    Line line{.text = {mark.text, mark.length}, .station = {mark.station, mark.station_length},
              .recorded = {}, .stated = {}, .refusal = mark.refusal};
    if (mark.recorded != no_time) line.recorded = from_unix_milliseconds(mark.recorded);
    if (mark.stated != no_time) line.stated = from_unix_milliseconds(mark.stated);
    return line;
}

std::uint32_t Batch::mmsi(std::size_t message) const {
    return static_cast<std::uint32_t>(cell(message, 2));  // the third field of every layout
}

std::span<const std::int32_t> Batch::column(Layout layout, std::size_t field) const {
    const LayoutTable& fields = table(layout);
    check(field < fields.fields.size());
    const Columns& columns = columns_[static_cast<std::size_t>(layout)];
    if (!fields.fields[field].has_cell() || columns.rows == 0) return {};
    return {columns.cells + cell_index(fields, field) * columns.capacity, columns.rows};
}

std::int32_t Batch::cell(std::size_t message, std::size_t field) const {
    const MessageHead& head = heads_.at[message];
    const LayoutTable& fields = table(head.layout);
    if (field >= fields.fields.size() || !fields.fields[field].has_cell()) return 0;
    const Columns& columns = columns_[static_cast<std::size_t>(head.layout)];
    return columns.cells[cell_index(fields, field) * columns.capacity + head.row];
}

bool Batch::has(std::size_t message, std::size_t field) const {
    const MessageHead& head = heads_.at[message];
    const Field& wanted = table(head.layout).fields[field];
    if (wanted.bits == to_the_end) return head.bits > wanted.start;
    return head.bits >= wanted.end();
}

Bits Batch::bits(std::size_t message) const {
    const Words all = words(message);
    return Bits::from_words(all.first, all.bits);
}

void Batch::text(std::size_t message, std::size_t field, std::string& out) const {
    const Field& wanted = table(heads_.at[message].layout).fields[field];
    bits(message).text(wanted.start, wanted.bits, out);
}

Bits Batch::data(std::size_t message, std::size_t field) const {
    const MessageHead& head = heads_.at[message];
    const Field& wanted = table(head.layout).fields[field];
    std::size_t end = wanted.bits == to_the_end ? head.bits : wanted.end();
    if (head.type == 26 && wanted.bits == to_the_end)  // ends with the communication state
        end = std::max<std::size_t>(end, wanted.start + 20U) - 20;
    return bits(message).part(wanted.start, end - wanted.start);
}

void Batch::clear() {
    lines_.size = 0;
    heads_.size = 0;
    for (Columns& columns : columns_) columns.rows = columns.decoded = 0;
    arena_.clear();
    cut_.clear();
    names_used_ = 0;
}

// ---------------------------------------------------------------- Filler

namespace {

template <class R>
void grow(R& rows, std::size_t more) {
    if (rows.size + more <= rows.capacity) return;
    const std::size_t capacity = std::max(rows.size + more, rows.capacity * 2);
    auto bigger = decltype(rows.at)(new std::remove_reference_t<decltype(rows.at[0])>[capacity]);
    std::copy_n(rows.at.get(), rows.size, bigger.get());
    rows.at = std::move(bigger);
    rows.capacity = capacity;
}

template <class Owned, class T>
void restride(Owned& owned, T*& cells, std::size_t columns, std::size_t rows, std::size_t from, std::size_t to) {
    Owned bigger(new (Owned::deleter_type::alignment) T[columns * to]);
    for (std::size_t k = 0; k < columns; ++k) {
        if (rows != 0) std::copy_n(cells + k * from, rows, bigger.get() + k * to);
        std::fill_n(bigger.get() + k * to + rows, to - rows, T{});
    }
    owned = std::move(bigger);
    cells = owned.get();
}

}  // namespace

void Filler::make_room(std::size_t lines) {
    grow(batch_.lines_, lines);
    grow(batch_.heads_, lines);
    for (std::size_t i = 0; i < layout_count; ++i) {
        Columns& columns = batch_.columns_[i];
        Batch::Owned& owned = batch_.owned_[i];
        if (columns.rows + lines <= columns.capacity) continue;
        const std::size_t wanted = std::max<std::size_t>(columns.rows + lines, columns.capacity * 2UL);
        // an odd number of lines of the cache, else cells of one row fall into one set of it
        const std::size_t capacity = (wanted + row_block + 15) / 16 * 16 | 16U;
        restride(owned.words, columns.words, 1, columns.rows * Batch::row_words, 0, capacity * Batch::row_words);
        restride(owned.cells, columns.cells, cell_count(tables::all[i]), columns.rows, columns.capacity, capacity);
        restride(owned.message, columns.message, 1, columns.rows, columns.capacity, capacity);
        if (tables::all[i].open) restride(owned.tail, columns.tail, 1, columns.rows, columns.capacity, capacity);
        columns.capacity = static_cast<std::uint32_t>(capacity);
    }
}

void Filler::add_message(MessageHead head, const std::uint64_t* words) {
    const LayoutTable& fields = tables::all[static_cast<std::size_t>(head.layout)];
    Columns& columns = batch_.columns_[static_cast<std::size_t>(head.layout)];
    const auto number = static_cast<std::uint32_t>(batch_.heads_.size);
    head.row = columns.rows++;
    std::copy_n(words, Batch::row_words, columns.words + head.row * Batch::row_words);
    columns.message[head.row] = number;
    if (fields.open) {
        columns.tail[head.row] = static_cast<std::uint32_t>(batch_.arena_.size());
        batch_.arena_.insert(batch_.arena_.end(), words, words + (head.bits + 63) / 64);
    }
    if (head.bits < fields.bits && ends_in_number(fields, head.bits)) batch_.cut_.push_back(number);
    batch_.heads_.at[batch_.heads_.size++] = head;
}

const char* Filler::keep_name(std::string_view name) {
    check(name.size() < 256);
    if (name.empty()) return nullptr;
    constexpr std::size_t block = 4096;
    if (names_left() < name.size()) batch_.names_used_ = (batch_.names_used_ / block + 1) * block;
    while (batch_.names_.size() * block < batch_.names_used_ + name.size())
        batch_.names_.push_back(std::make_unique<std::array<char, block>>());
    char* place = batch_.names_[batch_.names_used_ / block]->data() + batch_.names_used_ % block;
    std::copy(name.begin(), name.end(), place);
    batch_.names_used_ += name.size();
    return place;
}

std::size_t Filler::names_left() const { return 4096 - batch_.names_used_ % 4096; }

void Filler::fill_row(std::size_t message) {
    const MessageHead& head = batch_.heads_.at[message];
    const LayoutTable& fields = tables::all[static_cast<std::size_t>(head.layout)];
    Columns& columns = batch_.columns_[static_cast<std::size_t>(head.layout)];
    const Bits bits = batch_.bits(message);
    std::size_t cell = 0;
    for (const Field& field : fields.fields) {
        if (!field.has_cell()) continue;
        const std::int64_t value = field.is_signed ? bits.signed_number(field.start, field.bits)
                                                   : static_cast<std::int64_t>(bits.number(field.start, field.bits));
        columns.cells[cell++ * columns.capacity + head.row] = static_cast<std::int32_t>(value);
    }
}

std::uint64_t Filler::hash(std::size_t message) const {
    const MessageHead& head = batch_.heads_.at[message];
    const LayoutTable& fields = tables::all[static_cast<std::size_t>(head.layout)];
    const Bits bits = batch_.bits(message);
    std::uint64_t sum = 0;
    for (const Field& field : fields.fields) {
        if (field.kind == Kind::spare || field.bits == to_the_end) continue;
        for (std::size_t at = field.start; at < field.end(); at += 32) {
            const std::size_t width = std::min<std::size_t>(32, field.end() - at);
            const std::size_t there = bits.size() > at ? std::min(width, bits.size() - at) : 0;
            // texts are filled with zeros, numbers have the value of the bits that are there
            const std::size_t missing = field.has_cell() ? 0 : width - there;
            sum = joined(sum, bits.number(at, width) << missing);
        }
    }
    return fields.open ? open_hash(message, sum) : sum;
}

std::uint64_t Filler::open_hash(std::size_t message, std::uint64_t sum) const {
    const MessageHead& head = batch_.heads_.at[message];
    const auto layout = static_cast<std::size_t>(head.layout);
    const std::uint64_t* words = batch_.arena_.data() + batch_.columns_[layout].tail[head.row];
    const std::size_t first = tables::all[layout].bits, count = (std::size_t{head.bits} + 63) / 64;
    const std::size_t shift = first % 64;
    for (std::size_t k = first / 64; k < count; ++k) {  // bits after the end are zero
        std::uint64_t piece = words[k] << shift;
        if (shift != 0 && k + 1 < count) piece |= words[k + 1] >> (64 - shift);
        sum = joined(sum, piece);
    }
    return joined(sum, head.bits);
}

}  // namespace vigia::ais
