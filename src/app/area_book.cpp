#include "app/area_book.h"

#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <fmt/core.h>

#include "app/share.h"
#include "codec/geojson/areas.h"

namespace vigia::app {
namespace {

namespace fs = std::filesystem;

Result<std::vector<model::Area>> drawn_areas(std::string_view text, std::string_view file) {
    auto areas = geojson::areas_from_geojson(text, file);
    if (!areas) return areas;
    for (model::Area& area : *areas) area.drawn_by_hand = true;
    return areas;
}

/// Writes the whole file or nothing, and durably.
Result<void> replace_file(const fs::path& file, std::string_view text) {
    const fs::path begun = file.string() + ".new";
    const int out = ::open(begun.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    bool good = out >= 0;
    for (std::string_view rest = text; good && !rest.empty();) {
        const ssize_t wrote = ::write(out, rest.data(), rest.size());
        good = wrote > 0;
        if (good) rest.remove_prefix(static_cast<std::size_t>(wrote));
    }
    good = good && ::fsync(out) == 0;
    if (out >= 0) good = ::close(out) == 0 && good;
    good = good && ::rename(begun.c_str(), file.c_str()) == 0;
    if (good) {
        const int folder = ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder >= 0) ::fsync(folder), ::close(folder);
        return {};
    }
    return fail(ErrorKind::unavailable, fmt::format("cannot write {}. Check the folder and the free space.", file.string()));
}

}  // namespace

Result<AreaBook> AreaBook::open(const fs::path& data, Water water) {
    AreaBook book(data / "areas.geojson", std::move(water));
    auto drawn = book.read_file();
    if (!drawn) return fail(std::move(drawn));
    book.now_ = std::move(*drawn);
    return book;
}

std::string AreaBook::text() const { return geojson::areas_to_geojson(now_.chart->areas()); }

Result<Drawn> AreaBook::read_as(std::string_view geojson, const std::string& name) const {
    auto drawn = drawn_areas(geojson, name);
    if (!drawn) return fail(std::move(drawn));
    std::string text = geojson::areas_to_geojson(*drawn);
    // Corners are rounded when they are kept: what is in force is what is kept, to the last bit.
    drawn = drawn_areas(text, name);
    if (!drawn) return fail(std::move(drawn));
    auto chart = chart_of(water_, std::move(*drawn));
    if (!chart) return fail(std::move(chart));
    return Drawn{std::move(text), std::move(*chart)};
}

Result<Drawn> AreaBook::read(std::string_view geojson) const { return read_as(geojson, "the areas sent"); }

Result<Drawn> AreaBook::read_file() const {
    std::error_code error;
    if (fs::exists(file_, error)) {
        auto text = text_of_file(file_);
        if (!text) return fail(std::move(text));
        return read_as(*text, file_.string());
    }
    return none();
}

Result<Drawn> AreaBook::none() const {
    auto chart = chart_of(water_, {});
    if (!chart) return fail(std::move(chart));
    return Drawn{"", std::move(*chart)};
}

Result<void> AreaBook::keep(Drawn drawn) {
    if (auto written = replace_file(file_, drawn.text); !written) return written;
    use(std::move(drawn));
    return {};
}

}  // namespace vigia::app
