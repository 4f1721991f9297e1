"""The language model of a deployment, where it has one: any endpoint that speaks as OpenAI's does, named by BEDSIDE_LLM_URL.

It gets the findings of one answer and nothing else, and what it says is held against them. Without the variable nothing here
is loaded, and no connection is opened.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from time import monotonic
from urllib.parse import urlsplit

import bedside

URL, MODEL, KEY, SECONDS = "BEDSIDE_LLM_URL", "BEDSIDE_LLM_MODEL", "BEDSIDE_LLM_KEY", "BEDSIDE_LLM_SECONDS"
PATIENCE = 20.0
"""Seconds that a model may take, when BEDSIDE_LLM_SECONDS says nothing else."""
MOST = 64_000
"""Bytes of a model's answer that are read."""
WORDS = 800
"""Tokens that a model is asked for at most."""
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
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadEndpoint(f"{URL} is {url!r}. Name an address such as http://127.0.0.1:8080/v1, or leave it out.")
    if parts.scheme == "http" and not _here(parts.hostname):
        raise BadEndpoint(f"{URL} would send what stands in a record unencrypted to another machine. Use https, or 127.0.0.1.")
    return Endpoint(url, settings.get(MODEL, "default"), settings.get(KEY, "none"), _seconds(settings.get(SECONDS)))


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
    """What the model says. No proxy, no redirect and no second try: the findings go to the one address that was named."""
    try:
        import httpx2
        import openai
    except ImportError:
        raise bedside.ExtraMissing("pip install 'bedside[assistant]'") from None
    told = openai.DefaultHttpxClient(trust_env=False, follow_redirects=False, timeout=to.seconds)
    with openai.OpenAI(base_url=to.url, api_key=to.key, max_retries=0, timeout=to.seconds, http_client=told) as client:
        try:
            with client.chat.completions.with_streaming_response.create(
                model=to.model,
                messages=[{"role": "system", "content": instructions}, {"role": "user", "content": findings}],
                temperature=0,
                max_tokens=WORDS,
            ) as answer:
                return _content(_read(answer.iter_bytes(), monotonic() + to.seconds))
        except (openai.APITimeoutError, httpx2.TimeoutException, TimeoutError):
            raise bedside.NoRetelling("the language model did not answer in time") from None
        except openai.APIStatusError as trouble:
            raise bedside.NoRetelling(f"the language model refused, with status {trouble.status_code}") from None
        except (openai.OpenAIError, httpx2.HTTPError):
            raise bedside.NoRetelling("the language model could not be reached") from None


def _read(parts: Iterator[bytes], until: float) -> bytes:
    """What came, as long as it comes in time and is not endless: a server that sends a byte now and then is late too."""
    said = b""
    for part in parts:
        said += part
        if len(said) > MOST:
            raise bedside.NoRetelling("the language model said far too much")
        if monotonic() > until:
            raise TimeoutError
    return said


def _content(said: bytes) -> str:
    try:
        content = json.loads(said)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError):
        raise bedside.NoRetelling(TROUBLE) from None
    if not isinstance(content, str):
        raise bedside.NoRetelling(TROUBLE)
    return content
