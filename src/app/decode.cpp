#include <bit>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <poll.h>
#include <unistd.h>

#include "app/output.h"
#include "app/verbs.h"
#include "base/text.h"
#include "codec/ais/formats.h"
#include "codec/ais/reader.h"
#include "codec/ais/registry.h"
#include "codec/csv/reader.h"
#include "io/feed/recording.h"
#include "model/report_text.h"

namespace vigia::app {

namespace {

struct Options {
    std::vector<std::string> files;
    std::string format = "jsonl", policy = "standard", messages;
    bool stats = false;
};

/// What all inputs together held.
struct Totals {
    std::uint64_t lines = 0, sentences = 0, messages = 0;
    std::map<std::string, std::uint64_t> refused;  ///< by reason
    std::uint64_t digest = 0;
    double seconds = 0;

    [[nodiscard]] std::string json() const {
        std::string reasons;
        for (const auto& [reason, count] : refused)
            reasons += fmt::format("{}\"{}\":{}", reasons.empty() ? "" : ",", reason, count);
        return fmt::format("{{\"lines\":{},\"sentences\":{},\"messages\":{},\"refused\":{{{}}},\"seconds\":{:.6f},"
                           "\"sentences_per_second\":{:.0f},\"digest\":\"{:016x}\"}}",
                           lines, sentences, messages, reasons, seconds,
                           seconds > 0 ? static_cast<double>(sentences) / seconds : 0.0, digest);
    }
};

std::uint64_t stirred_report(std::uint64_t digest, const model::Observation& report) {
    const auto stir = [&](std::uint64_t value) { digest = stirred(digest, value); };
    const auto stir_number = [&](const auto& value) { stir(value ? std::bit_cast<std::uint64_t>(value->value) : ~0ULL); };
    const auto stir_text = [&](const auto& value) { stir(value ? hash_of(value->view()) : ~0ULL); };
    stir(report.mmsi.number());
    stir(static_cast<std::uint64_t>(to_unix_milliseconds(report.seen)));
    stir(static_cast<std::uint64_t>(report.transceiver));
    if (report.fix) {
        stir(report.fix->position ? std::bit_cast<std::uint64_t>(report.fix->position->latitude()) : ~0ULL);
        stir(report.fix->position ? std::bit_cast<std::uint64_t>(report.fix->position->longitude()) : ~0ULL);
        stir_number(report.fix->speed);
        stir_number(report.fix->course);
        stir_number(report.fix->heading);
        stir_number(report.fix->rate_of_turn);
        stir_number(report.fix->altitude);
        stir(static_cast<std::uint64_t>(report.fix->status) << 8 | static_cast<std::uint64_t>(report.fix->accuracy));
    }
    if (report.particulars) {
        const auto& said = *report.particulars;
        stir_text(said.name);
        stir_text(said.call_sign);
        stir_text(said.destination);
        stir(said.imo.value_or(0));
        stir(said.ship_type.value_or(0));
        stir_number(said.draught);
    }
    return digest;
}

/// Decodes the inputs one after another, as if they were one stream of lines.
class Decoding {
  public:
    Decoding(std::optional<ais::Format> format, ais::Policy policy, const ais::Registry& registry)
        : format_(format), reader_(policy, registry) {
        if (format) formatter_.emplace(*format, registry);
        if (formatter_) formatter_->begin(output_.text());
    }

    /// Reads one input to its end. Errors: of opening and reading it.
    Result<void> read(const std::string& path);
    Totals finish();
    [[nodiscard]] bool stopped() const { return interruption_.asked() || output_.gone(); }
    [[nodiscard]] bool interrupted() const { return interruption_.asked(); }

  private:
    Result<void> take(std::string_view block, bool first_of_file);
    void sentences(std::string_view block);
    void write_messages();
    void rows(std::string_view block);
    void write_reports();
    bool wait_for_input() const;
    void end_table();

    std::optional<ais::Format> format_;
    ais::Reader reader_;
    ais::Batch batch_;
    std::optional<ais::Formatter> formatter_;
    std::optional<csv::Reader> table_;  ///< while the file being read is a table
    std::vector<model::Observation> reports_;
    Totals tables_;
    Output output_;
    Interruption interruption_;
    Progress progress_;
    bool line_open_ = false;  ///< the last file ended without a line end
};

void Decoding::write_messages() {
    if (!formatter_) return;
    formatter_->append_all(batch_, output_.text());
    output_.written();
}

void Decoding::sentences(std::string_view block) {
    if (line_open_) {
        reader_.read("\n", batch_);
        write_messages();
    }
    reader_.read(block, batch_);
    write_messages();
    line_open_ = !block.ends_with('\n');
}

void Decoding::write_reports() {
    for (const auto& report : reports_) {
        tables_.digest = stirred_report(tables_.digest, report);
        if (!format_) continue;
        const model::ReportOrigin origin{.time = report.seen};
        if (*format_ == ais::Format::csv) model::append_report_row(output_.text(), report, origin);
        else model::append_report_json(output_.text(), report, origin);
        output_.written();
    }
}

void Decoding::rows(std::string_view block) {
    table_->read(block, reports_);
    write_reports();
}

void Decoding::end_table() {
    if (!table_) return;
    table_->finish(reports_);
    write_reports();
    const auto& seen = table_->statistics();
    tables_.lines += seen.lines;
    tables_.sentences += seen.lines;
    tables_.messages += seen.observations;
    for (std::size_t i = 0; i < seen.oddities.size(); ++i)
        if (seen.oddities[i] > 0 && csv::refuses(static_cast<csv::Oddity>(i)))
            tables_.refused[std::string(csv::name(static_cast<csv::Oddity>(i)))] += seen.oddities[i];
    table_.reset();
}

Result<void> Decoding::take(std::string_view block, bool first_of_file) {
    if (first_of_file) {
        end_table();
        if (csv::layout_of(block.substr(0, block.find('\n')))) {
            if (format_ == ais::Format::gpsd || format_ == ais::Format::gpsd_raw)
                return fail(ErrorKind::unsupported, "a table of reports has no gpsd form. Use --format jsonl or csv");
            table_.emplace();
        }
    }
    if (table_) rows(block);
    else sentences(block);
    return {};
}

/// Waits until standard input has something or ended; false when interrupted meanwhile.
bool Decoding::wait_for_input() const {
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    constexpr int milliseconds = 200;
    while (!interruption_.asked())
        if (::poll(&input, 1, milliseconds) > 0) return true;  // less: a signal, or nothing yet
    return false;
}

Result<void> Decoding::read(const std::string& path) {
    auto recording = feed::Recording::open(path);
    if (!recording) return fail(std::move(recording));
    const bool live = path == "-";
    std::string block, file;
    while (!stopped()) {
        if (live) {
            output_.flush();
            if (!wait_for_input()) break;
        }
        const auto more = (*recording)->read(block);
        if (!more) return std::unexpected(more.error());
        if (!*more) break;
        const bool first = file.empty() || file != (*recording)->file();
        if (first) file = (*recording)->file();
        if (auto taken = take(block, first); !taken) return taken;
        progress_.show((*recording)->consumed(), (*recording)->size(), reader_.statistics().lines, "lines");
    }
    end_table();
    return {};
}

Totals Decoding::finish() {
    reader_.finish(batch_);
    write_messages();
    output_.flush();
    progress_.clear();
    const auto& seen = reader_.statistics();
    Totals all = tables_;
    all.lines += seen.lines;
    all.sentences += seen.sentences;
    all.messages += seen.messages;
    all.digest = tables_.messages == 0 ? seen.digest : stirred(seen.digest, tables_.digest);
    all.seconds = progress_.seconds();
    for (std::size_t i = 1; i < seen.refused.size(); ++i)
        if (seen.refused[i] > 0)
            all.refused[std::string(ais::name(static_cast<ais::Refusal>(i)))] += seen.refused[i];
    return all;
}

Result<ais::Registry> registry_of(const std::string& file) {
    if (file.empty()) return ais::Registry::standard();
    std::ifstream input(file, std::ios::binary);
    if (!input) return fail(ErrorKind::not_found, "cannot read the message table " + file);
    std::ostringstream text;
    text << input.rdbuf();
    return ais::Registry::standard().with(text.str(), file);
}

Exit decode(const Options& options) {
    std::optional<ais::Format> format;
    if (options.format != "none") {
        const auto chosen = ais::format_from_text(options.format);
        if (!chosen) {
            fmt::print(stderr, "vigia: --format: {}, or none\n", chosen.error().message);
            return Exit::usage;
        }
        format = *chosen;
    }
    const auto policy = ais::policy_from_text(options.policy);
    if (!policy) {
        fmt::print(stderr, "vigia: --policy: {}\n", policy.error().message);
        return Exit::usage;
    }
    const auto registry = registry_of(options.messages);
    if (!registry) {
        fmt::print(stderr, "vigia: {}\n", registry.error().message);
        return Exit::configuration;
    }
    Decoding decoding(format, *policy, *registry);
    std::optional<Exit> failed;
    for (const auto& file : options.files) {
        if (decoding.stopped()) break;
        if (auto read = decoding.read(file); !read) failed = told(read.error());
    }
    const Totals totals = decoding.finish();
    if (options.stats || !format) fmt::print(stderr, "{}\n", totals.json());
    if (decoding.interrupted()) return Exit::interrupted;
    if (decoding.stopped()) return Exit::done;
    if (failed) return *failed;
    if (totals.messages > 0) return Exit::done;
    tell_nothing_usable(options.files, totals.lines, totals.refused);
    return Exit::no_input;
}

}  // namespace

void add_decode(CLI::App& cli, Work& work) {
    auto* verb = cli.add_subcommand("decode", "Turn recordings of AIS, or published tables of reports, into text");
    const auto options = std::make_shared<Options>();
    verb->add_option("FILE", options->files, "Recordings (plain, .gz, .zst, pcap), tables of NOAA, DMA or Spire, "
                                             "folders, or - for standard input")
        ->default_val(std::vector<std::string>{"-"});
    verb->add_option("--format", options->format,
                     "jsonl (ours), gpsd (as gpsdecode -j), gpsd-raw (as gpsdecode -j -u), csv (reports only), "
                     "none (decode all, print statistics)")
        ->capture_default_str();
    verb->add_option("--policy", options->policy, "What is accepted: strict, standard or lenient")
        ->capture_default_str();
    verb->add_option("--messages", options->messages, "A TOML table of application messages to add");
    verb->add_flag("--stats", options->stats, "Print statistics as one JSON object on standard error");
    verb->footer("jsonl and csv are in SI units: speed in m/s, draught and sizes in metres, angles in degrees clockwise from\n"
                 "true north, rate of turn in degrees a minute, altitude in metres, times in UTC; unknown is null or empty.\n"
                 "gpsd and gpsd-raw have the units of gpsdecode.");
    verb->callback([=, &work] { work = [=] { return decode(*options); }; });
}

}  // namespace vigia::app
