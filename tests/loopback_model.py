"""A language model on this machine, for tests: it says what it is told to say."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Server(ThreadingHTTPServer):
    """A model on this machine: `say` makes its answer of the findings; a None hangs until the server is closed, () sends
    a little all the time."""

    daemon_threads = True

    def __init__(self, say: object, status: int = 200) -> None:
        super().__init__(("127.0.0.1", 0), Model)
        self.say, self.status, self.asked, self.closing = say, status, [], threading.Event()


class Model(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        self.server.headers = dict(self.headers)
        said = self.server.say(asked["messages"][1]["content"]) if callable(self.server.say) else self.server.say
        if said is None:
            self.server.closing.wait(20)
            return
        while said == () and not self.server.closing.wait(0.02):
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = said if isinstance(said, bytes) else answer(said)
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        if body[:2] == b"\x1f\x8b":
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


def answer(said: str) -> bytes:
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": said}}
    return json.dumps({"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}).encode()


@contextmanager
def served(say: object, status: int = 200) -> Iterator[tuple[Server, dict[str, str]]]:
    server = Server(say, status)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server, {"BEDSIDE_LLM_URL": f"http://127.0.0.1:{server.server_port}/v1", "BEDSIDE_LLM_SECONDS": "20"}
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def behaves(findings: str) -> str:
    """What a model says that does what it was asked: each finding again, with its number."""
    return "\n".join(f"{line.split('] ', 1)[1]} [{at}]" for at, line in enumerate(findings.splitlines(), 1))
