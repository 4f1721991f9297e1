"""What reports print beside names and numbers, in six languages."""

from __future__ import annotations

HEADERS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "name": ("Test", "Test name", "Component", "Investigation", "Analyte"),
        "result": ("Result", "Value", "Your value", "Results", "Observed value"),
        "unit": ("Units", "Unit"),
        "range": ("Reference range", "Reference interval", "Normal range", "Standard range", "Biological ref. interval"),
        "flag": ("Flag", "Abnormal", ""),
        "previous": ("Previous", "Previous result", "Prior"),
    },
    "es": {
        "name": ("Prueba", "Determinación", "Análisis", "Parámetro"),
        "result": ("Resultado", "Valor", "Resultados"),
        "unit": ("Unidades", "Unidad", "Uds."),
        "range": ("Valores de referencia", "Intervalo de referencia", "Rango de referencia", "V. referencia"),
        "flag": ("Alerta", ""),
        "previous": ("Resultado anterior", "Anterior", "Previo"),
    },
    "de": {
        "name": ("Untersuchung", "Analyse", "Parameter", "Test"),
        "result": ("Ergebnis", "Wert", "Messwert", "Befund"),
        "unit": ("Einheit", "Einh.", "Dimension"),
        "range": ("Referenzbereich", "Normbereich", "Referenz", "Normalwert"),
        "flag": ("Hinweis", "+/-", ""),
        "previous": ("Vorwert", "Vorbefund", "Letzter Wert"),
    },
    "it": {
        "name": ("Esame", "Analisi", "Descrizione esame"),
        "result": ("Risultato", "Esito", "Valore"),
        "unit": ("U.M.", "Unità di misura", "Unità"),
        "range": ("Valori di riferimento", "Intervallo di riferimento", "Val. riferimento"),
        "flag": ("", "*"),
        "previous": ("Precedente", "Risultato precedente", "Esito precedente"),
    },
    "fr": {
        "name": ("Analyse", "Examen", "Analyses"),
        "result": ("Résultat", "Résultats", "Valeur"),
        "unit": ("Unité", "Unités"),
        "range": ("Valeurs de référence", "Intervalle de référence", "Valeurs usuelles", "Normales"),
        "flag": ("", "Alerte"),
        "previous": ("Antériorité", "Antériorités", "Résultat antérieur"),
    },
    "pt": {
        "name": ("Exame", "Análise", "Parâmetro"),
        "result": ("Resultado", "Valor", "Resultados"),
        "unit": ("Unidades", "Unidade", "Unid."),
        "range": ("Valores de referência", "Intervalo de referência", "V.R."),
        "flag": ("", "Alerta"),
        "previous": ("Resultado anterior", "Anterior", "Histórico"),
    },
}

SECTIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "blood": ("HAEMATOLOGY", "Complete blood count", "CBC with differential", "Full Blood Count"),
        "chemistry": ("CHEMISTRY", "Comprehensive metabolic panel", "Clinical chemistry", "Biochemistry"),
        "liver": ("LIVER FUNCTION", "Liver panel", "Hepatic function panel"),
        "lipids": ("LIPIDS", "Lipid panel", "Lipid profile"),
        "thyroid": ("THYROID", "Thyroid function", "Endocrinology"),
        "clotting": ("COAGULATION", "Coagulation studies", "Haemostasis"),
        "inflammation": ("INFLAMMATION", "Immunology", "Proteins"),
        "iron": ("IRON STUDIES", "Iron and vitamins", "Anaemia panel"),
        "heart": ("CARDIAC MARKERS", "Cardiology"),
        "tumour": ("TUMOUR MARKERS", "Oncology markers"),
        "urine": ("URINALYSIS", "Urine analysis", "Urinalysis, dipstick"),
    },
    "es": {
        "blood": ("HEMATOLOGÍA", "Hemograma", "HEMOGRAMA COMPLETO"),
        "chemistry": ("BIOQUÍMICA", "Bioquímica general", "QUÍMICA CLÍNICA"),
        "liver": ("PERFIL HEPÁTICO", "Función hepática"),
        "lipids": ("PERFIL LIPÍDICO", "Lípidos"),
        "thyroid": ("HORMONAS", "Perfil tiroideo"),
        "clotting": ("COAGULACIÓN", "Hemostasia"),
        "inflammation": ("PROTEÍNAS", "Inflamación"),
        "iron": ("METABOLISMO DEL HIERRO", "Anemias"),
        "heart": ("MARCADORES CARDÍACOS",),
        "tumour": ("MARCADORES TUMORALES",),
        "urine": ("ORINA", "Sistemático de orina", "Análisis de orina"),
    },
    "de": {
        "blood": ("Hämatologie", "Blutbild", "Großes Blutbild"),
        "chemistry": ("Klinische Chemie", "KLINISCHE CHEMIE", "Elektrolyte / Niere"),
        "liver": ("Enzyme", "Leberwerte"),
        "lipids": ("Lipide", "Fettstoffwechsel"),
        "thyroid": ("Schilddrüse", "Hormone"),
        "clotting": ("Gerinnung", "Hämostaseologie"),
        "inflammation": ("Entzündung", "Proteine"),
        "iron": ("Eisenstoffwechsel", "Eisen und Vitamine"),
        "heart": ("Herzmarker", "Kardiale Marker"),
        "tumour": ("Tumormarker",),
        "urine": ("Urin", "Urinstatus", "Urinanalyse"),
    },
    "it": {
        "blood": ("EMATOLOGIA", "Emocromo", "ESAME EMOCROMOCITOMETRICO"),
        "chemistry": ("CHIMICA CLINICA", "Biochimica"),
        "liver": ("FUNZIONALITÀ EPATICA", "Enzimi"),
        "lipids": ("ASSETTO LIPIDICO", "Lipidi"),
        "thyroid": ("FUNZIONALITÀ TIROIDEA", "Ormoni"),
        "clotting": ("COAGULAZIONE", "Emostasi"),
        "inflammation": ("PROTEINE", "Indici di flogosi"),
        "iron": ("ASSETTO MARZIALE", "Metabolismo del ferro"),
        "heart": ("MARCATORI CARDIACI",),
        "tumour": ("MARCATORI TUMORALI",),
        "urine": ("ESAME URINE", "Esame delle urine", "Urine"),
    },
    "fr": {
        "blood": ("HÉMATOLOGIE", "Numération formule sanguine", "Hémogramme"),
        "chemistry": ("BIOCHIMIE", "Biochimie sanguine", "CHIMIE DU SANG"),
        "liver": ("BILAN HÉPATIQUE", "Enzymes"),
        "lipids": ("BILAN LIPIDIQUE", "Exploration d'une anomalie lipidique"),
        "thyroid": ("BILAN THYROÏDIEN", "Hormonologie"),
        "clotting": ("HÉMOSTASE", "Coagulation"),
        "inflammation": ("PROTÉINES", "Inflammation"),
        "iron": ("BILAN MARTIAL", "Métabolisme du fer"),
        "heart": ("MARQUEURS CARDIAQUES",),
        "tumour": ("MARQUEURS TUMORAUX",),
        "urine": ("URINES", "Examen des urines", "Bandelette urinaire"),
    },
    "pt": {
        "blood": ("HEMATOLOGIA", "Hemograma", "HEMOGRAMA COMPLETO"),
        "chemistry": ("BIOQUÍMICA", "Química clínica"),
        "liver": ("PERFIL HEPÁTICO", "Função hepática"),
        "lipids": ("PERFIL LIPÍDICO", "Lípidos"),
        "thyroid": ("ENDOCRINOLOGIA", "Função tiroideia"),
        "clotting": ("COAGULAÇÃO", "Hemostase"),
        "inflammation": ("PROTEÍNAS", "Marcadores de inflamação"),
        "iron": ("METABOLISMO DO FERRO",),
        "heart": ("MARCADORES CARDÍACOS",),
        "tumour": ("MARCADORES TUMORAIS",),
        "urine": ("URINA", "Urina tipo II", "Exame de urina"),
    },
}

BLOCK: dict[str, dict[str, str]] = {
    "en": {
        "person": "Patient",
        "birth": "Date of birth",
        "number": "Patient ID",
        "collected": "Collected",
        "reported": "Reported",
        "doctor": "Ordered by",
        "title": "LABORATORY REPORT",
        "page": "Page",
        "of": "of",
        "comment": "Comment",
        "method": "Method",
    },
    "es": {
        "person": "Paciente",
        "birth": "Fecha de nacimiento",
        "number": "N.º historia",
        "collected": "Fecha de extracción",
        "reported": "Fecha de informe",
        "doctor": "Médico",
        "title": "INFORME DE LABORATORIO",
        "page": "Página",
        "of": "de",
        "comment": "Comentario",
        "method": "Método",
    },
    "de": {
        "person": "Patient",
        "birth": "Geburtsdatum",
        "number": "Patienten-Nr.",
        "collected": "Entnahme",
        "reported": "Befunddatum",
        "doctor": "Einsender",
        "title": "LABORBEFUND",
        "page": "Seite",
        "of": "von",
        "comment": "Kommentar",
        "method": "Methode",
    },
    "it": {
        "person": "Paziente",
        "birth": "Data di nascita",
        "number": "N. pratica",
        "collected": "Data prelievo",
        "reported": "Data referto",
        "doctor": "Medico",
        "title": "REFERTO DI LABORATORIO",
        "page": "Pagina",
        "of": "di",
        "comment": "Commento",
        "method": "Metodo",
    },
    "fr": {
        "person": "Patient",
        "birth": "Date de naissance",
        "number": "N° dossier",
        "collected": "Prélèvement du",
        "reported": "Édité le",
        "doctor": "Prescripteur",
        "title": "COMPTE RENDU D'ANALYSES",
        "page": "Page",
        "of": "sur",
        "comment": "Commentaire",
        "method": "Technique",
    },
    "pt": {
        "person": "Utente",
        "birth": "Data de nascimento",
        "number": "N.º processo",
        "collected": "Data da colheita",
        "reported": "Data do relatório",
        "doctor": "Médico",
        "title": "RELATÓRIO DE ANÁLISES",
        "page": "Página",
        "of": "de",
        "comment": "Comentário",
        "method": "Método",
    },
}

QUALITATIVE: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {"negative": ("Negative", "NEGATIVE", "Neg", "Not detected"), "positive": ("Positive", "1+", "2+", "Trace")},
    "es": {"negative": ("Negativo", "Neg.", "No detectado"), "positive": ("Positivo", "+", "++", "Indicios")},
    "de": {"negative": ("negativ", "neg.", "nicht nachweisbar"), "positive": ("positiv", "+", "++", "Spur")},
    "it": {"negative": ("Assente", "Negativo", "assenti"), "positive": ("Presente", "Tracce", "+")},
    "fr": {"negative": ("Négatif", "Absence", "négatif"), "positive": ("Positif", "Traces", "+")},
    "pt": {"negative": ("Negativo", "Ausente", "negativo"), "positive": ("Positivo", "Vestígios", "+")},
}

UP_TO: dict[str, str] = {
    "en": "up to {}",
    "es": "hasta {}",
    "de": "bis {}",
    "it": "fino a {}",
    "fr": "jusqu'à {}",
    "pt": "até {}",
}
FROM_TO: dict[str, str] = {
    "en": "{} to {}",
    "es": "{} a {}",
    "de": "{} bis {}",
    "it": "{} a {}",
    "fr": "{} à {}",
    "pt": "{} a {}",
}

COMMENTS: dict[str, tuple[str, ...]] = {
    "en": (
        "Sample slightly haemolysed; potassium and LDH may be falsely high.",
        "Repeated and confirmed on a second sample.",
        "Please note new reference ranges since 01/03/2026.",
        "Value phoned to the ward at 14:35.",
    ),
    "es": (
        "Muestra ligeramente hemolizada: el potasio puede estar elevado.",
        "Resultado repetido y confirmado.",
        "Valores de referencia actualizados en 03/2026.",
    ),
    "de": (
        "Probe leicht hämolytisch, Kalium und LDH ggf. falsch erhöht.",
        "Wert kontrolliert.",
        "Neuer Referenzbereich seit 03/2026.",
    ),
    "it": (
        "Campione lievemente emolizzato.",
        "Risultato verificato su secondo prelievo.",
        "Nuovi valori di riferimento dal 03/2026.",
    ),
    "fr": ("Sérum légèrement hémolysé.", "Résultat contrôlé.", "Nouvelles valeurs de référence depuis 03/2026."),
    "pt": ("Amostra ligeiramente hemolisada.", "Resultado confirmado.", "Novos valores de referência desde 03/2026."),
}

METHODS: dict[str, tuple[str, ...]] = {
    "en": ("Enzymatic", "Flow cytometry", "ISE indirect", "Chemiluminescence", "Turbidimetry"),
    "es": ("Enzimático", "Citometría de flujo", "ISE indirecto", "Quimioluminiscencia"),
    "de": ("Photometrie", "Durchflusszytometrie", "ISE indirekt", "Turbidimetrie"),
    "it": ("Enzimatico", "Citofluorimetria", "ISE indiretto", "Immunoturbidimetria"),
    "fr": ("Enzymatique", "Cytométrie en flux", "Électrode sélective", "Immunoturbidimétrie"),
    "pt": ("Enzimático", "Citometria de fluxo", "ISE indireto", "Imunoturbidimetria"),
}

INTERPRETATION: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "hemoglobin_a1c": ("Normal < 5.7 %", "Prediabetes 5.7 - 6.4 %", "Diabetes >= 6.5 %"),
        "ldl_cholesterol": ("Optimal < 100 mg/dL", "Borderline 130 - 159 mg/dL", "High > 160 mg/dL"),
        "vitamin_d": ("Deficient < 20 ng/mL", "Insufficient 20 - 29 ng/mL", "Sufficient 30 - 100 ng/mL"),
        "egfr": ("G1 > 90", "G2 60 - 89", "G3a 45 - 59"),
    },
    "es": {
        "hemoglobin_a1c": ("Normal < 5,7 %", "Prediabetes 5,7 - 6,4 %", "Diabetes > 6,5 %"),
        "vitamin_d": ("Deficiencia < 20 ng/mL", "Insuficiencia 20 - 29 ng/mL", "Suficiencia > 30 ng/mL"),
        "ldl_cholesterol": ("Óptimo < 100 mg/dL", "Alto > 160 mg/dL"),
    },
    "de": {
        "hemoglobin_a1c": ("Normal < 5,7 %", "Prädiabetes 5,7 - 6,4 %", "Diabetes > 6,5 %"),
        "vitamin_d": ("Mangel < 20 ng/ml", "Suboptimal 20 - 30 ng/ml", "Optimal > 30 ng/ml"),
        "ldl_cholesterol": ("Zielwert < 116 mg/dl", "Hohes Risiko < 70 mg/dl"),
    },
    "it": {
        "hemoglobin_a1c": ("Normale < 5,7 %", "Prediabete 5,7 - 6,4 %", "Diabete > 6,5 %"),
        "vitamin_d": ("Carenza < 20 ng/mL", "Insufficienza 20 - 30 ng/mL", "Sufficienza > 30 ng/mL"),
        "ldl_cholesterol": ("Ottimale < 100 mg/dL", "Alto > 160 mg/dL"),
    },
    "fr": {
        "hemoglobin_a1c": ("Normal < 5,7 %", "Prédiabète 5,7 - 6,4 %", "Diabète > 6,5 %"),
        "vitamin_d": ("Carence < 20 ng/mL", "Insuffisance 20 - 30 ng/mL", "Suffisance > 30 ng/mL"),
        "ldl_cholesterol": ("Objectif < 1,00 g/L", "Risque élevé > 1,60 g/L"),
    },
    "pt": {
        "hemoglobin_a1c": ("Normal < 5,7 %", "Pré-diabetes 5,7 - 6,4 %", "Diabetes > 6,5 %"),
        "vitamin_d": ("Deficiência < 20 ng/mL", "Insuficiência 20 - 29 ng/mL", "Suficiência > 30 ng/mL"),
        "ldl_cholesterol": ("Ótimo < 100 mg/dL", "Alto > 160 mg/dL"),
    },
}

UNKNOWN: dict[str, tuple[str, ...]] = {
    "en": ("Bartonella henselae IgG", "Filament index"),
    "es": ("Bartonella henselae IgG", "Índice filamentoso"),
    "de": ("Bartonella-henselae-IgG", "Fadenindex"),
    "it": ("Bartonella henselae IgG", "Indice filamentoso"),
    "fr": ("Bartonella henselae IgG", "Indice filamenteux"),
    "pt": ("Bartonella henselae IgG", "Índice filamentoso"),
}
"""Tests that the table of analytes does not have; the second of each is invented."""

PENDING: dict[str, str] = {
    "en": "pending",
    "es": "pendiente",
    "de": "folgt",
    "it": "in corso",
    "fr": "en cours",
    "pt": "em curso",
}
SEXES: dict[str, str] = {
    "en": "M: {} F: {}",
    "es": "H: {} M: {}",
    "de": "m: {} w: {}",
    "it": "M: {} F: {}",
    "fr": "H: {} F: {}",
    "pt": "H: {} M: {}",
}
"""A range for men and one for women: which of them is meant, the row does not say."""

FOOT = "Invented report of an invented person, made to test a program. Not a medical device."
