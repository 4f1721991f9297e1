"""What stands around results on paper: addresses, telephone numbers, remarks with numbers in them, and the prose of letters."""

from __future__ import annotations

HEADS: dict[str, tuple[str, ...]] = {"percent": ("%",), "percent_range": ("% ref.",), "number": ("No.", "#"), "lab": ("Lab",)}
"""Headers that are the same in every language; columns without any stand under nothing."""

STREET: dict[str, tuple[str, str]] = {
    "en": ("14 Sample Road, Exampletown EX4 2ZZ", "Tel. 01632 960 145 · Fax 01632 960 146"),
    "es": ("C/ Inventada, 128, 28099 Ejemplo", "Tel. 900 000 135 · Fax 900 000 136"),
    "de": ("Musterallee 15, 99999 Musterstadt", "Tel. 0800 000 4-135 · Fax 0800 000 4-136"),
    "it": ("Via degli Esempi 40, 00999 Esempio", "Tel. 055 000 4135 · Fax 055 000 4136"),
    "fr": ("12 rue de l'Exemple, 75999 Exempleville", "Tél. 01 99 00 41 35 · Fax 01 99 00 41 36"),
    "pt": ("Rua do Exemplo, 250, 1999-135 Exemplo", "Tel. 219 000 135 · Fax 219 000 136"),
}
APPROVED: dict[str, str] = {
    "en": "Accredited to ISO 15189:2022, no. 8-0140 (invented)",
    "es": "Acreditado ISO 15189:2022, n.º 140/LE (inventado)",
    "de": "Akkreditiert nach ISO 15189:2022, D-ML-00140 (erfunden)",
    "it": "Accreditamento ISO 15189:2022 n. 0140 M (inventato)",
    "fr": "Accréditation ISO 15189:2022 n° 8-0140 (inventée)",
    "pt": "Acreditação ISO 15189:2022, n.º E0140 (inventada)",
}
PATIENT: dict[str, dict[str, str]] = {
    "en": {"age": "Age / Sex", "ward": "Ward / Bed", "request": "Request no.", "phone": "Phone", "years": "{} Y / F"},
    "es": {
        "age": "Edad / Sexo",
        "ward": "Servicio / Cama",
        "request": "N.º petición",
        "phone": "Teléfono",
        "years": "{} años / M",
    },
    "de": {
        "age": "Alter / Geschl.",
        "ward": "Station / Bett",
        "request": "Auftrags-Nr.",
        "phone": "Telefon",
        "years": "{} J. / w",
    },
    "it": {
        "age": "Età / Sesso",
        "ward": "Reparto / Letto",
        "request": "N. richiesta",
        "phone": "Telefono",
        "years": "{} anni / F",
    },
    "fr": {"age": "Âge / Sexe", "ward": "Service / Lit", "request": "N° demande", "phone": "Téléphone", "years": "{} ans / F"},
    "pt": {
        "age": "Idade / Sexo",
        "ward": "Serviço / Cama",
        "request": "N.º pedido",
        "phone": "Telefone",
        "years": "{} anos / F",
    },
}
FEET: dict[str, str] = {
    "en": "Printed {} 14:35 · Report version 2 · Director: Dr. B. Invented, reg. 40135",
    "es": "Impreso {} 14:35 · Versión 2 · Directora: Dra. B. Inventada, col. 40135",
    "de": "Druck {} 14:35 · Version 2 · Leitung: Dr. B. Erfunden, Arzt-Nr. 40135",
    "it": "Stampato {} 14:35 · Versione 2 · Direttore: Dr. B. Inventato, albo 40135",
    "fr": "Imprimé le {} 14:35 · Version 2 · Biologiste : Dr B. Inventé, RPPS 40135",
    "pt": "Impresso {} 14:35 · Versão 2 · Direção: Dra. B. Inventada, OF 40135",
}
CLOSING: dict[str, tuple[str, ...]] = {
    "en": (
        "Results outside the reference interval are marked. Intervals are for adults of 18 to 65 years.",
        "This report may be copied in full only. Questions: extension 4135, 8:00 to 17:30.",
    ),
    "es": (
        "Los valores marcados están fuera del intervalo de referencia para adultos de 18 a 65 años.",
        "Validado electrónicamente. Consultas: extensión 4135, de 8:00 a 17:30 h.",
    ),
    "de": (
        "Markierte Werte liegen außerhalb des Referenzbereichs für Erwachsene von 18 bis 65 Jahren.",
        "Technisch und medizinisch validiert. Rückfragen: Durchwahl 4135, 8:00 bis 17:30 Uhr.",
    ),
    "it": (
        "I valori contrassegnati sono fuori dall'intervallo di riferimento per adulti da 18 a 65 anni.",
        "Referto firmato digitalmente ai sensi di legge. Informazioni: interno 4135, ore 8:00 - 17:30.",
    ),
    "fr": (
        "Les résultats signalés sont hors des valeurs de référence de l'adulte de 18 à 65 ans.",
        "Validé par le biologiste. Renseignements : poste 4135, de 8h00 à 17h30.",
    ),
    "pt": (
        "Os valores assinalados estão fora do intervalo de referência para adultos dos 18 aos 65 anos.",
        "Validado eletronicamente. Informações: extensão 4135, das 8:00 às 17:30.",
    ),
}
MISSING: dict[str, tuple[str, ...]] = {
    "en": ("See comment", "Haemolysed - not reported", "Pending", "Insufficient sample", "Test not performed"),
    "es": ("Ver comentario", "Muestra hemolizada", "Pendiente", "Muestra insuficiente"),
    "de": ("s. Kommentar", "hämolytisch", "folgt", "Material fehlt"),
    "it": ("Vedi nota", "Campione emolizzato", "In corso", "Campione insuff."),
    "fr": ("Voir commentaire", "Sérum hémolysé", "En cours", "Tube non parvenu"),
    "pt": ("Ver comentário", "Amostra hemolisada", "Em curso", "Amostra insuficiente"),
}
"""What stands where a result is not."""

DECOYS: dict[str, tuple[str, ...]] = {
    "en": (
        "Telephoned to ward 7B at 14:35 by operator 41.",
        "Measured after dilution 1:10; repeated within 30 minutes.",
        "New method since 01/03/2026: values about 12 % lower than before.",
        "A change of more than 25 % in 7 days should be looked at again.",
    ),
    "es": (
        "Comunicado a planta 7B a las 14:35 por el operador 41.",
        "Medido tras dilución 1:10; repetido a los 30 minutos.",
        "Nuevo método desde 01/03/2026: valores un 12 % menores.",
    ),
    "de": (
        "Um 14:35 Uhr an Station 7B durchgegeben (Mitarbeiter 41).",
        "Messung nach Verdünnung 1:10, nach 30 Minuten wiederholt.",
        "Neue Methode seit 01.03.2026: Werte etwa 12 % niedriger.",
    ),
    "it": (
        "Comunicato al reparto 7B alle ore 14:35 (operatore 41).",
        "Misurato dopo diluizione 1:10; ripetuto dopo 30 minuti.",
        "Nuovo metodo dal 01/03/2026: valori inferiori di circa 12 %.",
    ),
    "fr": (
        "Transmis au service 7B à 14h35 (opérateur 41).",
        "Mesure après dilution au 1/10, répétée à 30 minutes.",
        "Nouvelle technique depuis le 01/03/2026 : valeurs abaissées de 12 %.",
    ),
    "pt": (
        "Comunicado ao serviço 7B às 14:35 (operador 41).",
        "Medido após diluição 1:10; repetido aos 30 minutos.",
        "Novo método desde 01/03/2026: valores cerca de 12 % mais baixos.",
    ),
}
"""Remarks below a row whose numbers are no results."""

SAMPLES: dict[str, tuple[str, ...]] = {
    "en": (
        "Method: Jaffe kinetic, Sample: serum",
        "Method: ISE indirect, Sample: serum",
        "Method: IFCC at 37 °C, Sample: plasma",
    ),
    "es": (
        "Método: Jaffé cinético. Muestra: suero",
        "Método: ISE indirecto. Muestra: suero",
        "Método: IFCC a 37 °C. Muestra: plasma",
    ),
    "de": (
        "Methode: Jaffé kinetisch, Material: Serum",
        "Methode: ISE indirekt, Material: Serum",
        "Methode: IFCC 37 °C, Material: Plasma",
    ),
    "it": ("Metodo: Jaffé cinetico - Siero", "Metodo: ISE indiretto - Siero", "Metodo: IFCC 37 °C - Plasma"),
    "fr": ("Jaffé cinétique, sérum - Automate 8000", "Potentiométrie indirecte, sérum", "IFCC 37 °C, plasma - Automate 8000"),
    "pt": (
        "Material: Soro  Método: Jaffé cinético",
        "Material: Soro  Método: ISE indireto",
        "Material: Plasma  Método: IFCC 37 °C",
    ),
}
GROUPS: dict[str, tuple[str, str, str]] = {
    "en": ("Men: {}", "Women: {}", "Children 2-12 y: {}"),
    "es": ("Hombres: {}", "Mujeres: {}", "Niños 2-12 años: {}"),
    "de": ("Männer: {}", "Frauen: {}", "Kinder 2-12 J.: {}"),
    "it": ("Uomini: {}", "Donne: {}", "Bambini 2-12 anni: {}"),
    "fr": ("Hommes : {}", "Femmes : {}", "Enfants 2-12 ans : {}"),
    "pt": ("Homens: {}", "Mulheres: {}", "Crianças 2-12 anos: {}"),
}
"""Ranges below each other: which of them is meant, the row does not say."""

BELOW: dict[str, str] = {
    "en": "less than {}",
    "es": "inferior a {}",
    "de": "unter {}",
    "it": "inf. a {}",
    "fr": "inf. à {}",
    "pt": "inferior a {}",
}
ABOVE: dict[str, str] = {
    "en": "greater than {}",
    "es": "superior a {}",
    "de": "über {}",
    "it": "sup. a {}",
    "fr": "sup. à {}",
    "pt": "superior a {}",
}
THAT_IS: dict[str, str] = {"en": "i.e.", "es": "o sea", "de": "d. h.", "it": "pari a", "fr": "soit", "pt": "ou seja"}
"""Between a share and the count that it amounts to."""

BEFORE: dict[str, str] = {
    "en": " (previously {} on {})",
    "es": " (previo {} el {})",
    "de": " (Vorwert {} vom {})",
    "it": " (precedente {} del {})",
    "fr": " (antérieur {} le {})",
    "pt": " (anterior {} em {})",
}
LETTERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (
        (
            "Dear colleague, thank you for taking over the care of the patient named above, who was on our ward 7B for 9 days.",
            "On admission blood pressure 104/62 mmHg, pulse 112/min, temperature 38.4 °C, weight 71.5 kg, saturation 94 %.",
            "Fluids 2000 mL in 24 hours and paracetamol 1000 mg up to four times a day were given. The laboratory said:",
        ),
        (
            "At discharge weight 70.2 kg and temperature 36.8 °C. We suggest ramipril 5 mg a day, and potassium as needed.",
            "Please look at the blood again in 7 days. With kind regards, Dr. A. Invented, telephone 01632 960 145.",
        ),
    ),
    "de": (
        (
            "Sehr geehrte Frau Kollegin, wir berichten über die oben genannte Patientin, 9 Tage auf unserer Station 7B.",
            "Bei Aufnahme RR 104/62 mmHg, Puls 112/min, Temperatur 38,4 °C, Gewicht 71,5 kg, Sättigung 94 % bei Raumluft.",
            "Gegeben wurden 2000 ml Flüssigkeit in 24 Stunden und Paracetamol 1000 mg bis viermal am Tag. Im Labor:",
        ),
        (
            "Bei Entlassung Gewicht 70,2 kg, Temperatur 36,8 °C. Wir empfehlen Ramipril 5 mg 1-0-0 und Kalium nach Bedarf.",
            "Laborkontrolle in 7 Tagen erbeten. Mit kollegialen Grüßen, Dr. A. Erfunden, Telefon 0800 000 4-135.",
        ),
    ),
}
"""What a discharge letter says before and after its results."""

CONTINUED: dict[str, str] = {
    "en": "(continued)",
    "es": "(continuación)",
    "de": "(Fortsetzung)",
    "it": "(segue)",
    "fr": "(suite)",
    "pt": "(continuação)",
}
"""Behind a heading that stands again on the next page."""

TUBES: dict[str, str] = {
    "en": "Specimen: {} · received {} · tube {}",
    "es": "Muestra: {} · recibida {} · tubo {}",
    "de": "Material: {} · Eingang {} · Röhrchen {}",
    "it": "Materiale: {} · arrivo {} · provetta {}",
    "fr": "Nature : {} · reçu le {} · tube {}",
    "pt": "Material: {} · recebido {} · tubo {}",
}
"""Below a heading: the specimen, when it came, and its number."""

SPECIMENS: dict[str, tuple[str, str, str]] = {
    "en": ("EDTA blood", "citrated plasma", "serum"),
    "es": ("sangre con EDTA", "plasma con citrato", "suero"),
    "de": ("EDTA-Blut", "Citratplasma", "Serum"),
    "it": ("sangue EDTA", "plasma citrato", "siero"),
    "fr": ("sang EDTA", "plasma citraté", "sérum"),
    "pt": ("sangue com EDTA", "plasma citratado", "soro"),
}
"""Of cells, of clotting, and of all else."""
