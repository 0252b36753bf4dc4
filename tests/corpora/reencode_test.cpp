#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include <doctest/doctest.h>

#include "codec/ais/encode.h"
#include "codec/ais/messages.h"
#include "codec/ais/reader.h"
#include "codec/ais/registry.h"
#include "corpora/corpora.h"

using namespace vigia;

namespace {

/// Whether two messages differ only where the layout says "spare": encoding sets spare bits to 0.
bool differ_only_in_spare(const ais::Batch& batch, std::size_t message, const ais::Bits& again) {
    const auto bits = batch.bits(message);
    for (const auto& field : ais::table(batch.head(message).layout).fields) {
        if (field.kind == ais::Kind::spare) continue;
        const std::size_t width = field.bits == ais::to_the_end ? bits.size() - std::min<std::size_t>(bits.size(), field.start)
                                                                : field.bits;
        if (bits.part(field.start, width) != again.part(field.start, width)) return false;
    }
    return bits.size() == again.size();
}

}  // namespace

TEST_CASE("decoding a recorded message and encoding it again gives the bits that were on the air") {
    std::ifstream file(corpora() / "ais/dma_aislib/decode_encode_messages.txt", std::ios::binary);
    REQUIRE(file);
    std::ostringstream text;
    text << file.rdbuf();
    ais::Reader reader(ais::Policy::standard, ais::Registry::standard());
    ais::Batch batch;
    reader.read(text.str(), batch);
    std::size_t same = 0, spare = 0;
    std::map<unsigned, std::size_t> types;
    for (std::size_t i = 0; i < batch.message_count(); ++i) {
        const auto decoded = ais::message(batch, i);
        REQUIRE(decoded);
        ++types[batch.head(i).type];
        const auto again = ais::encode(*decoded);
        const bool equal = again == batch.bits(i);
        const bool close = !equal && differ_only_in_spare(batch, i, again);
        same += equal ? 1 : 0;
        spare += close ? 1 : 0;
        CHECK_MESSAGE((equal || close), batch.line(batch.head(i).line).text);
    }
    MESSAGE(batch.message_count() << " messages of " << types.size() << " types: " << same << " with the same bits, "
                                  << spare << " that differ in spare bits only");
    CHECK(same > 500);
}
