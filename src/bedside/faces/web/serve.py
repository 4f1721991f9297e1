"""`bedside web`: make the tables, fill the demonstration where it is asked for, and serve until interrupted."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from ipaddress import ip_address
from tempfile import TemporaryDirectory

import bedside
from bedside.faces.language_model import endpoint

LOOPBACK = "127.0.0.1"


class CannotServe(bedside.Refusal):
    """A way of starting the server that is refused; the message says what would be right."""


def serve(mode: str, host: str, port: int) -> None:
    """Serve the web app in this process; prints one address to open."""
    _allowed(mode, host)
    _installed()
    _reachable()
    os.environ["BEDSIDE_MODE"] = mode
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedside.faces.web.settings")
    with _folder(mode):
        prepare(mode)
        _listen(mode, host, port)


def _listen(mode: str, host: str, port: int) -> None:
    from waitress import create_server

    from bedside.faces.web.wsgi import application

    proxied = os.environ.get("BEDSIDE_HTTPS") == "1"
    options = {"threads": 8, "ident": None, "clear_untrusted_proxy_headers": not proxied}
    try:
        server = create_server(application, host=host, port=port, **options)
    except OSError as trouble:
        raise CannotServe(f"port {port} of {host} cannot be used: {trouble.strerror}; name another with --port") from None
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    greet(mode, host, server.effective_port)
    try:
        server.run()
    except KeyboardInterrupt:
        server.close()


@contextmanager
def _folder(mode: str) -> Iterator[None]:
    """The demonstration is written anew in a folder of its own, so that its times are those of today, and leaves nothing."""
    if mode != "demo" or os.environ.get("BEDSIDE_DATA"):
        yield
        return
    with TemporaryDirectory(prefix="bedside-demo-") as folder:
        os.environ["BEDSIDE_DATA"] = folder
        yield


def prepare(mode: str) -> None:
    """The tables as they must be now; in demo mode the ward of invented people, in single mode the one person."""
    import django

    from bedside.faces.web.place import make_data_folder

    make_data_folder()
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    _unmixed(mode)
    if mode == "demo":
        _demonstration()
    elif mode == "single":
        _one_person()


def greet(mode: str, host: str, port: int) -> None:
    """Say where to look, and in the demonstration with which names."""
    address = f"http://{'localhost' if ip_address(host).is_loopback else host}:{port}/"
    if mode == "demo":
        from bedside.faces.web.demo.cast import CAST, PASSWORD

        print("A demonstration ward; everybody on it is invented. Sign in as one of these, password " + PASSWORD)
        for player in CAST:
            print(f"  {player.username:<8} {player.why}")
    print(f"\nOpen {address}\n(Control-C ends it.)", flush=True)


def _installed() -> None:
    for library in ("django", "allauth", "cattrs", "csp", "django_htmx", "whitenoise", "waitress"):
        if find_spec(library) is None:
            raise bedside.ExtraMissing("pip install 'bedside[web]'")


def _reachable() -> None:
    """The settings of a language model are looked at before anybody asks."""
    if endpoint() is not None and find_spec("openai") is None:
        raise bedside.ExtraMissing("pip install 'bedside[assistant]'")


def _allowed(mode: str, host: str) -> None:
    try:
        loopback = ip_address(host).is_loopback
    except ValueError:
        raise CannotServe(f"--host is an address such as {LOOPBACK}, not {host!r}") from None
    if mode == "single" and not loopback:
        raise CannotServe(f"single-person mode has no login, so it serves this machine only: leave --host out, not {host}")
    if mode == "demo" and not loopback:
        raise CannotServe(
            f"the demonstration has a known password, so it serves this machine only: leave --host out, not {host}"
        )
    if not loopback and os.environ.get("BEDSIDE_HTTPS") != "1":
        told = f"{host} can be reached from other machines: put a proxy with HTTPS in front, then set BEDSIDE_HTTPS=1"
        raise CannotServe(f"{told} and BEDSIDE_HOSTS to the names it is called by")


def _unmixed(mode: str) -> None:
    """Invented people, whose password is known, and real ones never share a database."""
    from bedside.faces.web.records.models import Person
    from bedside.faces.web.ward.models import Ward

    invented = Ward.objects.filter(invented=True).exists()
    if mode == "demo" and (Person.objects.filter(invented=False).exists() or (Ward.objects.exists() and not invented)):
        raise CannotServe(
            "this database holds real records: the demonstration is not written into it; name another BEDSIDE_DATA"
        )
    if mode != "demo" and invented:
        raise CannotServe("this database holds the demonstration, whose password is known: name another BEDSIDE_DATA")


def _demonstration() -> None:
    from bedside.faces.web import clock
    from bedside.faces.web.demo.build import build
    from bedside.faces.web.ward.models import Ward

    if not Ward.objects.filter(invented=True).exists():
        print("Writing the records of the invented people ...", file=sys.stderr)
        build(clock.this_minute())


def _one_person() -> None:
    from bedside.faces.web.accounts.models import User
    from bedside.faces.web.records.models import Person

    user, _ = User.objects.get_or_create(username=User.SINGLE, defaults={"name": ""})
    user.set_unusable_password()
    user.save()
    if not Person.objects.filter(account=user).exists():
        Person.objects.create(name="", account=user)
