# SPDX-License-Identifier: EUPL-1.2
"""Invented people, and files of what is said of them with the sums that a reader must come to."""
from collections import Counter

SURNAMES = ["Dunezaal", "Zandveer", "Molenkreek", "Santavliet", "Lamneberg", "Quelastra",
            "Brenmaman", "Timgağlu", "Øverlinde", "Wêzelaar", "Hoogkamer", "Rietgors"]
PREFIXES = ["", "", "", "van", "van de", "ten", "der", "'t"]
GIVEN = ["Amina", "Derya", "Willemijn", "Zoë", "Inés", "Marit", "Sanne", "Yara", "Noor", "Elif"]
STREETS = ["Beukenhof", "Elzenpad", "Vlierhof", "Korte Wilgenlaan", "Meidoornplein", "Lisdoddeweg"]
PLACES = ["Gruttooord", "Bolderbroek", "Zilverveen", "Nergenshuizen", "Kievitswoude"]


class Person:
    def __init__(self, dice):
        self.number = citizen_number(dice)
        self.surname, self.prefix = dice.choice(SURNAMES), dice.choice(PREFIXES)
        self.partner = dice.choice(SURNAMES) if dice.random() < 0.4 else ""
        self.given = dice.choice(GIVEN)
        self.born = f"{dice.randint(1956, 1995)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}"
        self.street, self.house = dice.choice(STREETS), dice.randint(1, 250)
        letters = dice.choice("ABCDEGHJ") + dice.choice("KLMNPR")
        self.postcode = f"{dice.randint(1011, 9999)}{letters}"
        self.place = dice.choice(PLACES)
        self.telephone = f"06{dice.randint(0, 99_999_999):08}" if dice.random() < 0.7 else ""
        self.email = f"p{dice.randint(1, 10**6)}@post.example" if dice.random() < 0.5 else ""

    @property
    def categories(self):
        return {
            "citizenNumber", "name", "birthDate", "sex", "address",
            *(["telephone"] if self.telephone else []), *(["email"] if self.email else []),
        }


def citizen_number(dice):
    """Nine digits that pass the eleven test, in a range that is not given out."""
    while True:
        digits = [9] + [dice.randrange(10) for _ in range(7)]
        last = sum(digit * weight for digit, weight in zip(digits, range(9, 1, -1))) % 11
        if last < 10:
            return int("".join(map(str, digits + [last])))


class Written:
    """A file of inputs, and the sums that a reader must come to; `numbers` in their order."""

    def __init__(self, path, count):
        self.path, self.count, self.numbers, self.bytes = path, count, [], 0
        self.categories = Counter()

    def add(self, person, categories, length):
        self.numbers.append(person.number)
        self.categories.update(categories)
        self.bytes += length

    @property
    def expected(self):
        return {"people": self.count, "refused": 0, "sum of citizen numbers": sum(self.numbers),
                **self.categories}
