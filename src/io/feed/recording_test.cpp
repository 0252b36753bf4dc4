#include "io/feed/recording.h"

#include <filesystem>
#include <fstream>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

namespace vigia::feed {
namespace {

namespace fs = std::filesystem;

/// A folder of its own that goes with the test.
struct Folder {
    Folder() {
        std::string pattern = (fs::temp_directory_path() / "vigia-recording-XXXXXX").native();
        REQUIRE(mkdtemp(pattern.data()) != nullptr);
        path = pattern;
    }
    ~Folder() { fs::remove_all(path); }
    std::string write(const std::string& name, std::string_view bytes) const {
        const fs::path file = path / name;
        fs::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << bytes;
        return file.native();
    }
    fs::path path;
};

std::string gzipped(std::string_view text) {
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string zstandard(std::string_view text) {
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
    return out;
}

struct Read {
    std::string text;
    std::string error;
    RecordingCounts counts;
    std::vector<std::size_t> blocks;
};

Read read_all(const std::string& path, RecordingLimits limits = {}) {
    Read all;
    auto recording = Recording::open(path, limits);
    if (!recording) {
        all.error = recording.error().message;
        return all;
    }
    std::string block;
    for (;;) {
        const auto more = (*recording)->read(block);
        if (!more) {
            all.error = more.error().message;
            break;
        }
        if (!*more) break;
        CHECK(block.size() <= limits.block);
        all.text += block;
        all.blocks.push_back(block.size());
    }
    all.counts = (*recording)->counts();
    return all;
}

std::string many_lines(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "!AIVDM,1,1,,A," + std::to_string(i * 7919 % 100003) + ",0*00\r\n";
    return text;
}

TEST_CASE("a plain file comes in blocks of whole lines, as it was") {
    const Folder folder;
    const std::string text = many_lines(5000);
    const Read all = read_all(folder.write("a.nmea", text), {.block = 4096, .line = 1000});
    CHECK(all.text == text);
    CHECK(all.error.empty());
    CHECK(all.blocks.size() > 30);
    CHECK(all.counts.bytes == text.size());
}

TEST_CASE("a last line without a line end is kept, an empty file is the end") {
    const Folder folder;
    CHECK(read_all(folder.write("a", "one\ntwo")).text == "one\ntwo");
    CHECK(read_all(folder.write("b", "")).text.empty());
    CHECK(read_all(folder.write("c", "x")).text == "x");
    CHECK(read_all(folder.write("d", "old\rmac\rlines\r"), {.block = 8, .line = 7}).text == "old\rmac\rlines\r");
}

TEST_CASE("gzip and zstd are told by their bytes, with several members or frames") {
    const Folder folder;
    const std::string one = many_lines(3000), two = many_lines(100);
    CHECK(read_all(folder.write("a", gzipped(one))).text == one);
    CHECK(read_all(folder.write("b", gzipped(one) + gzipped(two) + std::string(512, '\0'))).text == one + two);
    CHECK(read_all(folder.write("c", zstandard(one))).text == one);
    CHECK(read_all(folder.write("d", zstandard(one) + zstandard(two))).text == one + two);
    CHECK(read_all(folder.write("e", gzipped(zstandard(one)))).text == one);
    CHECK(read_all(folder.write("f", zstandard(one)), {.block = 1000, .line = 500}).text == one);
}

TEST_CASE("a damaged or cut file gives its whole lines and then the error with its name") {
    const Folder folder;
    const std::string text = many_lines(30000);
    for (const std::string& packed : {gzipped(text), zstandard(text)}) {
        const Read cut = read_all(folder.write("cut", std::string_view(packed).substr(0, packed.size() - 9)));
        CHECK(cut.error.find("/cut: ") != std::string::npos);
        CHECK(cut.error.find("not whole") != std::string::npos);
        CHECK(text.starts_with(cut.text));
        CHECK(cut.text.size() > text.size() / 2);
        CHECK(cut.text.ends_with("\n"));
        std::string damaged = packed;
        for (std::size_t i = packed.size() / 2; i < packed.size() / 2 + 20; ++i) damaged[i] ^= '\x5A';
        const Read bad = read_all(folder.write("bad", damaged));
        CHECK(!bad.error.empty());
    }
}

TEST_CASE("a file that expands beyond reason is not read further") {
    const Folder folder;
    const std::string zeros(4'000'000, '0');
    const RecordingLimits limits{.ratio = 100, .ratio_free = 100'000};
    for (const std::string& packed : {gzipped(zeros), zstandard(zeros)}) {
        CHECK(read_all(folder.write("bomb", packed), limits).error.find("more than 100-fold") != std::string::npos);
        CHECK(read_all(folder.write("big", packed), {.expanded = 1'000'000}).error.find("more than 1000000 bytes") !=
              std::string::npos);
    }
}

TEST_CASE("a line that is too long is left out and counted, its neighbours are kept") {
    const Folder folder;
    const RecordingLimits limits{.block = 100, .line = 50};
    for (const std::size_t size : {51u, 99u, 100u, 101u, 5000u}) {
        const Read all = read_all(folder.write("a", "before\n" + std::string(size, 'x') + "\nafter\n"), limits);
        CHECK(all.text == "before\nafter\n");
        CHECK(all.counts.lines_too_long == 1);
    }
    CHECK(read_all(folder.write("b", std::string(50, 'x') + "\n"), limits).text == std::string(50, 'x') + "\n");
    CHECK(read_all(folder.write("c", std::string(5000, 'x')), limits).counts.lines_too_long == 1);
}

TEST_CASE("a folder is its files in the order of their paths, hidden ones left out, blocks never mixed") {
    const Folder folder;
    folder.write("b/2.nmea", "three\n");
    folder.write("b/1.nmea", gzipped("two\n"));
    folder.write("a.nmea", "one");
    folder.write(".hidden", "no\n");
    folder.write(".git/x", "no\n");
    const Read all = read_all(folder.path.native());
    CHECK(all.text == "onetwo\nthree\n");
    CHECK(all.blocks == std::vector<std::size_t>{3, 4, 6});
    CHECK(all.counts.files == 3);
    CHECK(read_all(folder.path.native(), {.files = 2}).error.find("more than 2 files") != std::string::npos);
}

TEST_CASE("after an error the next file is read") {
    const Folder folder;
    const std::string packed = gzipped(many_lines(10));
    folder.write("1.gz", std::string_view(packed).substr(0, packed.size() - 10));
    folder.write("2", "fine\n");
    auto recording = Recording::open(folder.path.native());
    REQUIRE(recording);
    std::string block, last;
    int errors = 0;
    for (;;) {
        const auto more = (*recording)->read(block);
        if (more && !*more) break;
        errors += !more;
        if (more) last = block;
    }
    CHECK(errors == 1);
    CHECK(last == "fine\n");
}

TEST_CASE("what cannot be opened is said with its name") {
    CHECK(read_all("/nowhere/x.nmea").error == "cannot open /nowhere/x.nmea: No such file or directory");
    CHECK(Recording::open("/nowhere/x.nmea").error().kind == ErrorKind::not_found);
}

TEST_CASE("progress ends at the size on disk") {
    const Folder folder;
    folder.write("a", gzipped(many_lines(1000)));
    folder.write("b", many_lines(1000));
    auto recording = Recording::open(folder.path.native());
    REQUIRE(recording);
    std::string block;
    while ((*recording)->read(block).value()) CHECK((*recording)->consumed() <= (*recording)->size());
    CHECK((*recording)->size() > 0);
    CHECK((*recording)->consumed() == (*recording)->size());
}

TEST_CASE("a pipe on standard input gives each line as it comes") {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const int before = dup(STDIN_FILENO);
    REQUIRE(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
    close(ends[0]);
    auto recording = Recording::open("-");
    REQUIRE(recording);
    std::string block;
    REQUIRE(write(ends[1], "one\ntw", 6) == 6);
    CHECK((*recording)->read(block).value());
    CHECK(block == "one\n");  // read before the writer goes on
    REQUIRE(write(ends[1], "o\nthree", 7) == 7);
    close(ends[1]);
    CHECK((*recording)->read(block).value());
    CHECK(block == "two\n");
    CHECK((*recording)->read(block).value());
    CHECK(block == "three");
    CHECK(!(*recording)->read(block).value());
    dup2(before, STDIN_FILENO);
    close(before);
}

}  // namespace
}  // namespace vigia::feed
