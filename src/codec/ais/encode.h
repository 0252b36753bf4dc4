#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "codec/ais/messages.h"

namespace vigia::ais {

/// The bits of a message as on the air. A value outside its field is brought to the nearest that fits;
/// an empty one becomes the field's "not available". decode(encode(x)) == x for lawful x whose values
/// lie on the steps of their fields.
[[nodiscard]] Bits encode(const Message& message);
void encode(const PositionReport& report, Bits& out);
void encode(const ClassBReport& report, Bits& out);
void encode(const Message& message, Bits& out);

/// How sentences are dressed.
struct Dress {
    std::string_view talker = "AI";
    bool own = false;                 ///< VDO instead of VDM
    char channel = 'A';               ///< 0 leaves it empty
    std::optional<Time> recorded{};     ///< tag block `c:`
    bool milliseconds = true;         ///< `c:` in milliseconds, otherwise in seconds
    std::string_view station{};         ///< tag block `s:`; empty leaves it out
    unsigned sequence = 0;            ///< 0 to 9, for messages of several sentences
    bool tag_every_part = true;       ///< otherwise only the first sentence has the tag block
};

/// The payload characters of one sentence, so that it has at most 82 characters.
/// Source: IEC 61162-1, section 7.1.
inline constexpr std::size_t payload_per_sentence = 60;

/// Appends the sentences of a message, each ended by CR LF or LF, checksums and fill bits set.
/// A message of more than 60 characters is split. Cost: no allocation while `out` has room.
/// Returns the number of sentences.
unsigned append_sentences(const Bits& bits, const Dress& dress, std::string& out,
                          std::string_view line_end = "\n");
unsigned append_sentences(const Message& message, const Dress& dress, std::string& out,
                          std::string_view line_end = "\n");

}  // namespace vigia::ais
