"""Every recording decodes under the standard policy, and what is refused is refused for a reason that
is known and explained here. The digest is the same for every format."""

from corpora import Check, decode, folder

OTHER = {"not_ais", "not_a_sentence"}  # lines of other kinds: GPS, weather, comments, empty shells

# file: (least messages, the reasons that occur, why)
FILES = {
    "aisdb/test_data_201201.nmea": (26, set(), ""),
    "aisdb/test_data_20211101.nm4": (979, set(), ""),
    "dma_aislib/ais250.txt": (235, {"part_expired"}, "first parts whose second part was not recorded"),
    "dma_aislib/decode_encode_messages.txt": (601, set(), ""),
    "dma_aislib/replay_dump.txt": (50, set(), ""),
    "dma_aislib/retry_example.txt": (6, {"part_expired", "part_orphan"}, "a retry that lost one part of each try"),
    "dma_aislib/small_cb_example.txt": (9, {"channel", "part_orphan"}, "made to hold damaged tag blocks and sentences"),
    "dma_aislib/small_example.txt": (1, set(), ""),
    "dma_aislib/stream_example.txt": (4051, set(), ""),
    "gpsd/sample.aivdm": (102, set(), ""),
    "kystverket_norway/Ais1000Lines.nm4": (877, set(), ""),
    "kystverket_norway/norwegian.raw": (196, set(), ""),
    "libais/tagblock.nmea": (4, set(), ""),
    "libais/test.aivdm": (228, {"message_length", "message_type"}, "kept for their damage: types 0 and above 27, cut messages"),
    "libais/typeexamples.nmea": (26, set(), ""),
    "noaadata/test.ais": (853, set(), ""),
    "signalk/gofree-merrimac.log": (1459, set(), ""),
    "signalk/gps.log": (0, set(), "no AIS at all"),
    "signalk/n2kd-183-merrimac.log": (0, set(), "no AIS at all"),
    "signalk/nais300-merrimac.log": (536, set(), ""),
    "signalk/nais400-merrimac.log": (668, set(), ""),
}

check = Check()
for name, (least, reasons, why) in FILES.items():
    path = folder("ais", name)
    _, seen = decode("--format", "none", path, expect=0 if least else 4)
    refused = {reason: count for reason, count in seen["refused"].items() if reason not in OTHER}
    print(f"{name}: {seen['lines']} lines, {seen['messages']} messages, refused {refused}{': ' + why if why else ''}")
    check.that(seen["messages"] >= least, f"{name}: {seen['messages']} messages, not {least}")
    check.that(set(refused) == reasons, f"{name}: refused for {sorted(refused)}, not for {sorted(reasons)}")
    check.that(seen["sentences"] >= seen["messages"], f"{name}: more messages than sentences")
    for form in ("jsonl", "gpsd", "csv") if least else ():
        check.that(decode("--format", form, path)[1]["digest"] == seen["digest"], f"{name}: digest of --format {form}")
check.end()
