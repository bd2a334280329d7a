# SPDX-License-Identifier: EUPL-1.2
"""FHIR bundles of some 2.7 KB about invented people, the same every time."""
import json
import random

from invented import Person, Written


def write(path, count, seed=2, shuffled=False):
    """A patient, a report and its observations on each line; `shuffled`: with the elements of each
    resource in an order of its own, so that hardly any two are of one shape."""
    dice, written = random.Random(seed), Written(path, count)
    with open(path, "wb") as file:
        for place in range(count):
            person = Person(dice)
            whole = bundle(person, place, dice)
            if shuffled:
                for entry in whole["entry"]:
                    entry["resource"] = in_any_order(entry["resource"], dice)
            content = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
            file.write(content + b"\n")
            written.add(person, person.categories | {"testResult", "sampleDate"}, len(content))
    return written


def bundle(person, place, dice):
    day = f"20{dice.randint(17, 25)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    observations = [observation(f"{place}{number}", place, day, code, display, dice)
                    for number, (code, display) in enumerate((
                        ("21440-3", "HPV hrHPV"), ("19762-4", "PAP cytologie"),
                        ("22637-3", "Conclusie")))]
    report = {
        "resourceType": "DiagnosticReport",
        "id": str(place),
        "identifier": [{"system": "https://lab.example/reports", "value": f"R{place:09}"}],
        "status": "final",
        "code": {"text": "Bevolkingsonderzoek baarmoederhalskanker"},
        "subject": {"reference": f"Patient/{place}"},
        "issued": f"{day}T12:00:00.000+01:00",
        "performer": [{"display": "Laboratorium Vlietzicht"}],
        "result": [{"reference": f"Observation/{one['id']}"} for one in observations],
    }
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"fullUrl": f"https://lab.example/{one['resourceType']}/{one['id']}",
                   "resource": one} for one in (patient(person, place), report, *observations)],
    }


def in_any_order(resource, dice):
    names = list(resource)[1:]
    dice.shuffle(names)
    return {name: resource[name] for name in ["resourceType", *names]}


def patient(person, place):
    telecom = []
    if person.telephone:
        telecom.append({"system": "phone", "value": person.telephone})
    if person.email:
        telecom.append({"system": "email", "value": person.email})
    return {
        "resourceType": "Patient",
        "id": str(place),
        "identifier": [{"system": "http://fhir.nl/fhir/NamingSystem/bsn",
                        "value": str(person.number)}],
        "name": [{"use": "official", "family": f"{person.prefix} {person.surname}".strip(),
                  "given": [person.given]}],
        **({"telecom": telecom} if telecom else {}),
        "gender": "female",
        "birthDate": f"{person.born[:4]}-{person.born[4:6]}-{person.born[6:]}",
        "address": [{"line": [f"{person.street} {person.house}"], "city": person.place,
                     "postalCode": person.postcode, "country": "NL"}],
    }


def observation(number, place, day, code, display, dice):
    return {
        "resourceType": "Observation",
        "id": number,
        "status": "final",
        "category": [coded("http://terminology.hl7.org/CodeSystem/observation-category",
                           "laboratory")],
        "code": coded("http://loinc.org", code, display),
        "subject": {"reference": f"Patient/{place}"},
        "effectiveDateTime": f"{day}T10:00:00+01:00",
        "specimen": {"identifier": {"value": f"S{place:09}"}},
        "valueCodeableConcept": coded("http://snomed.info/sct", "260385009",
                                      dice.choice(["Negatief", "Negatief \"schoon\""])),
    }


def coded(system, code, display=None):
    return {"coding": [{"system": system, "code": code,
                        **({"display": display} if display else {})}]}
