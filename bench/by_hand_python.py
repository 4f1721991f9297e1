"""Two guides as plain chains of ifs over the facts of one person: what one would write without any rule language.

It is given what the rule engines are given (see `snapshot.py`): for each number the lowest and the highest that it can be,
for each finding and for all that looks back whether it is surely and whether it is possibly there.
"""

from __future__ import annotations

from collections.abc import Callable

Facts = dict[str, float]


def consensus_2014(f: Facts) -> str:
    if f["decide_stop_surely"] or f["doses_count_lowest"] >= 14:
        return "stop cycle"
    if consensus_absolute(f, "lowest", "highest", "surely"):
        return "hold"
    relative = consensus_relative(f, "lowest", "highest", "surely")
    if relative >= 3:
        return "hold"
    if relative or consensus_target(f, "lowest", "highest", "surely"):
        return "correct"
    if f["decide_stop_possibly"] or f["doses_count_highest"] >= 14 or consensus_absolute(f, "highest", "lowest", "possibly"):
        return "not ready"
    if consensus_relative(f, "highest", "lowest", "possibly") or consensus_target(f, "highest", "lowest", "possibly"):
        return "not ready"
    return "give"


def consensus_absolute(f: Facts, above: str, below: str, there: str) -> bool:
    """Whether any absolute criterion holds; with the bounds turned round, whether one cannot be ruled out."""
    if f["heart_rate_" + above] > 130 or f["oxygen_flow_" + above] > 4 or f["inspired_oxygen_" + above] >= 40:
        return True
    if f["creatinine_" + above] >= 3 or f["platelets_" + below] < 30 or f["urine_output_8h_" + below] < 80:
        return True
    if f["diarrhea_volume_8h_" + above] >= 1000 and f["previous_diarrhea_volume_8h_" + above] >= 1000:
        return True
    if f["highest_phenylephrine_rate_since_dose_" + above] > 1.5 or f["phenylephrine_rate_" + above] > 0.8:
        return True
    return any(f[name + there] for name in ABSOLUTE)


def consensus_relative(f: Facts, above: str, below: str, there: str) -> int:
    count = sum(f[name + there] for name in RELATIVE)
    if f["heart_rate_" + above] >= 100 and f["heart_rate_" + below] <= 130:
        count += 1
    if f["diarrhea_volume_8h_" + above] >= 1000:
        count += 1
    if f["bilirubin_" + above] > 7:
        count += 1
    highest, rate = "highest_phenylephrine_rate_since_dose_", "phenylephrine_rate_"
    if (f[highest + above] >= 1 and f[highest + below] <= 1.5) or (f[rate + above] > 0.5 and f[rate + below] <= 0.8):
        count += 1
    if f["platelets_" + above] >= 30 and f["platelets_" + below] <= 50:
        count += 1
    if f["weight_percent_of_baseline_" + above] > 115:
        count += 1
    if f["oxygen_flow_" + above] >= 3 and f["oxygen_flow_" + below] <= 4:
        count += 1
    if f["urine_output_8h_" + above] >= 80 and f["urine_output_8h_" + below] <= 160:
        count += 1
    if f["creatinine_" + above] >= 2.5 and f["creatinine_" + below] < 3:
        count += 1
    if f["bicarbonate_" + below] <= 18:
        count += 1
    return int(count)


def consensus_target(f: Facts, above: str, below: str, there: str) -> bool:
    if f["mental_status_change_" + there]:
        return True
    if f["usual_systolic_bp_" + below] < 100 and f["systolic_bp_" + below] <= 80:
        return True
    if f["usual_systolic_bp_" + above] >= 100 and f["usual_systolic_bp_" + below] <= 120 and f["systolic_bp_" + below] <= 85:
        return True
    return f["usual_systolic_bp_" + above] > 120 and f["systolic_bp_" + below] <= 90


def uspi_2024(f: Facts) -> str:
    if any(f[name + "surely"] for name in PERMANENT):
        return "stop for good"
    if f["end_course_hepatic_failure_signs_surely"] or f["doses_count_lowest"] >= 14:
        return "stop cycle"
    if any(f[name + "surely"] for name in WITHHOLD):
        return "hold"
    if any(f[name + "possibly"] for name in WITHHOLD) or any(f[name + "possibly"] for name in PERMANENT):
        return "not ready"
    if f["end_course_hepatic_failure_signs_possibly"] or f["doses_count_highest"] >= 14:
        return "not ready"
    return "give"


RELATIVE = (
    "moist_desquamation_",
    "abdominal_distension_",
    "occult_blood_",
    "extremity_tightness_",
    "vivid_dreams_",
    "mild_anxiety_",
    "dyspnea_at_rest_",
    "rales_third_",
)
ABSOLUTE = (
    "ischemic_ecg_",
    "atrial_fibrillation_",
    "supraventricular_tachycardia_",
    "ventricular_arrhythmia_",
    "raised_cardiac_enzymes_",
    "refractory_vomiting_",
    "distension_impairs_breathing_",
    "severe_abdominal_pain_",
    "frank_blood_",
    "infection_suspected_",
    "extremity_paresthesia_",
    "hallucinations_",
    "persistent_crying_",
    "failed_cognitive_test_",
    "absolute_mental_status_change_",
    "intubated_",
    "rales_half_",
)
WITHHOLD = (
    "withhold_atrial_fibrillation_",
    "withhold_supraventricular_tachycardia_",
    "withhold_bradycardia_treated_",
    "withhold_systolic_bp_",
    "withhold_oxygen_saturation_",
    "intubated_",
    "withhold_mental_status_change_",
    "withhold_lethargy_",
    "coma_",
    "withhold_stool_blood_",
    "withhold_creatinine_",
    "withhold_urine_output_",
    "withhold_sepsis_unstable_",
    "withhold_infection_suspected_",
    "withhold_bullous_dermatitis_",
    "withhold_skin_disease_worsening_",
)
PERMANENT = (
    "permanent_sustained_ventricular_tachycardia_",
    "permanent_uncontrolled_arrhythmia_",
    "permanent_ischemic_ecg_",
    "permanent_chest_pain_",
    "permanent_cardiac_tamponade_",
    "permanent_intubated_",
    "permanent_coma_",
    "permanent_toxic_psychosis_",
    "permanent_repetitive_seizures_",
    "permanent_bowel_ischemia_or_perforation_",
    "permanent_gi_bleeding_needing_surgery_",
    "permanent_dialysis_",
    "permanent_anaphylaxis_",
)
CHAINS: dict[str, Callable[[Facts], str]] = {"consensus-2014": consensus_2014, "uspi-2024": uspi_2024}
