"""An alert from the air to the officer: raised, told by mail and webhook, acknowledged, and still so after kill -9."""
import base64
import email
import email.header
import hashlib
import http.server
import json
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

from story import Serving, arguments, expect, free_port, sentence, until

# Debian's package is for Debian's Python, which may not be the one that runs the stories.
has_mail_server = [python for python in (sys.executable, "/usr/bin/python3")
                   if subprocess.run([python, "-c", "import aiosmtpd"], stderr=subprocess.DEVNULL, check=False).returncode == 0]
if not has_mail_server:
    print("skipped: python3-aiosmtpd is not installed")
    sys.exit(77)
program, scratch = arguments()


def position_report(mmsi, latitude, longitude):
    """An AIS message of type 1 as a sentence (ITU-R M.1371-5)."""
    return sentence([(1, 6), (0, 2), (mmsi, 30), (0, 4), (128, 8), (100, 10), (1, 1), (round(longitude * 600_000), 28), (round(latitude * 600_000), 27),
                     (900, 12), (90, 9), (int(time.time()) % 60, 6), (0, 2), (0, 3), (0, 1), (0, 19)])


class Receiver(http.server.BaseHTTPRequestHandler):
    """Takes the webhook; says 503 to the first try, to be tried again."""
    got, tries = [], 0

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Receiver.tries += 1
        if Receiver.tries > 1:
            Receiver.got.append(json.loads(body))
        self.send_response(204 if Receiver.tries > 1 else 503)
        self.end_headers()

    def log_message(self, *_):
        pass


hook = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=hook.serve_forever, daemon=True).start()
mail_port, mail_file = free_port(), scratch / "mail.txt"
mail_server = subprocess.Popen([has_mail_server[0], "-u", "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{mail_port}", "-c", "aiosmtpd.handlers.Debugging", "stdout"],
                               stdout=mail_file.open("wb"), stderr=subprocess.DEVNULL)


def listens(port):
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0


try:
    until(lambda: listens(mail_port), "the mail server to listen")
    config = scratch / "vigia.toml"
    config.write_text(f"""
[notify]
least = "low"
language = "es"
webhook = "http://127.0.0.1:{hook.server_port}/alerts"
mail = "smtp://127.0.0.1:{mail_port}"
mail_from = "vigia@example.org"
mail_to = "guardia@example.org"
""")
    feed = free_port(socket.SOCK_DGRAM)

    def watch():
        return Serving(program, "watch", f"udp://127.0.0.1:{feed}", "--listen", "127.0.0.1:0", "--data", scratch / "data", "--config", config)

    def send(*lines):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            out.sendto(b"".join(lines), ("127.0.0.1", feed))

    def act(serving, alert, **action):
        request = urllib.request.Request(f"{serving.url}/api/v1/alerts/{alert}/actions", json.dumps(action).encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            return refused.code, json.load(refused)

    first = watch()
    send(position_report(352001234, 8.80, -79.50), position_report(352001234, 8.30, -79.50))
    alert = until(lambda: next((a for a in first.json("/api/v1/alerts")["alerts"] if "impossible_jump" in a["kinds"]), None), "the jump to be an alert")
    expect(alert["state"] == "new" and alert["vessels"][0]["mmsi"] == "352001234", f"another alert than expected: {alert}")
    for language in ("en", "es"):
        expect("{" not in alert["why"][language] + alert["not_known"][language] + alert["would_change"][language], "a sentence with a hole in it")
    expect(alert["contributions"] and round(sum(c["points"] for c in alert["contributions"])) == alert["risk"], "the risk is not the sum of its reasons")

    until(lambda: Receiver.got, "the webhook to be called again after it was refused")
    expect(Receiver.got[0]["id"] == alert["id"], "the webhook got another alert")
    expect(first.metric("vigia_notices_failed_tries_total") >= 1, "a failed try is not counted")
    until(lambda: b"END MESSAGE" in mail_file.read_bytes(), "the mail")
    raw = mail_file.read_bytes().split(b"MESSAGE FOLLOWS ----------\n", 1)[1].split(b"------------ END MESSAGE", 1)[0]
    message = email.message_from_bytes(raw)
    subject = str(email.header.make_header(email.header.decode_header(message["Subject"])))
    expect("Salto imposible" in subject, f"the subject of the mail is {subject!r}")
    expect(alert["why"]["es"] in message.get_payload(decode=True).decode(), "the mail does not say why")

    code, answer = act(first, alert["id"], action="acknowledge", by="Ana Ríos")
    expect(code == 200 and answer["state"] == "acknowledged", f"acknowledging gave {code} {answer}")
    code, answer = act(first, alert["id"], action="acknowledge", by="Luis Mora")
    expect(code == 409 and "Ana Ríos" in answer["detail"], f"acknowledging twice gave {code} {answer}")
    code, answer = act(first, alert["id"], action="note", by="Luis Mora", note="llamado por radio")
    expect(code == 200, f"a note gave {code} {answer}")
    sequence = first.metric("vigia_sequence")
    until(lambda: first.metric("journal_durable") >= sequence, "the journal to be durable")
    first.kill()

    second = watch()
    again = until(lambda: next((a for a in second.json("/api/v1/alerts")["alerts"] if a["id"] == alert["id"]), None), "the alert after the restart")
    expect(again["state"] == "acknowledged" and again["by"] == "Ana Ríos", f"after kill -9 it is {again['state']} by {again['by']}")
    expect([line["note"] for line in again["log"]][-1] == "llamado por radio", "the note is lost")
    until(lambda: second.metric("vigia_alerts_known_total") >= 1, "the behaviour to be told again from the journal")
    send(position_report(352009999, 8.9, -79.4))
    until(lambda: len(second.json("/api/v1/picture")["tracks"]) >= 2, "the feed to be heard again")
    jumps = [a for a in second.json("/api/v1/alerts?state=all")["alerts"] if "impossible_jump" in a["kinds"]]
    expect(len(jumps) == 1, f"the same behaviour alerts {len(jumps)} times")
    code, answer = act(second, alert["id"], action="undo", by="Ana Ríos")
    expect(code == 200 and answer["state"] == "new", f"undo after a restart gave {code} {answer}")

    with urllib.request.urlopen(second.url + "/api/v1/alerts/handover?lang=es", timeout=20) as page:
        text, policy = page.read().decode(), page.headers["content-security-policy"]
    style = re.search("<style>(.*?)</style>", text, re.S).group(1)
    expect(base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in policy, "the browser would not style the handover page")
    expect("Salto imposible" in text and "llamado por radio" in text, "the handover page lacks what is open")

    areas = json.loads(second.get("/api/v1/areas"))
    zone = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "works", "kind": "zone", "name": "Works"},
            "geometry": {"type": "Polygon", "coordinates": [[[-79.95, 9.25], [-79.9, 9.25], [-79.9, 9.3], [-79.95, 9.3], [-79.95, 9.25]]]}}]}

    def put(body):
        request = urllib.request.Request(second.url + "/api/v1/areas", json.dumps(body).encode(), {"Content-Type": "application/geo+json"}, method="PUT")
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            return refused.code, json.load(refused)

    code, answer = put(zone)
    expect(code == 200 and len(answer["features"]) == len(areas["features"]) + 1, f"drawing an area gave {code}")
    zone["features"][0]["properties"]["kind"] = "moon"
    code, answer = put(zone)
    expect(code == 400 and "feature 1" in answer["detail"], f"a wrong area gave {code} {answer}")
    expect(second.stop() == 0, "a watch that is asked to stop ends with 0")
finally:
    mail_server.terminate()
    mail_server.wait()
    hook.shutdown()
print("raised, told, acknowledged, killed, and still acknowledged")
