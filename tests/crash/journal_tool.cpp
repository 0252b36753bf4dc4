// The smallest program that keeps a journal, for the crash story; and the reader of what a crash left.
//
//   journal_tool write FOLDER   appends records until it is killed; says `durable N` after each commit
//   journal_tool read FOLDER    recovers as a start does, then says each record:
//                               `record SEQUENCE HEARD_MS SOURCE LINE`, then `end LAST` or `damage WHY`

#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "io/store/journal.h"

using namespace vigia;

namespace {

int failed(const Error& error) {
    fmt::print("failed {}\n", error.message);
    return 5;
}

/// What record `n` says; the story makes the same text.
std::string line_of(model::Sequence n) {
    std::string line = fmt::format("!AIVDM,1,1,,A,record-{}-", n);
    line.append(n * 7919 % 120, static_cast<char>('0' + n % 10));
    return line + ",0*00";
}

int write(const char* folder) {
    auto opened = store::Journal::open(folder, {.group_bytes = 64 * 1024});
    if (!opened) return failed(opened.error());
    store::Journal& journal = **opened;
    fmt::print("durable {}\n", journal.durable());
    std::fflush(stdout);
    // Twenty seconds of stream time a record: an hour of the journal is 180 records, so that many
    // kills fall where one file ends and the next begins, or is compressed.
    const Time start = *time_from_iso("2026-11-23T00:00:00Z");
    model::Sequence n = journal.last();
    for (unsigned round = 0;; ++round) {
        const model::Sequence end = n + 1 + n * 31 % 700;
        for (; n < end; ++n) {
            const std::string line = line_of(n + 1);
            const store::JournalRecord record{n + 1, start + std::chrono::seconds(20) * static_cast<std::int64_t>(n + 1), "crash", line};
            if (auto kept = journal.append({&record, 1}); !kept) return failed(kept.error());
        }
        if (auto committed = journal.commit(); !committed) return failed(committed.error());
        fmt::print("durable {}\n", journal.durable());
        std::fflush(stdout);
        if (round % 4 == 0)
            if (auto tidied = journal.tidy(); !tidied) return failed(tidied.error());
    }
}

int read(const char* folder) {
    {
        auto opened = store::Journal::open(folder);
        if (!opened) return failed(opened.error());
        if (!(*opened)->recovery().said.empty()) fmt::print("cut {}\n", (*opened)->recovery().bytes_cut);
    }
    auto reader = store::JournalReader::open(folder);
    if (!reader) return failed(reader.error());
    store::JournalRecord record;
    model::Sequence last = 0;
    for (;;) {
        auto more = reader->next(record);
        if (!more) return failed(more.error());
        if (!*more) break;
        last = record.sequence;
        fmt::print("record {} {} {} {}\n", record.sequence, to_unix_milliseconds(record.heard), record.source, record.line);
    }
    if (reader->damage()) fmt::print("damage {}\n", reader->damage()->said);
    else fmt::print("end {}\n", last);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 3 && std::strcmp(argv[1], "write") == 0) return write(argv[2]);
    if (argc == 3 && std::strcmp(argv[1], "read") == 0) return read(argv[2]);
    fmt::print(stderr, "journal_tool write|read FOLDER\n");
    return 2;
}
