"""`bedside web`: what it refuses, what it prints, and that what was acknowledged outlives the process."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).parent / "bedside"


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BEDSIDE_", "DATABASE_", "DJANGO_"))}
    return kept | {"BEDSIDE_DATA": str(folder)} | more


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--demo", "--single"], "--demo and --single are two ways to start: use one of the two"),
        (["--single", "--host", "0.0.0.0"], "single-person mode has no login, so it serves this machine only"),
        (["--demo", "--host", "192.0.2.1"], "the demonstration has a known password, so it serves this machine only"),
        (["--host", "0.0.0.0"], "0.0.0.0 can be reached from other machines: put a proxy with HTTPS in front"),
        (["--host", "bedside"], "--host is an address such as 127.0.0.1, not 'bedside'"),
    ],
)
def test_it_refuses_to_be_open_by_mistake(options: list[str], told: str, tmp_path: Path) -> None:
    done = subprocess.run([COMMAND, "web", *options], env=environment(tmp_path), capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert told in done.stderr and "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """Tests that run in the background ignore an interrupt, and what they start would inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def start(folder: Path, *options: str, **variables: str) -> tuple[subprocess.Popen[str], str, str]:
    """The running server, its address, and what it had printed by then."""
    words = [COMMAND, "web", *options, "--port", "0"]
    server = subprocess.Popen(
        words, env=environment(folder, **variables), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    printed = ""
    assert server.stdout
    for line in server.stdout:
        printed += line
        if found := re.search(r"Open (http://localhost:\d+/)", line):
            return server, found[1], printed
    raise AssertionError(printed)


def stop(server: subprocess.Popen[str], how: signal.Signals = signal.SIGINT) -> int:
    server.send_signal(how)
    with server:
        try:
            return server.wait(timeout=30)
        finally:
            server.kill()


def test_single_mode_opens_the_one_persons_page_and_keeps_it(tmp_path: Path) -> None:
    server, address, printed = start(tmp_path, "--single")
    try:
        with urllib.request.urlopen(address, timeout=30) as response:
            first = response.url
            assert re.fullmatch(rf"{address}person/[0-9a-f-]{{36}}/", first)
            assert "Before treatment" in response.read().decode()
    finally:
        stop(server, signal.SIGKILL)
    assert "password" not in printed
    assert oct((tmp_path / "secret.key").stat().st_mode)[-3:] == "600"
    server, address, _ = start(tmp_path, "--single")
    try:
        with urllib.request.urlopen(address, timeout=30) as response:
            assert response.url.split("/person/")[1] == first.split("/person/")[1], "killed, and still the same person"
    finally:
        assert stop(server) == 0
    done = subprocess.run([COMMAND, "web", "--demo"], env=environment(tmp_path), capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and "this database holds real records" in done.stderr


def test_the_demonstration_leaves_nothing_behind(tmp_path: Path) -> None:
    words = [COMMAND, "web", "--demo", "--port", "0"]
    environs = environment(tmp_path, TMPDIR=str(tmp_path)) | {"BEDSIDE_DATA": ""}
    server = subprocess.Popen(words, env=environs, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout
    printed = "".join(iter(server.stdout.readline, "(Control-C ends it.)\n"))
    assert "bob      her nurse" in printed and "password invented-people-only" in printed
    assert [path.name[:13] for path in tmp_path.iterdir()] == ["bedside-demo-"]
    assert stop(server, signal.SIGTERM) == 0
    assert not list(tmp_path.iterdir())


def test_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import bedside
    from bedside.faces.web import serve

    monkeypatch.setattr(serve, "find_spec", lambda name: None)
    with pytest.raises(bedside.ExtraMissing, match=r"pip install 'bedside\[web\]'"):
        serve.serve("demo", "127.0.0.1", 0)


def test_behind_a_proxy_with_https_it_answers_https_alone(tmp_path: Path) -> None:
    server, address, _ = start(tmp_path, BEDSIDE_HTTPS="1")
    try:
        asked = urllib.request.Request(f"{address}account/sign-in/", headers={"X-Forwarded-Proto": "https"})
        with urllib.request.urlopen(asked, timeout=30) as response:
            assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")
            assert "Secure" in response.headers["Set-Cookie"]
        plain = http.client.HTTPConnection(address.split("/")[2], timeout=30)
        plain.request("GET", "/account/sign-in/")
        answer = plain.getresponse()
        assert (answer.status, answer.headers["Location"][:8]) == (301, "https://")
    finally:
        stop(server)
