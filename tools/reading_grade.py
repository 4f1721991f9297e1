"""How hard every page of the library is to read, by three measures of textstat; fails above grade 8."""

import sys

import textstat

import bedside

EASY = 8.0
MEASURES = (
    ("Flesch-Kincaid", textstat.flesch_kincaid_grade),
    ("automated readability", textstat.automated_readability_index),
    ("Coleman-Liau", textstat.coleman_liau_index),
)


def main() -> int:
    """Print the table; 1 where a page is above the limit."""
    print(f"{'reading grade of the page':<28}" + "".join(f"{name:>24}" for name, _ in MEASURES) + f"{'words':>8}")
    hardest = 0.0
    for page in bedside.library():
        text = " ".join(row.words for row in page.statements)
        grades = [measure(text) for _, measure in MEASURES]
        hardest = max(hardest, *grades)
        print(f"{page.id:<28}" + "".join(f"{grade:>24.1f}" for grade in grades) + f"{textstat.lexicon_count(text):>8}")
    print(f"The hardest is {hardest:.1f}; the limit is {EASY:.0f}.")
    return int(hardest > EASY)


if __name__ == "__main__":
    sys.exit(main())
