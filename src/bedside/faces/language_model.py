"""The language model of a deployment, where it has one: any endpoint that speaks as OpenAI's does, named by BEDSIDE_LLM_URL.

It gets the findings of one answer and nothing else, and what it says is held against them. Without the variable nothing here
is loaded, and no connection is opened.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import bedside

if TYPE_CHECKING:
    import httpx2

URL, MODEL, KEY, SECONDS = "BEDSIDE_LLM_URL", "BEDSIDE_LLM_MODEL", "BEDSIDE_LLM_KEY", "BEDSIDE_LLM_SECONDS"
PATIENCE = 20.0
"""Seconds that a model may take, when BEDSIDE_LLM_SECONDS says nothing else."""
MOST = 64_000
"""Bytes of a model's answer that are read."""
WORDS = 800
"""Tokens that a model is asked for at most."""
HEADERS = "host accept accept-encoding authorization connection content-length content-type x-stainless-raw-response"
SENT = frozenset(HEADERS.split())
"""Headers that an endpoint gets; the last is how the client tells itself that an answer is to be handed on unread."""
LATE = "the language model did not answer in time"
UNREACHED = "the language model could not be reached"
TROUBLE = "the language model gave no answer that can be read"


class BadEndpoint(bedside.Refusal):
    """Settings of a language model that cannot be used, and what would be right."""


@dataclass(frozen=True)
class Endpoint:
    """Where a model answers, as what, and how long it may take."""

    url: str
    model: str
    key: str
    seconds: float


def endpoint(settings: Mapping[str, str] = os.environ) -> Endpoint | None:
    """The endpoint that the environment names; None where it names none. Raises BadEndpoint."""
    url = settings.get(URL, "").strip()
    if not url:
        return None
    scheme, host = _address(url)
    if scheme == "http" and not _here(host):
        raise BadEndpoint(f"{URL} would send what stands in a record unencrypted to another machine. Use https, or 127.0.0.1.")
    key = settings.get(KEY) or "none"
    if not (key.isascii() and key.isprintable()):
        raise BadEndpoint(f"{KEY} has a character that no key can have.")
    return Endpoint(url, settings.get(MODEL) or "default", key, _seconds(settings.get(SECONDS)))


def _address(url: str) -> tuple[str, str]:
    """The scheme and the host of an address; a password in it is refused, and not repeated."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    plain = url.isascii() and url.isprintable() and " " not in url
    if parts.scheme not in ("http", "https") or not host or not plain or parts.username or parts.password:
        raise BadEndpoint(f"{URL} is no address that can be used. Name one such as http://127.0.0.1:8080/v1, or leave it out.")
    return parts.scheme, host


def named(settings: Mapping[str, str] = os.environ) -> bool:
    """Whether the environment names a language model."""
    return bool(settings.get(URL, "").strip())


def retold(reply: bedside.Reply, settings: Mapping[str, str] = os.environ) -> bedside.Reply:
    """The answer with the model's words beside it, where there is a model; else the answer."""
    found = endpoint(settings)
    return reply if found is None else bedside.retell(reply, partial(_say, found))


def _here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _seconds(told: str | None) -> float:
    if told is None:
        return PATIENCE
    try:
        seconds = float(told)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 600:
        raise BadEndpoint(f"{SECONDS} is {told!r}. It is a number of seconds, up to 600.")
    return seconds


def _say(to: Endpoint, instructions: str, findings: str) -> str:
    """What the model says, or NoRetelling when its time is over, however slowly it goes on sending."""
    try:
        import openai  # noqa: F401
    except ImportError:
        raise bedside.ExtraMissing("pip install 'bedside[assistant]'") from None
    said: Queue[str | Exception] = Queue()
    Thread(target=_ask_apart, args=(to, instructions, findings, said), daemon=True).start()
    try:
        told = said.get(timeout=to.seconds)
    except Empty:
        raise bedside.NoRetelling(LATE) from None
    if isinstance(told, Exception):
        raise told
    return told


def _ask_apart(to: Endpoint, instructions: str, findings: str, said: Queue[str | Exception]) -> None:
    import httpx2
    import openai

    try:
        said.put(_content(_ask(to, instructions, findings)))
    except bedside.NoRetelling as trouble:
        said.put(trouble)
    except (openai.APITimeoutError, httpx2.TimeoutException):
        said.put(bedside.NoRetelling(LATE))
    except openai.APIConnectionError as trouble:
        cause = trouble.__cause__
        said.put(cause if isinstance(cause, bedside.NoRetelling) else bedside.NoRetelling(UNREACHED))
    except (openai.OpenAIError, httpx2.HTTPError, OSError, ValueError):
        said.put(bedside.NoRetelling(UNREACHED))


def _ask(to: Endpoint, instructions: str, findings: str) -> bytes:
    """The body of the answer. No proxy, no redirect, no second try: the findings go to the one address that was named."""
    import openai

    hooks: dict[str, list[Callable[..., None]]] = {"request": [_bare], "response": [_plain_and_good]}
    line = openai.DefaultHttpxClient(trust_env=False, follow_redirects=False, timeout=to.seconds, event_hooks=hooks)
    with openai.OpenAI(base_url=to.url, api_key=to.key, max_retries=0, timeout=to.seconds, http_client=line) as client:
        asked = client.chat.completions.with_streaming_response.create(
            model=to.model,
            messages=[{"role": "system", "content": instructions}, {"role": "user", "content": findings}],
            temperature=0,
            max_tokens=WORDS,
        )
        with asked as answer:
            return _read(answer.iter_bytes())


def _bare(request: httpx2.Request) -> None:
    """Nothing goes along that the environment or the client adds: the header of an organisation, what machine this is."""
    for name in set(request.headers) - SENT:
        del request.headers[name]
    request.headers["accept-encoding"] = "identity"


def _plain_and_good(response: httpx2.Response) -> None:
    """An answer that is no answer is not read, and nothing is unpacked: it may be endless."""
    if response.status_code != 200:
        raise bedside.NoRetelling(f"the language model refused, with status {response.status_code}")
    if response.headers.get("content-encoding", "identity") != "identity":
        raise bedside.NoRetelling(TROUBLE)


def _read(parts: Iterator[bytes]) -> bytes:
    said = b""
    for part in parts:
        said += part
        if len(said) > MOST:
            raise bedside.NoRetelling("the language model said far too much")
    return said


def _content(said: bytes) -> str:
    try:
        content = json.loads(said)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise bedside.NoRetelling(TROUBLE) from None
    if not isinstance(content, str):
        raise bedside.NoRetelling(TROUBLE)
    return content
