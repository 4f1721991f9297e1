"""Make src/bedside/words/meant.npz: what clauses may mean, for `understand` where the lexicon finds no emergency.

    python tools/make_meant.py

The sentence model of `ask` (questions/model.npz) is taken as it is but for its uppermost layer, which is fitted again, together
with one row of weights a concept, so that the texts of meant_texts.py are told apart (cross entropy; Adam). Then the numbers
are cut to bytes, one scale a row. It needs JAX, takes twelve minutes of CPU, and is done again when meant.tsv or the model
changes: a test holds the digest of what went in beside that of what there is. Phrases that the lexicon has learnt since need
no new fitting: it finds them itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from bedside.questions.sentences import HEADS, sentences
from bedside.words.meant import NOTHING, SHARP
from make_index import spelt, stored
from make_model import as_bytes, normed
from meant_texts import LACKING, texts

SOURCE = Path(__file__).parents[1] / "src" / "bedside"
TARGET = SOURCE / "words" / "meant.npz"
LEAST = 0.6
"""How likely it must be that a clause tells of a danger."""
FITTED, LONGEST, TOGETHER = 2, 20, 64
"""Layers that are fitted, pieces of a text, and texts of a step."""
SEED, ROUNDS, RATE, WARM, FASTER, SMOOTH = 0, 2.5, 2e-4, 40, 20, 0.05
"""Rounds over the texts; how fast the layer learns, how much faster the concepts; and how much of a text is left to doubt."""
TABLES = ("attend", "join", "widen", "narrow")
Array = NDArray[np.float32]
Halves = NDArray[np.float16]
Tree = dict[str, jax.Array]


def main() -> None:
    """Write the file."""
    found = texts()
    names = sorted({concept for _, concept in found})
    of = np.array([names.index(concept) for _, concept in found])
    states, mask = below([words for words, _ in found])
    told = fitted(states, mask, of, len(names), names.index(NOTHING))
    store(names, told)
    print(f"{len(found)} texts, {len(names)} concepts, {TARGET.stat().st_size} bytes")


def digest() -> str:
    """The digest of what is written down for it, and of the model below."""
    parts = (Path(__file__).parent / "meant.tsv", SOURCE / "questions" / "model.npz")
    return hashlib.sha256(b"".join(hashlib.sha256(part.read_bytes()).digest() for part in parts)).hexdigest()


def below(rows: list[tuple[str, ...]]) -> tuple[Halves, Array]:
    """What the pieces of each text are below the layers that are fitted, and which of them there are."""
    model = sentences()
    layers = len(model.weights["attend"]) - FITTED
    cut = [[*(pieces := model.cut(words))[: LONGEST - 1], pieces[-1]] for words in rows]
    lengths = np.array([min(len(pieces), LONGEST) for pieces in cut])
    states, mask = np.zeros((len(rows), LONGEST, model.size), np.float16), np.zeros((len(rows), LONGEST), np.float32)
    for length in sorted(set(lengths)):
        chosen = np.flatnonzero(lengths == length)
        for some in np.array_split(chosen, -(-len(chosen) // TOGETHER)):
            states[some, :length] = model.states([np.array([cut[row][:length] for row in some])], layers)[0]
            mask[some, :length] = 1
    return states, mask


def start(size: int, counts: Array) -> Tree:
    """The model's own layer, and concepts that are as likely as they are frequent."""
    weights = sentences().weights
    told = {
        name: jnp.asarray(np.asarray(weights[name][-FITTED:], np.float32))
        for name in weights
        if name not in ("places", "first")
    }
    for name in TABLES:
        told[name] = told[name] * told.pop(f"{name}.scale")[..., None]
    chance = np.random.default_rng(SEED)
    return told | {
        "concepts": jnp.asarray(chance.normal(0, 0.02, (size, sentences().size)), jnp.float32),
        "concepts.bias": jnp.asarray(np.log((counts + 5) / (counts + 5).sum()), jnp.float32),
    }


def fitted(states: Halves, mask: Array, of: NDArray[np.intp], size: int, nothing: int) -> dict[str, Array]:
    """The layer and the concepts. A text counts the less the more there are of its concept, but for those of `nothing`."""
    counts = np.bincount(of, minlength=size).astype(np.float32)
    weight = (1 / np.sqrt(counts + 3))[of]
    weight = np.where(of == nothing, 1, weight / weight[of != nothing].mean()).astype(np.float32)

    def loss(told: Tree, x: jax.Array, mask: jax.Array, of: jax.Array, weight: jax.Array) -> jax.Array:
        chance = jax.nn.log_softmax(odds(told, x, mask))
        right = (1 - SMOOTH) * chance[jnp.arange(len(of)), of] + SMOOTH * chance.mean(1)
        return -(right * weight).sum() / weight.sum()

    slope, step = jax.jit(jax.value_and_grad(loss)), jax.jit(one_step)
    told = start(size, counts)
    mean, square = jax.tree.map(jnp.zeros_like, told), jax.tree.map(jnp.zeros_like, told)
    steps = int(ROUNDS * len(of) / TOGETHER)
    for number, some in zip(range(1, steps + 1), batches(mask.sum(1).astype(int)), strict=False):
        length = min(LONGEST, 4 * -(-int(mask[some].sum(1).max()) // 4))
        value, change = slope(told, states[some, :length].astype(np.float32), mask[some, :length], of[some], weight[some])
        rate = RATE * min(1.0, number / WARM) * max(0.03, 1 - number / steps)
        told, mean, square = step(told, change, mean, square, number, rate)
        if number % 100 == 0:
            print(f"step {number} of {steps}: {float(value):.3f}", flush=True)
    return {name: np.asarray(each) for name, each in told.items()}


def batches(lengths: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    """For ever: the rows of a step, about as long as each other."""
    chance = np.random.default_rng(SEED)
    many = 20 * TOGETHER
    while True:
        order = chance.permutation(len(lengths))
        found = []
        for begin in range(0, len(order), many):
            some = order[begin : begin + many]
            some = some[np.argsort(lengths[some], kind="stable")]
            found += [some[at : at + TOGETHER] for at in range(0, len(some) - TOGETHER + 1, TOGETHER)]
        for place in chance.permutation(len(found)):
            yield found[place]


def odds(told: Tree, x: jax.Array, mask: jax.Array) -> jax.Array:
    """The log odds of each concept: the layers, the mean over the pieces, and the concepts' rows."""
    for layer in range(FITTED):
        x = one_layer({name: each[layer] for name, each in told.items() if not name.startswith("concepts")}, x, mask)
    mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
    mean = mean / jnp.linalg.norm(mean, axis=1, keepdims=True)
    return SHARP * mean @ told["concepts"].T + told["concepts.bias"]


def one_layer(told: Tree, x: jax.Array, mask: jax.Array) -> jax.Array:
    """Attention, then two layers of neurons, each added to what went in: as bedside.questions.sentences has it."""

    def linear(of: jax.Array, part: str) -> jax.Array:
        return of @ told[part].T + told[f"{part}.bias"]

    three = linear(x, "attend").reshape(*x.shape[:2], 3, HEADS, -1)
    asked, key, value = (three[:, :, part].transpose(0, 2, 1, 3) for part in range(3))
    scores = asked @ key.transpose(0, 1, 3, 2) / np.sqrt(asked.shape[-1]) + (1 - mask)[:, None, None, :] * -1e9
    seen = (jax.nn.softmax(scores) @ value).transpose(0, 2, 1, 3).reshape(x.shape)
    x = normed(x + linear(seen, "join"), told["join.norm"])
    return normed(x + linear(jax.nn.gelu(linear(x, "widen")), "narrow"), told["narrow.norm"])


def one_step(told: Tree, change: Tree, mean: Tree, square: Tree, number: int, rate: float) -> tuple[Tree, Tree, Tree]:
    """One step of Adam (Kingma and Ba 2015); the concepts, which begin at nothing, go faster."""
    mean = jax.tree.map(lambda old, new: 0.9 * old + 0.1 * new, mean, change)
    square = jax.tree.map(lambda old, new: 0.999 * old + 0.001 * new * new, square, change)

    def moved(name: str) -> jax.Array:
        way = (mean[name] / (1 - 0.9**number)) / (jnp.sqrt(square[name] / (1 - 0.999**number)) + 1e-8)
        return told[name] - rate * (FASTER if name.startswith("concepts") else 1) * way

    return {name: moved(name) for name in told}, mean, square


def store(names: list[str], told: dict[str, Array]) -> None:
    """The layer and the concepts as bytes with one scale a row, and what they are of."""
    kept: dict[str, NDArray[np.generic]] = {"names": spelt(names), "digest": spelt([digest()])}
    kept |= {"lacking": spelt(sorted(LACKING)), "least": np.array(LEAST, np.float32)}
    kept |= as_bytes("concepts", told["concepts"]) | {"concepts.bias": told["concepts.bias"]}
    for name, each in told.items():
        if name in TABLES:
            kept |= {f"layer/{key}": value for key, value in as_bytes(name, each).items()}
        elif not name.startswith("concepts"):
            kept[f"layer/{name}"] = each
    stored(TARGET, kept)


if __name__ == "__main__":
    main()
