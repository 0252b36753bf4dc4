#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "codec/ais/messages.h"
#include "codec/ais/observe.h"
#include "codec/ais/reader.h"
#include "codec/ais/registry.h"

// What every harness of AIS input does with bytes: reads them in two ways and asks that both agree.
namespace vigia::fuzz {

/// Looks at everything a batch offers.
inline void look(const ais::Batch& batch) {
    std::string text;
    for (std::size_t i = 0; i < batch.line_count(); ++i) {
        const ais::Line line = batch.line(i);
        text.assign(line.text).append(line.station);
    }
    for (std::size_t i = 0; i < batch.message_count(); ++i) {
        const ais::MessageHead& head = batch.head(i);
        check(head.line < batch.line_count());
        const auto fields = ais::table(head.layout).fields;
        for (std::size_t f = 0; f < fields.size(); ++f) {
            (void)batch.cell(i, f);
            if (fields[f].kind == ais::Kind::text) batch.text(i, f, text);
            if (fields[f].kind == ais::Kind::data) batch.data(i, f).hex(text);
        }
        (void)ais::message(batch, i);
        (void)ais::observe(batch, i);
    }
}

inline ais::Statistics read(std::string_view bytes, ais::Policy policy, ais::Kernel kernel, std::size_t step) {
    ais::Reader reader(policy, ais::Registry::standard(), kernel);
    static ais::Batch batch;  // used again: making one costs more than reading
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        reader.read(bytes.substr(at, step), batch);
        look(batch);
    }
    reader.finish(batch);
    look(batch);
    return reader.statistics();
}

/// One of the fast kernels of this machine, by any number.
inline ais::Kernel fast_kernel(std::size_t number) {
    constexpr std::array kernels{ais::Kernel::sse2, ais::Kernel::avx2, ais::Kernel::avx512};
    const ais::Kernel chosen = kernels[number % kernels.size()];
    return ais::has_kernel(chosen) ? chosen : ais::best_kernel();
}

/// The plain kernel on small pieces and a fast kernel on the whole must agree.
inline void agree(std::string_view bytes, ais::Policy policy, std::size_t step) {
    const ais::Statistics plain = read(bytes, policy, ais::Kernel::scalar, step);
    std::string padded(bytes);  // the framing loop leaves lines at the very end to the long way
    const ais::Statistics fast = read(padded, policy, fast_kernel(step), SIZE_MAX / 2);
    check(plain.lines == fast.lines && plain.sentences == fast.sentences && plain.messages == fast.messages);
    check(plain.refused == fast.refused && plain.digest == fast.digest);
    check(plain.multipart.complete == fast.multipart.complete);
    check(plain.tag_blocks_wrong == fast.tag_blocks_wrong && plain.tag_blocks_ignored == fast.tag_blocks_ignored);
}

}  // namespace vigia::fuzz
