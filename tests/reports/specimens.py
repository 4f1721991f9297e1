"""What laboratories of different countries measure: units, reference ranges and digits, and values that are drawn from them.

The ranges are of the kind that laboratories print for adults. They are made up to test a reader; no advice follows from them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from bedside.scanning.analytes import analytes


@dataclass(frozen=True)
class Habit:
    """How a laboratory reports an analyte: UCUM unit, range (one side may be open), digits, and the least it can measure."""

    unit: str
    low: float | None
    high: float | None
    digits: int
    least: float | None = None
    most: float | None = None


PANELS: dict[str, tuple[str, ...]] = {
    "blood": (
        "leukocytes",
        "erythrocytes",
        "hemoglobin",
        "hematocrit",
        "mcv",
        "mch",
        "mchc",
        "rdw",
        "platelets",
        "mpv",
        "neutrophils_percent",
        "lymphocytes_percent",
        "monocytes_percent",
        "eosinophils_percent",
        "basophils_percent",
        "neutrophils",
        "lymphocytes",
        "monocytes",
        "eosinophils",
        "basophils",
        "esr",
    ),
    "chemistry": (
        "sodium",
        "potassium",
        "chloride",
        "calcium",
        "magnesium",
        "phosphate",
        "creatinine",
        "egfr",
        "urea",
        "uric_acid",
        "glucose",
        "total_protein",
        "albumin",
        "osmolality",
        "hemoglobin_a1c",
    ),
    "liver": (
        "alt",
        "ast",
        "ggt",
        "alkaline_phosphatase",
        "bilirubin",
        "direct_bilirubin",
        "lactate_dehydrogenase",
        "amylase",
        "lipase",
        "creatine_kinase",
        "cholinesterase",
    ),
    "lipids": ("cholesterol", "hdl_cholesterol", "ldl_cholesterol", "triglycerides"),
    "thyroid": ("tsh", "free_t4", "free_t3", "anti_tpo", "cortisol", "pth"),
    "clotting": ("inr", "prothrombin_time", "prothrombin_activity", "aptt", "fibrinogen", "d_dimer_feu", "antithrombin"),
    "inflammation": ("crp", "procalcitonin", "iga", "igg", "igm", "complement_c3", "rheumatoid_factor", "beta2_microglobulin"),
    "iron": ("iron", "ferritin", "transferrin", "transferrin_saturation", "vitamin_b12", "folate", "vitamin_d", "zinc"),
    "heart": ("troponin_t", "nt_probnp", "ck_mb", "myoglobin"),
    "tumour": ("cea", "ca_19_9", "afp", "s100", "psa", "nse"),
    "gases": (
        "arterial_ph",
        "arterial_pco2",
        "arterial_po2",
        "bicarbonate",
        "base_excess",
        "lactate",
        "sodium",
        "potassium",
        "ionized_calcium",
        "glucose",
    ),
    "serology": ("hbs_antigen", "anti_hcv", "hiv"),
    "kidney": ("urea", "creatinine", "egfr", "sodium", "potassium", "calcium", "phosphate", "albumin"),
    "urine": (
        "urine_ph",
        "urine_specific_gravity",
        "urine_protein_strip",
        "urine_glucose_strip",
        "urine_ketones",
        "urine_nitrite",
        "urine_leukocyte_esterase",
        "urine_blood",
        "urine_albumin_creatinine",
    ),
}

USUAL: dict[str, Habit] = {
    "leukocytes": Habit("10*3/uL", 4.0, 11.0, 1),
    "erythrocytes": Habit("10*6/uL", 4.2, 5.9, 2),
    "hemoglobin": Habit("g/dL", 12.0, 17.0, 1),
    "hematocrit": Habit("%", 36.0, 50.0, 1),
    "mcv": Habit("fL", 80, 98, 1),
    "mch": Habit("pg", 27, 33.5, 1),
    "mchc": Habit("g/dL", 32, 36, 1),
    "rdw": Habit("%", 11.5, 14.5, 1),
    "platelets": Habit("10*3/uL", 150, 400, 0),
    "mpv": Habit("fL", 7.4, 11.4, 1),
    "neutrophils_percent": Habit("%", 40, 75, 1),
    "lymphocytes_percent": Habit("%", 20, 45, 1),
    "monocytes_percent": Habit("%", 2, 10, 1),
    "eosinophils_percent": Habit("%", 0.5, 6, 1),
    "basophils_percent": Habit("%", None, 1.5, 1),
    "neutrophils": Habit("10*3/uL", 1.8, 7.5, 2),
    "lymphocytes": Habit("10*3/uL", 1.0, 4.0, 2),
    "monocytes": Habit("10*3/uL", 0.2, 0.9, 2),
    "eosinophils": Habit("10*3/uL", 0.02, 0.5, 2),
    "basophils": Habit("10*3/uL", None, 0.2, 2),
    "esr": Habit("mm/h", None, 20, 0, least=2),
    "sodium": Habit("mmol/L", 135, 145, 0),
    "potassium": Habit("mmol/L", 3.5, 5.1, 1),
    "chloride": Habit("mmol/L", 98, 107, 0),
    "calcium": Habit("mg/dL", 8.5, 10.4, 1),
    "magnesium": Habit("mg/dL", 1.6, 2.6, 1),
    "phosphate": Habit("mg/dL", 2.5, 4.5, 1),
    "creatinine": Habit("mg/dL", 0.60, 1.20, 2),
    "egfr": Habit("mL/min/{1.73_m2}", 60, None, 0, most=90),
    "urea": Habit("mg/dL", 17, 43, 0),
    "uric_acid": Habit("mg/dL", 2.6, 7.2, 1),
    "glucose": Habit("mg/dL", 70, 100, 0),
    "total_protein": Habit("g/dL", 6.4, 8.3, 1),
    "albumin": Habit("g/dL", 3.5, 5.2, 1),
    "osmolality": Habit("mosm/kg", 275, 300, 0),
    "hemoglobin_a1c": Habit("%", None, 5.7, 1),
    "alt": Habit("U/L", None, 45, 0, least=5),
    "ast": Habit("U/L", 8, 40, 0),
    "ggt": Habit("U/L", None, 60, 0, least=3),
    "alkaline_phosphatase": Habit("U/L", 40, 130, 0),
    "bilirubin": Habit("mg/dL", 0.2, 1.2, 2),
    "direct_bilirubin": Habit("mg/dL", None, 0.3, 2, least=0.10),
    "lactate_dehydrogenase": Habit("U/L", 135, 225, 0),
    "amylase": Habit("U/L", 28, 100, 0),
    "lipase": Habit("U/L", 13, 60, 0),
    "creatine_kinase": Habit("U/L", 39, 190, 0),
    "cholinesterase": Habit("U/L", 5320, 12920, 0),
    "cholesterol": Habit("mg/dL", None, 200, 0),
    "hdl_cholesterol": Habit("mg/dL", 40, None, 0),
    "ldl_cholesterol": Habit("mg/dL", None, 130, 0),
    "triglycerides": Habit("mg/dL", None, 150, 0),
    "tsh": Habit("m[IU]/L", 0.40, 4.00, 2, least=0.01),
    "free_t4": Habit("ng/dL", 0.80, 1.70, 2),
    "free_t3": Habit("pg/mL", 2.0, 4.4, 2),
    "anti_tpo": Habit("[IU]/mL", None, 34, 0, least=9),
    "cortisol": Habit("ug/dL", 6.2, 19.4, 1),
    "pth": Habit("pg/mL", 15, 65, 0),
    "inr": Habit("", 0.85, 1.15, 2),
    "prothrombin_time": Habit("s", 10.0, 13.5, 1),
    "prothrombin_activity": Habit("%", 70, 120, 0),
    "aptt": Habit("s", 25, 37, 1),
    "fibrinogen": Habit("mg/dL", 200, 400, 0),
    "d_dimer_feu": Habit("ng/mL{FEU}", None, 500, 0, least=150),
    "antithrombin": Habit("%", 80, 120, 0),
    "crp": Habit("mg/L", None, 5.0, 1, least=0.6),
    "procalcitonin": Habit("ng/mL", None, 0.50, 2, least=0.05),
    "iga": Habit("mg/dL", 70, 400, 0),
    "igg": Habit("mg/dL", 700, 1600, 0),
    "igm": Habit("mg/dL", 40, 230, 0),
    "complement_c3": Habit("mg/dL", 90, 180, 0),
    "rheumatoid_factor": Habit("[IU]/mL", None, 14, 0, least=10),
    "beta2_microglobulin": Habit("mg/L", 0.8, 2.2, 2),
    "iron": Habit("ug/dL", 60, 170, 0),
    "ferritin": Habit("ng/mL", 30, 400, 0),
    "transferrin": Habit("mg/dL", 200, 360, 0),
    "transferrin_saturation": Habit("%", 16, 45, 0),
    "vitamin_b12": Habit("pg/mL", 197, 771, 0),
    "folate": Habit("ng/mL", 3.9, 26.8, 1),
    "vitamin_d": Habit("ng/mL", 30.0, 100.0, 1),
    "zinc": Habit("ug/dL", 70, 120, 0),
    "troponin_t": Habit("ng/L", None, 14, 0, least=3),
    "nt_probnp": Habit("pg/mL", None, 125, 0, least=10),
    "ck_mb": Habit("ng/mL", None, 4.9, 1, least=0.5),
    "myoglobin": Habit("ng/mL", 28, 72, 0),
    "cea": Habit("ng/mL", None, 5.0, 1, least=0.5),
    "ca_19_9": Habit("U/mL", None, 34, 0, least=2),
    "afp": Habit("ng/mL", None, 7.0, 1, least=0.9),
    "s100": Habit("ug/L", None, 0.105, 3, least=0.005),
    "psa": Habit("ng/mL", None, 4.00, 2, least=0.01),
    "nse": Habit("ng/mL", None, 16.3, 1),
    "arterial_ph": Habit("", 7.35, 7.45, 2),
    "arterial_pco2": Habit("mm[Hg]", 35, 45, 1),
    "arterial_po2": Habit("mm[Hg]", 80, 100, 1),
    "bicarbonate": Habit("mmol/L", 22, 26, 1),
    "base_excess": Habit("mmol/L", -2.0, 2.0, 1),
    "lactate": Habit("mmol/L", 0.5, 2.2, 1),
    "ionized_calcium": Habit("mmol/L", 1.15, 1.33, 2),
    "urine_ph": Habit("", 5.0, 7.5, 1),
    "urine_specific_gravity": Habit("", 1.005, 1.030, 3),
    "urine_albumin_creatinine": Habit("mg/g", None, 30, 0, least=5),
}

INTERNATIONAL: dict[str, Habit] = {
    "leukocytes": Habit("10*9/L", 4.0, 10.0, 2),
    "erythrocytes": Habit("10*12/L", 4.1, 5.8, 2),
    "hemoglobin": Habit("g/L", 120, 170, 0),
    "hematocrit": Habit("L/L", 0.36, 0.50, 2),
    "mchc": Habit("g/L", 320, 360, 0),
    "platelets": Habit("10*9/L", 150, 400, 0),
    "neutrophils": Habit("10*9/L", 1.8, 7.5, 2),
    "lymphocytes": Habit("10*9/L", 1.0, 4.0, 2),
    "monocytes": Habit("10*9/L", 0.2, 0.9, 2),
    "eosinophils": Habit("10*9/L", 0.02, 0.5, 2),
    "basophils": Habit("10*9/L", None, 0.2, 2),
    "calcium": Habit("mmol/L", 2.15, 2.55, 2),
    "magnesium": Habit("mmol/L", 0.66, 1.07, 2),
    "phosphate": Habit("mmol/L", 0.80, 1.50, 2),
    "creatinine": Habit("umol/L", 53, 106, 0),
    "urea": Habit("mmol/L", 2.8, 7.2, 1),
    "uric_acid": Habit("umol/L", 155, 430, 0),
    "glucose": Habit("mmol/L", 3.9, 5.6, 1),
    "total_protein": Habit("g/L", 64, 83, 0),
    "albumin": Habit("g/L", 35, 52, 0),
    "hemoglobin_a1c": Habit("mmol/mol", 20, 42, 0),
    "bilirubin": Habit("umol/L", 3, 21, 0),
    "direct_bilirubin": Habit("umol/L", None, 5.1, 1, least=1.5),
    "cholesterol": Habit("mmol/L", None, 5.2, 2),
    "hdl_cholesterol": Habit("mmol/L", 1.00, None, 2),
    "ldl_cholesterol": Habit("mmol/L", None, 3.40, 2),
    "triglycerides": Habit("mmol/L", None, 1.70, 2),
    "free_t4": Habit("pmol/L", 11.0, 22.0, 1),
    "free_t3": Habit("pmol/L", 3.1, 6.8, 1),
    "cortisol": Habit("nmol/L", 171, 536, 0),
    "pth": Habit("pmol/L", 1.6, 6.9, 1),
    "fibrinogen": Habit("g/L", 2.0, 4.0, 2),
    "d_dimer_feu": Habit("mg/L{FEU}", None, 0.50, 2, least=0.19),
    "iga": Habit("g/L", 0.70, 4.00, 2),
    "igg": Habit("g/L", 7.0, 16.0, 2),
    "igm": Habit("g/L", 0.40, 2.30, 2),
    "complement_c3": Habit("g/L", 0.90, 1.80, 2),
    "iron": Habit("umol/L", 10.7, 30.4, 1),
    "ferritin": Habit("ug/L", 30, 400, 0),
    "transferrin": Habit("g/L", 2.00, 3.60, 2),
    "vitamin_b12": Habit("pmol/L", 145, 569, 0),
    "folate": Habit("nmol/L", 8.8, 60.8, 1),
    "vitamin_d": Habit("nmol/L", 75, 250, 0),
    "zinc": Habit("umol/L", 10.7, 18.4, 1),
    "nt_probnp": Habit("ng/L", None, 125, 0, least=10),
    "urine_albumin_creatinine": Habit("mg/mmol", None, 3.0, 1, least=0.5),
}

CUBIC: dict[str, Habit] = {
    "leukocytes": Habit("/mm3", 4000, 11000, 0),
    "erythrocytes": Habit("10*6/mm3", 4.2, 5.9, 2),
    "platelets": Habit("/mm3", 150000, 400000, 0),
    "neutrophils": Habit("/mm3", 1800, 7500, 0),
    "lymphocytes": Habit("/mm3", 1000, 4000, 0),
    "monocytes": Habit("/mm3", 200, 900, 0),
    "eosinophils": Habit("/mm3", 20, 500, 0),
    "basophils": Habit("/mm3", None, 200, 0),
}
"""Counts in a cubic millimetre, in whole numbers of four to six digits."""

KATAL: dict[str, Habit] = {
    "hemoglobin": Habit("mmol/L", 7.4, 10.7, 1),
    "mch": Habit("fmol", 1.74, 2.05, 2),
    "mchc": Habit("mmol/L", 19.9, 22.3, 1),
    "alt": Habit("ukat/L", None, 0.74, 2, least=0.08),
    "ast": Habit("ukat/L", None, 0.60, 2, least=0.08),
    "ggt": Habit("ukat/L", None, 1.00, 2, least=0.05),
    "alkaline_phosphatase": Habit("ukat/L", 0.67, 2.15, 2),
    "lactate_dehydrogenase": Habit("ukat/L", 2.25, 3.75, 2),
    "creatine_kinase": Habit("ukat/L", 0.65, 3.17, 2),
    "amylase": Habit("ukat/L", 0.47, 1.67, 2),
    "lipase": Habit("ukat/L", 0.22, 1.00, 2),
    "cholinesterase": Habit("ukat/L", 88.7, 215.3, 1),
}

GRAMS: dict[str, Habit] = {
    "urea": Habit("g/L", 0.17, 0.43, 2),
    "creatinine": Habit("mg/L", 6.0, 12.0, 1),
    "glucose": Habit("g/L", 0.70, 1.05, 2),
    "uric_acid": Habit("mg/L", 26, 72, 0),
    "cholesterol": Habit("g/L", None, 2.00, 2),
    "hdl_cholesterol": Habit("g/L", 0.40, None, 2),
    "ldl_cholesterol": Habit("g/L", None, 1.60, 2),
    "triglycerides": Habit("g/L", None, 1.50, 2),
    "bilirubin": Habit("mg/L", 2.0, 12.0, 1),
}
"""Grams and milligrams in a litre, as French laboratories print beside moles."""

OF_SEXES = {"hemoglobin", "hematocrit", "erythrocytes", "creatinine", "uric_acid", "creatine_kinase"}
"""Where a report may print one range for men and one for women."""

COUNTRIES: dict[str, tuple[dict[str, Habit], ...]] = {
    "conventional": (USUAL,),
    "international": (USUAL, INTERNATIONAL),
    "cubic": (USUAL, CUBIC),
    "katal": (USUAL, INTERNATIONAL, KATAL),
    "per_litre": (
        USUAL,
        {
            key: INTERNATIONAL[key]
            for key in (
                "leukocytes",
                "erythrocytes",
                "platelets",
                "neutrophils",
                "lymphocytes",
                "monocytes",
                "eosinophils",
                "basophils",
            )
        },
    ),
    "grams": (USUAL, INTERNATIONAL, GRAMS),
    "grams_and_cubic": (USUAL, GRAMS, CUBIC),
}


def habit(country: str, analyte: str) -> Habit:
    """How laboratories of a country report an analyte; the later table of the country wins."""
    found = [table[analyte] for table in COUNTRIES[country] if analyte in table]
    return found[-1] if found else Habit("", None, None, 0)


def drawn(lots: random.Random, analyte: str, told: Habit) -> tuple[float, str]:
    """A value and its comparator: two thirds within the range, the others out of it by up to four times."""
    if told.least is not None and lots.random() < 0.25:
        return float(told.least), "<"
    if told.most is not None and lots.random() < 0.4:
        return float(told.most), ">"
    value = _around(lots, told)
    within = analytes()[analyte]
    if within.possible and told.unit:
        for _ in range(50):
            if within.possible[0] <= within.canonical(round(value, told.digits), told.unit) <= within.possible[1]:
                break
            value = _around(lots, told)
    least = 10**-told.digits
    return float(round(max(value, least, told.least or 0), told.digits)), ""


def _around(lots: random.Random, told: Habit) -> float:
    kind = lots.random()
    low, high = told.low, told.high
    narrow = low is not None and high is not None and (high - low) < 0.25 * high
    if kind < 0.66 or (kind < 0.84 and high is None) or (kind >= 0.84 and low is None and high is None):
        floor = low if low is not None else 0.15 * (high or 1)
        ceiling = high if high is not None else 1.6 * floor
        return floor + (ceiling - floor) * lots.uniform(0.05, 0.95)
    if kind < 0.84 or low is None:
        assert high is not None
        return (
            high * lots.uniform(1.01, 1.12) if narrow else high * lots.choice((lots.uniform(1.05, 1.6), lots.uniform(1.6, 4.0)))
        )
    return low * (lots.uniform(0.9, 0.99) if narrow else lots.uniform(0.45, 0.95))
