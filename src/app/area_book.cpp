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
    std::vector<model::Area> drawn;
    std::error_code error;
    if (fs::exists(book.file_, error)) {
        auto text = text_of_file(book.file_);
        if (!text) return fail(std::move(text));
        auto read = drawn_areas(*text, book.file_.string());
        if (!read) return fail(std::move(read));
        drawn = std::move(*read);
    }
    auto chart = chart_of(book.water_, std::move(drawn));
    if (!chart) return fail(std::move(chart));
    book.chart_ = std::move(*chart);
    return book;
}

std::string AreaBook::text() const { return geojson::areas_to_geojson(chart_->areas()); }

Result<std::string> AreaBook::edit(std::string_view geojson) {
    auto drawn = drawn_areas(geojson, "the areas sent");
    if (!drawn) return fail(std::move(drawn));
    const std::string text_drawn = geojson::areas_to_geojson(*drawn);
    auto chart = chart_of(water_, std::move(*drawn));
    if (!chart) return fail(std::move(chart));
    if (auto written = replace_file(file_, text_drawn); !written) return fail(std::move(written));
    chart_ = std::move(*chart);
    return text();
}

}  // namespace vigia::app
