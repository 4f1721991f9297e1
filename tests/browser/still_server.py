"""`bedside web --demo` on a folder that stays, with a clock that stands still: `python still_server.py FOLDER`.

The clock shows the afternoon of the tests. A file `minutes` in the folder moves it on, for what time alone brings about.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))
from today import NOW

LATER = "minutes"


def main(folder: Path) -> None:
    os.environ["BEDSIDE_DATA"] = str(folder)
    from bedside.faces.web import clock
    from bedside.faces.web.serve import LOOPBACK, serve

    later = folder / LATER

    def stands() -> datetime:
        return NOW + timedelta(minutes=int(later.read_text()) if later.exists() else 0)

    clock.now = stands
    serve("demo", LOOPBACK, int(sys.argv[2]) if len(sys.argv) > 2 else 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
