"""Write src/bedside/units.json: what pint and ucumvert say of the units that wards use. --check says if it is stale."""

import json
import sys
from pathlib import Path

from bedside.quantity import library_meaning

TABLE = Path(__file__).resolve().parent.parent / "src" / "bedside" / "units.json"
COMMON = (
    "% 1 {score} {INR} {ULN} [pH] a mo wk d h min s kg g mg ug ng [lb_av] [oz_av] m cm mm [in_i] L dL mL uL",
    "mm[Hg] kPa cm[H2O] Pa /min /s {beats}/min {breaths}/min Cel [degF] K L/min mL/min mL/h L/h mL/kg mL/kg/h",
    "ug/kg/min mg/kg/min ug/kg/h mg/kg/h ng/kg/min ug/min mg/h [IU] 10*3.[IU] 10*6.[IU] k[IU] M[IU]",
    "mg/dL g/dL g/L mg/L ug/L ng/mL ug/mL pg/mL ng/dL ug/dL ng/L pg/dL mg/mL umol/L mmol/L nmol/L pmol/L mol/L meq/L",
    "10*3/uL 10*9/L 10*6/uL 10*12/L /uL /mm3 10*6/L /L U/L kU/L ukat/L nkat/L [IU]/L m[IU]/L u[IU]/mL m[IU]/mL mm[Hg]/s",
    "mmol/mol L/L g/g mL/m2 L/min/m2 mg/d mL/d umol/d",
    "10*3/mm3 10*6/mm3 /100{WBC} [ppth] fL um3 pg fmol mm/h {ratio} {index} {s_co_ratio} mL/min/{1.73_m2} mL/s mg/mg mg/mmol",
    "g/mmol ug/mg ug/g mg/kg g/(24.h) mg/(24.h) g/d /[HPF] mosm/kg mmol/kg ng/mL{FEU} mg/L{FEU} ug/mL{FEU} {Ehrlich'U}/dL",
    "U/mL mU/L uU/mL mU/mL k[IU]/L [IU]/mL [arb'U]/mL {SG}",
)


def table() -> str:
    """The file as it has to be."""
    rows = []
    for code in " ".join(COMMON).split():
        unit = library_meaning(code)
        rows.append(f"{json.dumps(code)}: {json.dumps([unit.factor, unit.offset, unit.dimension, unit.equivalents])}")
    return "{\n" + ",\n".join(rows) + "\n}\n"


def main() -> int:
    """Write, or check."""
    text = table()
    if "--check" not in sys.argv:
        TABLE.write_text(text, "utf-8")
    elif not TABLE.is_file() or TABLE.read_text("utf-8") != text:
        print("src/bedside/units.json is stale; run make units")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
