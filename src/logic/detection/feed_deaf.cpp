#include "logic/detection/feed_deaf.h"

#include <algorithm>

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

constexpr model::FactName source{"source", {"source", "fuente"}};
constexpr model::FactName station{"station", {"receiver", "estación receptora"}};
constexpr model::FactName silent_for{"silent_for", {"silent for", "en silencio desde hace"}};
constexpr model::FactName reports_a_minute{"reports_a_minute", {"reports a minute before", "informes por minuto antes"}};
constexpr model::FactName limit_rate{"limit_rate", {"limit of reports a minute", "límite de informes por minuto"}};

constexpr model::Words source_words{
    {"Source {source} gave {reports_a_minute} reports a minute and has been silent for {silent_for}.",
     "La fuente {source} daba {reports_a_minute} informes por minuto y lleva {silent_for} en silencio."},
    {"Why is not known: the line, the power or the equipment. Vessels that only it hears are not seen now; that they do not report means nothing.",
     "No se sabe por qué: la línea, la energía o el equipo. Los buques que solo ella oye no se ven ahora; que no informen no significa nada."},
    {"The next report ends it. If other sources fell silent at the same time, look for a common line or power supply.",
     "El próximo informe lo termina. Si otras fuentes callaron a la vez, busque una línea o alimentación común."}};

constexpr model::Words station_words{
    {"Receiver {station} gave {reports_a_minute} reports a minute and has been silent for {silent_for}, while source {source} goes on.",
     "La estación {station} daba {reports_a_minute} informes por minuto y lleva {silent_for} en silencio, mientras la fuente {source} sigue."},
    {"Why is not known: antenna, power, line or jamming of the AIS channels. Vessels that only it hears are not seen now; that they do not report means nothing.",
     "No se sabe por qué: antena, energía, línea o interferencia de los canales AIS. Los buques que solo ella oye no se ven ahora; que no informen no significa nada."},
    {"The next report ends it. Other receivers nearby that still hear the same vessels point to a fault of this one.",
     "El próximo informe lo termina. Si otras estaciones cercanas siguen oyendo a los mismos buques, la falla es de esta."}};

std::int64_t minute_of(Time at) { return to_unix_milliseconds(at) / 60'000; }

/// While the source itself has been quiet for that long, it may be what is deaf, and its receivers wait.
constexpr Duration source_quiet = std::chrono::minutes(1);

}  // namespace

void FeedDeaf::heard(const model::Scene&, const model::Vessel&, const model::Moment& moment, Findings& out) {
    const auto by = static_cast<std::size_t>(moment.source), at = static_cast<std::size_t>(moment.station);
    if (by >= sources_.size()) sources_.resize(by + 1);
    sources_[by].source = moment.source;
    hear(sources_[by], moment.heard, out);
    if (at == 0) return;
    if (at >= stations_.size()) stations_.resize(at + 1);
    stations_[at].source = moment.source;
    hear(stations_[at], moment.heard, out);
}

void FeedDeaf::hear(Ear& ear, Time at, Findings& out) {
    const std::int64_t now = minute_of(at);
    if (ear.first == Time{}) ear.first = at, ear.newest = now;
    for (std::int64_t m = std::max(ear.newest + 1, now - static_cast<std::int64_t>(busy_minutes) + 1); m <= now; ++m) ear.minutes[static_cast<std::size_t>(m) % busy_minutes] = 0;
    ear.newest = now;
    ++ear.minutes[static_cast<std::size_t>(now) % busy_minutes];
    ear.last = at;
    ear.judged = false;
    if (ear.open == FindingRef::none) return;
    out.end(ear.open, model::EventKind::feed_deaf, model::Mmsi::of(0), at, at);
    ear.open = FindingRef::none;
}

double FeedDeaf::rate(const Ear& ear) const {
    std::uint64_t heard = 0;
    for (const std::uint32_t count : ear.minutes) heard += count;
    return static_cast<double>(heard) / static_cast<double>(busy_minutes);
}

void FeedDeaf::second(const model::Scene&, Time second, Findings& out) {
    const auto due = [&](const Ear& ear) { return !ear.judged && ear.first != Time{} && second - ear.last >= limits_.silent; };
    for (Ear& ear : sources_)
        if (due(ear)) judge(ear, 0, second, out);
    for (std::size_t i = 1; i < stations_.size(); ++i) {
        Ear& ear = stations_[i];
        if (!due(ear)) continue;
        if (second - sources_[static_cast<std::size_t>(ear.source)].last >= source_quiet) continue;
        judge(ear, static_cast<std::int64_t>(i), second, out);
    }
}

void FeedDeaf::judge(Ear& ear, std::int64_t number, Time second, Findings& out) {
    ear.judged = true;
    const double before = rate(ear);
    if (before < limits_.reports_a_minute || ear.last - ear.first < std::chrono::minutes(busy_minutes)) return;
    ear.open = out.begin({.kind = model::EventKind::feed_deaf, .vessels = {}, .begun = ear.last, .confidence = 0.95, .where = {}, .area = {},
                          .words = number == 0 ? &source_words : &station_words,
                          .facts = {{&source, static_cast<std::int64_t>(ear.source)}, {&station, number}, {&silent_for, second - ear.last},
                                    {&reports_a_minute, static_cast<std::int64_t>(before + 0.5)},
                                    {&limit_rate, static_cast<std::int64_t>(limits_.reports_a_minute)}, {&facts::limit_held, limits_.silent}}},
                         second);
}

}  // namespace vigia::detection
