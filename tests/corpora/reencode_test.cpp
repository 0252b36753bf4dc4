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

/// Whether two messages differ only in what carries nothing: spare bits, and what fills a text behind
/// its end (encoding writes zeros and `@` there).
bool say_the_same(const ais::Batch& batch, std::size_t message, const ais::Bits& again) {
    const auto bits = batch.bits(message);
    if (bits.size() != again.size()) return false;
    for (const auto& field : ais::table(batch.head(message).layout).fields) {
        if (field.kind == ais::Kind::spare) continue;
        const std::size_t width = std::min<std::size_t>(field.bits, bits.size() - std::min<std::size_t>(bits.size(), field.start));
        if (field.kind == ais::Kind::text) {
            std::string before, after;
            bits.text(field.start, width, before);
            again.text(field.start, width, after);
            if (before != after) return false;
        } else if (bits.part(field.start, width) != again.part(field.start, width)) {
            return false;
        }
    }
    return true;
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
    std::size_t same = 0, filling = 0;
    std::map<unsigned, std::size_t> types;
    for (std::size_t i = 0; i < batch.message_count(); ++i) {
        const auto decoded = ais::message(batch, i);
        REQUIRE(decoded);
        ++types[batch.head(i).type];
        const auto again = ais::encode(*decoded);
        const bool equal = again == batch.bits(i);
        const bool close = !equal && say_the_same(batch, i, again);
        same += equal ? 1 : 0;
        filling += close ? 1 : 0;
        CHECK_MESSAGE((equal || close), batch.line(batch.head(i).line).text);
    }
    MESSAGE(batch.message_count() << " messages of " << types.size() << " types: " << same << " with the same bits, "
                                  << filling << " that differ in spare bits or in the filling of texts only");
    CHECK(same > 500);
}
