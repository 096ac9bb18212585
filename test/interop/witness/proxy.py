"""
A proxy between a client and the engine that checks every exchange by AWS's own service models.

    python3 proxy.py --upstream http://127.0.0.1:4566 --ledger FILE

It prints its address when it is ready, appends one JSON line a call to the ledger, and ends with its standard input.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
from dataclasses import asdict
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from exchange import judge_exchange, models

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host", "expect"}


class Witness(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    upstream: tuple[str, int]
    ledger: str
    lock = threading.Lock()

    def do_POST(self) -> None:
        self._pass()

    def do_GET(self) -> None:
        self._pass()

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _pass(self) -> None:
        sent = self._read_body()
        connection = self._connection()
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
        connection.request(self.command, self.path, sent, headers)
        answer = connection.getresponse()
        body = answer.read()
        if not self.path.startswith("/_bg-deploy/"):
            # Written before the client has its answer: who waited for the client finds its calls in the ledger.
            self._record(sent, answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP_BY_HOP | {"date", "server"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _read_body(self) -> bytes:
        if self.headers.get("transfer-encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("content-length", 0)))
        chunks = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    def _connection(self) -> HTTPConnection:
        # One to a client's connection; both are kept alive.
        if not hasattr(self, "_upstream"):
            self._upstream = HTTPConnection(*self.upstream)
        return self._upstream

    def _record(self, sent: bytes, status: int, headers: dict[str, str], body: bytes) -> None:
        asked = {name.lower(): value for name, value in self.headers.items()}
        verdict = asdict(judge_exchange(asked, sent, status, headers, body))
        if verdict["findings"]:
            verdict["request"] = sent.decode(errors="replace")[:2000]
            verdict["answer"] = body.decode(errors="replace")[:2000]
        with self.lock, open(self.ledger, "a", encoding="utf-8") as ledger:
            ledger.write(json.dumps(verdict) + "\n")


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--upstream", required=True)
    arguments.add_argument("--ledger", required=True)
    given = arguments.parse_args()
    upstream = urlsplit(given.upstream)
    Witness.upstream = (upstream.hostname or "127.0.0.1", upstream.port or 80)
    Witness.ledger = given.ledger
    models()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Witness)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
