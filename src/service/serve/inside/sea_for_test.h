#pragma once
#include <memory>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "codec/ais/encode.h"
#include "codec/ais/registry.h"
#include "engine/engine.h"

namespace vigia::serve {

/// A sea for tests: ships report, an engine hears them, and the Picture is what it makes of that.
class Sea {
  public:
    explicit Sea(engine::Mode mode = engine::Mode::live) : engine_(options(mode), ais::Registry::standard()) {
        auto source = engine_.add_source("north", "udp://0.0.0.0:10110");
        REQUIRE(source);
        source_ = *source;
    }

    /// A class A ship reports where it is.
    Sea& at(std::uint32_t mmsi, geo::Position place, double knots = 0, double course = 0) {
        ais::PositionReport report;
        report.mmsi = model::Mmsi::of(mmsi);
        report.position = place;
        report.speed = from_knots(knots);
        report.course = Degrees{course};
        return send(report);
    }
    /// A class A ship says who it is.
    Sea& called(std::uint32_t mmsi, std::string_view name, std::uint32_t imo = 0, std::string_view call_sign = "") {
        ais::StaticAndVoyage said;
        said.mmsi = model::Mmsi::of(mmsi);
        said.name = FixedText<20>(name);
        if (imo != 0) said.imo = imo;
        if (!call_sign.empty()) said.call_sign = FixedText<7>(call_sign);
        return send(said);
    }
    /// A buoy or beacon says where it is.
    Sea& aid(std::uint32_t mmsi, geo::Position place) {
        ais::AidToNavigation report;
        report.mmsi = model::Mmsi::of(mmsi);
        report.position = place;
        return send(report);
    }
    /// Time goes on; the moment is that of the next reports.
    Sea& wait(Duration time) {
        flush();
        now += time;
        return *this;
    }
    /// What is believed now.
    std::shared_ptr<const engine::Picture> picture() {
        flush();
        return engine_.picture();
    }

    Time now = from_unix_milliseconds(1'790'000'000'000);

  private:
    static engine::EngineOptions options(engine::Mode mode) {
        engine::EngineOptions made;
        made.mode = mode;
        return made;
    }
    Sea& send(const ais::Message& message) {
        ais::Dress dress;
        dress.station = "colon";
        dress.sequence = sequence_++ % 10;
        ais::append_sentences(message, dress, lines_);
        return *this;
    }
    void flush() {
        if (lines_.empty()) return;
        kept_.clear();
        engine_.hear(source_, now, lines_, kept_);
        lines_.clear();
    }

    engine::Engine engine_;
    engine::Kept kept_;
    model::SourceId source_{};
    std::string lines_;
    unsigned sequence_ = 0;
};

}  // namespace vigia::serve
