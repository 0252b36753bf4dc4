"""`vigia decode` behaves as a good Unix filter: pipes, packed files, exit codes, Ctrl-C, statistics."""

import gzip
import json
import os
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

VIGIA = os.environ["VIGIA"]
SENTENCES = subprocess.run([os.environ["MESSAGES"]], capture_output=True, check=True).stdout
HEADER = ("MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,"
          "Cargo,TransceiverClass\n")


def decode(*arguments, given=b""):
    return subprocess.run([VIGIA, "decode", *arguments], input=given, capture_output=True, check=False, timeout=60)


def statistics(done):
    return json.loads(done.stderr.decode().splitlines()[-1])


class Decode(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.file = Path(self.folder.name) / "recording.nmea"
        self.file.write_bytes(SENTENCES)
        self.addCleanup(self.folder.cleanup)

    def test_every_line_of_jsonl_is_json_and_counted(self):
        done = decode("--stats", str(self.file))
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(done.returncode, 0)
        self.assertEqual(len(lines), statistics(done)["messages"])
        self.assertEqual(set(statistics(done)), {"lines", "sentences", "messages", "refused", "seconds",
                                                 "sentences_per_second", "digest"})

    def test_none_prints_only_statistics_and_the_same_digest(self):
        none = decode("--format", "none", str(self.file))
        self.assertEqual(none.stdout, b"")
        for form in ("jsonl", "gpsd", "gpsd-raw", "csv"):
            self.assertEqual(statistics(decode("--format", form, "--stats", str(self.file)))["digest"],
                             statistics(none)["digest"])

    def test_packed_files_and_standard_input_say_the_same_as_the_plain_file(self):
        packed = Path(self.folder.name) / "recording.gz"
        packed.write_bytes(gzip.compress(SENTENCES))
        plain = decode(str(self.file)).stdout
        self.assertEqual(decode(str(packed)).stdout, plain)
        self.assertEqual(decode("-", given=SENTENCES).stdout, plain)
        self.assertEqual(decode(given=gzip.compress(SENTENCES)).stdout, plain)

    def test_two_files_are_one_stream_even_when_cut_in_a_line(self):
        half = len(SENTENCES) // 2
        half = SENTENCES.index(b"\n", half)  # the line end goes to neither
        first, second = Path(self.folder.name) / "a", Path(self.folder.name) / "b"
        first.write_bytes(SENTENCES[:half])
        second.write_bytes(SENTENCES[half + 1:])
        self.assertEqual(decode(str(first), str(second)).stdout, decode(str(self.file)).stdout)

    def test_a_table_is_known_by_its_header(self):
        row = "351000001,2026-01-11T00:00:05,9.0,-79.5,10.0,272.7,270.0,EVER A,IMO9307839,H3AA,70,8.0,208,30,8.0,70,A\n"
        done = decode("--format", "jsonl", given=(HEADER + row).encode())
        report = json.loads(done.stdout)
        self.assertEqual((report["mmsi"], report["lat"], report["lon"], report["speed"]), ("351000001", 9.0, -79.5, 5.144))
        self.assertEqual(decode("--format", "gpsd", given=(HEADER + row).encode()).returncode, 4)

    def test_exit_codes_say_what_went_wrong(self):
        self.assertEqual(decode(given=b"nothing of use\n").returncode, 4)
        self.assertEqual(decode(given=b"").returncode, 4)
        self.assertEqual(decode("/nonexistent/file").returncode, 5)
        self.assertEqual(decode("--format", "json", str(self.file)).returncode, 2)
        self.assertEqual(decode("--policy", "kind", str(self.file)).returncode, 2)
        self.assertEqual(decode("--messages", "/nonexistent.toml", str(self.file)).returncode, 3)

    def test_a_reader_that_goes_away_is_no_error(self):
        program = subprocess.Popen([VIGIA, "decode", str(self.file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        program.stdout.readline()
        program.stdout.close()
        self.assertEqual(program.stderr.read(), b"")
        program.stderr.close()
        self.assertEqual(program.wait(timeout=30), 0)

    def test_live_input_is_written_at_once_and_ctrl_c_ends_it(self):
        program = subprocess.Popen([VIGIA, "decode", "--stats", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        program.stdin.write(b"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n")
        program.stdin.flush()
        self.assertEqual(json.loads(program.stdout.readline())["mmsi"], "371798000")  # before the input ends
        program.send_signal(signal.SIGINT)
        started = time.monotonic()
        errors = program.stderr.read()
        self.assertEqual(program.wait(timeout=30), 130)
        self.assertLess(time.monotonic() - started, 20)
        self.assertEqual(json.loads(errors.splitlines()[-1])["messages"], 1)
        for pipe in (program.stdin, program.stdout, program.stderr):
            pipe.close()


if __name__ == "__main__":
    unittest.main()
