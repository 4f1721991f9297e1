"""Make src/bedside/words/lexicon/prepared.json: the lexicon as it is read, so that the first answer need not wait for it.

    python tools/make_lexicon.py            write it
    python tools/make_lexicon.py --check    fail where it is of another state of the lexicon

Where the lexicon, or what reads it, has changed since, Bedside reads the lexicon itself and is only slower.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bedside.words.lexicon import prepared

TARGET = Path(__file__).parents[1] / "src" / "bedside" / "words" / "lexicon" / "prepared.json"


def main() -> None:
    """Write it, or compare."""
    text = json.dumps(prepared(), separators=(",", ":")) + "\n"
    if "--check" not in sys.argv:
        TARGET.write_text(text, "utf-8")
    elif TARGET.read_text("utf-8") != text:
        sys.exit(f"{TARGET.name} is of another state of the lexicon: run tools/make_lexicon.py.")


if __name__ == "__main__":
    main()
