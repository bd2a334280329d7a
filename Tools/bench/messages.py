# SPDX-License-Identifier: EUPL-1.2
"""HL7 orders of some 1 KB about invented people, the same every time."""
import random

from invented import SURNAMES, Person, Written

# Code, words of the form, how many of a thousand answer, the answers, what they are about.
QUESTIONS = [
    ("CR_DATUMSTRIJK", "Datum van het uitstrijkje", 1000, None, ["sampleDate"]),
    ("CR_AANLEIDING", "Aanleiding voor het uitstrijkje", 950, ["Controle"], ["testIndication"]),
    ("CR_DOOR", "Door wie het materiaal is afgenomen", 850, ["Huisarts", "Assistente"],
     ["collector"]),
    ("CR_KLACHTEN", "Klachten", 250, ["Contactbloedingen", "Afscheiding"],
     ["gynaecologicalComplaints"]),
    ("CR_KLACHTENANDERS", "Klachten, anders namelijk", 80,
     ["Pijn links \\T\\ moe", "Klachten sinds mei \\F\\ zie brief"],
     ["gynaecologicalComplaints", "freeText"]),
    ("CR_DATUMLM", "Eerste dag van de laatste menstruatie", 500, None, ["menstruation"]),
    ("CR_ANTICONCEPTIE", "Gebruik van anticonceptie", 450, ["Pil", "Spiraal"], ["contraception"]),
    ("CR_ASPECT", "Aspect van de portio", 600, ["Normaal", "Afwijkend"], ["clinicalFinding"]),
    ("CR_OPMERKING", "Opmerkingen van de afnemer", 100, ["Tweede poging \\F\\ weinig materiaal"],
     ["freeText"]),
    ("CR_VERSIE", "Versie van het formulier", 1000, ["4"], []),
]


def write(path, count, seed=1):
    """Orders of some 1 KB, each ended by a line feed."""
    dice, written = random.Random(seed), Written(path, count)
    with open(path, "wb") as file:
        for place in range(count):
            person = Person(dice)
            message, categories = order(person, place, dice)
            content = message.encode()
            file.write(content + b"\n")
            written.add(person, person.categories | categories, len(content))
    return written


def order(person, place, dice):
    day = f"20{dice.randint(17, 25)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}"
    categories = {"generalPractitioner"}
    whole = f"{person.prefix} {person.surname}".strip()
    name = f"{whole}&{person.prefix}&{person.surname}"
    if person.partner:
        categories.add("partnerName")
        name = f"{person.partner}-{whole}&{person.prefix}&{person.surname}&&{person.partner}"
    # PID-13: a telephone number, an e-mail address, both or neither.
    reach = "~".join(filter(None, [
        person.telephone and f"{person.telephone}^PRN^PH",
        person.email and f"^NET^Internet^{person.email}",
    ]))
    lines = [
        f"MSH|^~\\&|OPROEP_OML|OPROEP|LIMS|LIMS|{day}101500||OML^O21|B{place:08}|P|2.4"
        "||||||UNICODE UTF-8",
        f"PID|1||{person.number}^^^^NNNLD||{name}^{person.given}||{person.born}|F|||"
        f"&{person.street}&{person.house}^^{person.place}^^{person.postcode}^NLD||{reach}",
        f"ORC|NW|S{place:09}-1||||||||||01{dice.randint(0, 999_999):06}^Huisarts "
        f"{dice.choice(SURNAMES)}",
        f"OBR|1|S{place:09}-1||Cervixcytologie^Beoordeling van het uitstrijkje"
        + "|" * 27 + "BVO-PROEF",
    ]
    for number, (code, label, answered, answers, about) in enumerate(QUESTIONS, 1):
        value = ""
        if dice.randrange(1000) < answered:
            value = dice.choice(answers) if answers else day
            categories.update(about)
        lines.append(f"OBX|{number}|FT|{code}^{label}||{value}||||||F")
    categories.add("testIndication")  # OBR-31
    return "\r".join(lines) + "\r", categories
