#include "codec/ais/formats.h"

#include <array>
#include <optional>
#include <utility>

#include "base/text.h"
#include "codec/ais/inside/formats.h"
#include "codec/ais/observe.h"
#include "model/report_text.h"

namespace vigia::ais {

Result<Format> format_from_text(std::string_view text) {
    static constexpr std::array<std::string_view, 4> names{"jsonl", "gpsd", "gpsd-raw", "csv"};
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == text) return static_cast<Format>(i);
    return fail(ErrorKind::bad_input, "\"" + std::string(text.substr(0, 40)) +
                                          "\" is no format: write jsonl, gpsd, gpsd-raw or csv");
}

void CsvWriter::begin(std::string& out) { model::append_report_header(out); }

void CsvWriter::append(const Batch& batch, std::size_t message, std::string& out) {
    auto report = observe(batch, message);
    if (!report) return;
    const MessageHead& head = batch.head(message);
    const Line line = batch.line(head.line);
    const auto time = line.stated ? line.stated : line.recorded;
    model::append_report_row(out, *report, {.time = time, .message_type = head.type, .station = line.station});
}

class Formatter::Inside {
  public:
    Inside(Format format, const Registry& registry) : format_(format) {
        switch (format) {
            case Format::jsonl: jsonl_.emplace(registry); break;
            case Format::gpsd: gpsd_.emplace(GpsdWriter::Scale::scaled); break;
            case Format::gpsd_raw: gpsd_.emplace(GpsdWriter::Scale::raw); break;
            case Format::csv: break;
        }
    }
    void begin(std::string& out) const {
        if (format_ == Format::csv) CsvWriter::begin(out);
    }
    void append_all(const Batch& batch, std::string& out) {
        if (jsonl_) jsonl_->look(batch);
        if (gpsd_) gpsd_->look(batch);
        const std::size_t count = batch.message_count();
        for (std::size_t i = 0; i < count; ++i) append(batch, i, out);
    }
    void append_one(const Batch& batch, std::size_t message, std::string& out) {
        if (jsonl_) jsonl_->look(batch, batch.head(message).layout);
        if (gpsd_) gpsd_->look(batch, batch.head(message).layout);
        append(batch, message, out);
    }

  private:
    void append(const Batch& batch, std::size_t message, std::string& out) {
        switch (format_) {
            case Format::jsonl: return jsonl_->append(batch, message, out);
            case Format::gpsd:
            case Format::gpsd_raw: return gpsd_->append(batch, message, out);
            case Format::csv: return csv_.append(batch, message, out);
        }
    }

    Format format_;
    std::optional<JsonlWriter> jsonl_;
    std::optional<GpsdWriter> gpsd_;
    CsvWriter csv_;
};

Formatter::Formatter(Format format, const Registry& registry)
    : inside_(std::make_unique<Inside>(format, registry)) {}
Formatter::~Formatter() = default;
Formatter::Formatter(Formatter&&) noexcept = default;
Formatter& Formatter::operator=(Formatter&&) noexcept = default;

void Formatter::begin(std::string& out) const { inside_->begin(out); }
void Formatter::append(const Batch& batch, std::size_t message, std::string& out) {
    inside_->append_one(batch, message, out);
}
void Formatter::append_all(const Batch& batch, std::string& out) { inside_->append_all(batch, out); }

}  // namespace vigia::ais
