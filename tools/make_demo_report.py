"""Write src/bedside/demo/report.pdf: the invented laboratory report of the demonstration. Needs reportlab.

    .venv/bin/python tools/make_demo_report.py

Nobody on it exists. Its text is not compressed, and its times are those of MARK: the demonstration writes its own in their
place, which are as long.
"""

from __future__ import annotations

from pathlib import Path

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

TO = Path(__file__).resolve().parent.parent / "src" / "bedside" / "demo" / "report.pdf"
MARK = "2000-01-01 00:00"
COLUMNS = (56, 250, 310, 390, 500)
HEAD = ("Test", "Result", "Unit", "Reference range", "Flag")
ROWS = (
    ("Blood count",),
    ("Hemoglobin", "11.2", "g/dL", "12.0 - 15.5", "L"),
    ("Platelets", "142", "10^9/L", "150 - 400", "L"),
    ("White blood cells", "9.8", "10^9/L", "4.0 - 10.0", ""),
    ("Clinical chemistry",),
    ("Creatinine", "2.46", "mg/dL", "0.50 - 0.90", "H"),
    ("Sodium", "134", "mmol/L", "135 - 145", "L"),
    ("Potassium", "4.1", "mmol/L", "3.5 - 5.1", ""),
    ("Bicarbonate", "19", "mmol/L", "22 - 29", "L"),
    ("Bilirubin, total", "1.9", "", "0.2 - 1.2", "H"),
    ("ALT (GPT)", "78", "U/L", "10 - 35", "H"),
    ("Albumin", "29", "g/L", "35 - 52", "L"),
    ("Troponin T hs", "<3", "ng/L", "< 14", ""),
    ("Lumen index B", "3.1", "AU", "1.0 - 4.0", ""),
)


def main() -> None:
    """Draw the one page."""
    rl_config.useA85 = 0
    page = Canvas(str(TO), pagesize=A4, pageCompression=0, invariant=1)
    page.setTitle("An invented laboratory report")
    page.setFont("Helvetica-Bold", 15)
    page.drawString(56, 780, "Central Laboratory, Demonstration Hospital")
    page.setFont("Helvetica", 10)
    told = (("Patient: Alice Example", "Date of birth: 1965-02-03"), ("Patient ID: D-000-117", f"Collected: {MARK}"))
    for line, (left, right) in enumerate(told):
        page.drawString(56, 748 - 16 * line, left)
        page.drawString(310, 748 - 16 * line, right)
    page.line(56, 718, 540, 718)
    y = 700.0
    for row in (HEAD, *ROWS):
        page.setFont("Helvetica-Bold" if row is HEAD or len(row) == 1 else "Helvetica", 10)
        for x, text in zip(COLUMNS, row, strict=False):
            page.drawString(x, y, text)
        y -= 20
    page.setFont("Helvetica-Oblique", 9)
    page.drawString(56, 60, "Invented for a demonstration: nobody on this page exists.")
    page.save()
    print(f"{TO.name}: {TO.stat().st_size} bytes")


if __name__ == "__main__":
    main()
