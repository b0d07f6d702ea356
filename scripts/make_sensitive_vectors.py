"""Writes the test vectors of sensitive content: `tests/records/sensitive-vectors.json`.

    python scripts/make_sensitive_vectors.py

Each vector is a text in parts, to be joined, and the ids of the patterns that both detectors have to find in it, in
order. No value is anybody's: keys are made from a seed, numbers are counted up until their check digit fits. Parts
keep programs that search repositories for secrets from taking a vector for one.
"""

from __future__ import annotations

import json
import random
import string
from collections.abc import Callable, Iterator
from pathlib import Path

from casehub.records.check_digits import passes

TARGET = Path(__file__).resolve().parents[1] / "tests" / "records" / "sensitive-vectors.json"
SEED = 20261122
UPPER, LOWER, DIGIT = string.ascii_uppercase, string.ascii_lowercase, string.digits
WORD = UPPER + LOWER + DIGIT
HEX = DIGIT + "abcdef"
BASE64 = WORD + "+/"
Vector = tuple[list[str], list[str]]

MARKINGS = {
    "uk-official-sensitive": ["OFFICIAL-SENSITIVE", "OFFICIAL - SENSITIVE", "OFFICIAL SENSITIVE", "OFFICIAL–SENSITIVE",
                              "OFFICIAL: Sensitive", "Official-Sensitive", "OFFICIAL-SENSITIVE - COMMERCIAL",
                              "OFFICIAL-SENSITIVE PERSONAL", "OFFICIAL SENSITIVE: LOCSEN"],
    "uk-official": ["OFFICIAL", "UK OFFICIAL"],
    "uk-secret": ["SECRET", "TOP SECRET", "UK SECRET", "UK TOP SECRET", "SECRET UK EYES ONLY",
                  "TOP SECRET STRAP2", "TOP SECRET - UK EYES ONLY"],
    "confidential": ["CONFIDENTIAL", "STRICTLY CONFIDENTIAL", "PRIVATE AND CONFIDENTIAL", "CONFIDENTIAL - STAFF"],
    "in-confidence": ["COMMERCIAL IN CONFIDENCE", "COMMERCIAL-IN-CONFIDENCE", "CABINET IN CONFIDENCE"],
    "restricted": ["RESTRICTED", "RESTRICTED - COMMERCIAL", "UK RESTRICTED"],
    "uk-protect": ["PROTECT - PERSONAL", "PROTECT: COMMERCIAL"],
    "protected": ["PROTECTED", "PROTECTED B", "PROTECTED: CABINET", "PROTÉGÉ B"],
    "us-classified": ["SECRET//NOFORN", "TOP SECRET//SI//NOFORN", "UNCLASSIFIED//FOUO", "CUI//SP-PRVCY",
                      "CONFIDENTIAL//REL TO USA, GBR", "TOP SECRET//SI/TK//NOFORN"],
    "us-controlled": ["CUI", "FOR OFFICIAL USE ONLY", "FOUO", "CONTROLLED UNCLASSIFIED INFORMATION",
                      "LAW ENFORCEMENT SENSITIVE", "SENSITIVE BUT UNCLASSIFIED"],
    "eu-restricted": ["RESTREINT UE/EU RESTRICTED", "RESTREINT UE", "EU RESTRICTED", "R-UE/EU-R"],
    "eu-classified": ["CONFIDENTIEL UE/EU CONFIDENTIAL", "SECRET UE/EU SECRET", "TRÈS SECRET UE/EU TOP SECRET",
                      "EU CONFIDENTIAL", "EU SECRET"],
    "eu-limite": ["LIMITE", "SENSITIVE: PROCUREMENT", "SENSITIVE NON-CLASSIFIED"],
    "fr-diffusion-restreinte": ["DIFFUSION RESTREINTE", "DIFFUSION RESTREINTE - SPÉCIAL FRANCE", "Diffusion restreinte",
                                "SPÉCIAL FRANCE"],
    "fr-secret": ["TRÈS SECRET", "SECRET DÉFENSE", "CONFIDENTIEL DÉFENSE", "CONFIDENTIEL", "TRES SECRET DEFENSE"],
    "es-marking": ["SECRETO", "RESERVADO", "CONFIDENCIAL", "DIFUSIÓN LIMITADA", "DIFUSION LIMITADA", "ES SECRETO"],
    "de-vs-nfd": ["VS – Nur für den Dienstgebrauch", "VS-NfD", "VS – NUR FÜR DEN DIENSTGEBRAUCH",
                  "Nur für den Dienstgebrauch", "VS - NfD"],
    "de-marking": ["VS-VERTRAULICH", "GEHEIM", "STRENG GEHEIM", "VERTRAULICH", "STRENG VERTRAULICH"],
    "it-marking": ["RISERVATO", "SEGRETO", "SEGRETISSIMO", "RISERVATISSIMO"],
    "nl-marking": ["DEPARTEMENTAAL VERTROUWELIJK", "Stg. GEHEIM", "Staatsgeheim ZEER GEHEIM"],
    "nato-marking": ["NATO RESTRICTED", "NATO SECRET", "NATO CONFIDENTIAL", "NATO UNCLASSIFIED", "COSMIC TOP SECRET",
                     "OTAN DIFFUSION RESTREINTE", "NATO UNCLASSIFIED RELEASABLE TO EU"],
    "tlp": ["TLP:RED", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP: GREEN"],
}  # fmt: skip
DRESSES = ("{}", "**{}**", "# {}", "[{}]", "  {}  ", "- {} -", "> {}", "Classification: {}", "=== {} ===",
           "Protective marking: {}", "| {} |", "“{}”", "{}.")  # fmt: skip
FRAMES = (
    "The permits took eleven weeks.\n\n{}\n\nThey take three now.\n",
    "{}\n",
    "Text before.\r\n{}\r\nText after.\r\n",
)

SECRETS: dict[str, list[Callable[[random.Random], tuple[str, ...]]]] = {
    "private-key": [lambda r: ("-----BEGIN RSA PRI", "VATE KEY-----\n" + "\n".join(some(r, BASE64, 64) for _ in "abc")),
                    lambda r: ("-----BEGIN OPENSSH PRI", "VATE KEY-----\n" + some(r, BASE64, 70)),
                    lambda r: ("-----BEGIN PRI", "VATE KEY-----"), lambda r: ("-----BEGIN PGP PRI", "VATE KEY BLOCK-----")],
    "putty-key": [lambda r: ("PuTTY-User-Key", "-File-3: ssh-ed25519")],
    "age-key": [lambda r: ("AGE-SECRET", "-KEY-1" + some(r, UPPER + DIGIT, 58))],
    "aws-access-key": [lambda r: ("AK", "IA" + some(r, UPPER + "234567", 16)), lambda r: ("AS", "IA" + some(r, UPPER, 16))],
    "aws-secret-key": [lambda r: ("aws_secret_", "access_key = " + some(r, BASE64, 40)),
                       lambda r: ("AWS_SECRET_", 'ACCESS_KEY="' + some(r, BASE64, 40) + '"')],
    "azure-storage-key": [lambda r: ("AccountName=permits;Account", "Key=" + some(r, BASE64, 86) + "=="),
                          lambda r: ("SharedAccess", "Key=" + some(r, BASE64, 43) + "=")],
    "azure-client-secret": [lambda r: (some(r, WORD, 3) + "8Q", "~" + some(r, WORD, 34))],
    "signed-address": [lambda r: ("https://permits.example/a?sv=2024&si", "g=" + some(r, WORD, 44) + "%3D"),
                       lambda r: ("https://files.example/b?X-Amz-Signa", "ture=" + some(r, HEX, 64))],
    "google-key": [lambda r: ("AI", "za" + some(r, WORD, 35)), lambda r: ("GOC", "SPX-" + some(r, WORD, 28)),
                   lambda r: ("ya", "29." + some(r, WORD, 60))],
    "github-token": [lambda r: ("gh", "p_" + some(r, WORD, 36)), lambda r: ("gh", "s_" + some(r, WORD, 36)),
                     lambda r: ("github", "_pat_" + some(r, WORD, 40))],
    "gitlab-token": [lambda r: ("glp", "at-" + some(r, WORD, 20))],
    "slack-token": [lambda r: ("xox", "b-" + some(r, DIGIT, 12) + "-" + some(r, WORD, 24)),
                    lambda r: ("https://hooks.slack", ".com/services/T" + some(r, UPPER, 9) + "/B" + some(r, UPPER, 9)
                               + "/" + some(r, WORD, 24))],
    "teams-webhook": [lambda r: ("https://city.webhook", ".office.com/webhookb2/" + uuid(r) + "@" + uuid(r)
                                 + "/IncomingWebhook/" + some(r, HEX, 32) + "/" + uuid(r))],
    "stripe-key": [lambda r: ("sk_", "live_" + some(r, WORD, 24)), lambda r: ("rk_", "test_" + some(r, WORD, 24))],
    "sendgrid-key": [lambda r: ("SG", "." + some(r, WORD, 22) + "." + some(r, WORD, 43))],
    "mail-service-key": [lambda r: ("ke", "y-" + some(r, HEX, 32))],
    "package-token": [lambda r: ("np", "m_" + some(r, WORD, 36)), lambda r: ("pypi", "-AgEI" + some(r, WORD, 90)),
                      lambda r: ("dckr", "_pat_" + some(r, WORD, 27))],
    "platform-token": [lambda r: ("dop", "_v1_" + some(r, HEX, 64)), lambda r: ("da", "pi" + some(r, HEX, 32)),
                       lambda r: ("shp", "at_" + some(r, HEX, 32)), lambda r: ("hv", "s." + some(r, WORD, 90)),
                       lambda r: ("ATA", "TT3" + some(r, WORD, 180)), lambda r: ("h", "f_" + some(r, WORD, 34))],
    "sk-token": [lambda r: ("s", "k-" + some(r, WORD, 48)), lambda r: ("s", "k-proj-" + some(r, WORD, 40))],
    "bot-token": [lambda r: (some(r, "123456789", 9) + ":", "AA" + some(r, WORD, 33))],
    "notify-key": [lambda r: ("the notify key permits-", uuid(r) + "-" + uuid(r))],
    "json-web-token": [lambda r: ("ey", "J" + some(r, WORD, 33) + ".ey", "J" + some(r, WORD, 80) + "." + some(r, WORD, 43))],
    "connection-with-password": [lambda r: ("postgres://clerk", ":" + some(r, WORD, 12) + "@db.city.test:5432/permits"),
                                 lambda r: ("mongodb+srv://app", ":" + some(r, WORD, 16) + "@cluster0.city.test/x"),
                                 lambda r: ("https://deploy", ":" + some(r, WORD, 20) + "@git.city.test/permits.git"),
                                 lambda r: ("redis://", ":" + some(r, WORD, 18) + "@cache:6379/0")],
    "password-in-a-setting": [lambda r: ("pass", "word: " + some(r, LOWER, 5) + "7" + some(r, WORD, 5)),
                              lambda r: ("DB_PASS", "WORD=" + some(r, WORD, 9) + "3x"),
                              lambda r: ("Pass", "wort: Sommer" + some(r, DIGIT, 4) + "!"),
                              lambda r: ("p", 'wd = "' + some(r, WORD, 8) + '4a"')],
    "authorization-header": [lambda r: ("Authorization: Bea", "rer 7" + some(r, WORD, 40)),
                             lambda r: ("Authorization: Ba", "sic 7" + some(r, WORD, 30) + "==")],
    "key-in-a-setting": [lambda r: ("api", "_key: 5" + some(r, WORD, 31)), lambda r: ("API-", "Key = '5" + some(r, HEX, 32) + "'"),
                         lambda r: ("CLIENT_", "SECRET=5" + some(r, WORD, 30))],
}  # fmt: skip

# By id: the words around it, and the form of the number: 0 a digit, A a letter, other signs themselves
NUMBERS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "uk-nhs-number": (("Her NHS number is {}.", "nhs no: {}", "{} (NHS)"), ("000 000 0000", "0000000000", "000-000-0000"), "nhs"),
    "uk-national-insurance": (("National Insurance {} was typed twice.", "NINO: {}"), ("JR 00 00 00 C", "JR000000C"), "nino"),
    "iban": (("IBAN {}", "Please pay into account {} by May.", "Konto: {}"),
             ("DE00 0000 0000 0000 0000 00", "FR0000000000000000000000000", "NL00 AAAA 0000 0000 00"), "iban"),
    "payment-card": (("She paid by credit card {}.", "Visa {}", "Kartennummer {}"),
                     ("4000 0000 0000 0000", "5500000000000000", "3700-000000-00000"), "luhn"),
    "us-social-security": (("SSN {}", "social security number {}"), ("200-34-0000",), "ssn"),
    "ca-social-insurance": (("social insurance number {}",), ("100 000 000", "400000000"), "luhn"),
    "fr-social-security": (("numéro de sécurité sociale : {}", "NIR {}"), ("1 80 05 75 000 000 00", "280052B00000000"), "fr-nir"),
    "es-identity-number": (("DNI {}", "con NIE {}"), ("00000000A", "X0000000A", "00000000-A"), "es-dni"),
    "de-tax-number": (("Steuer-ID {}", "Identifikationsnummer: {}"), ("50 000 000 000", "60000000000"), "iso7064-mod11-10"),
    "nl-citizen-number": (("BSN {}", "burgerservicenummer {}"), ("100000000", "1000.00.000"), "nl-bsn"),
    "be-national-number": (("Rijksregister {}", "numéro national {}"), ("80.05.12-000.00", "80051200000"), "be-national"),
    "it-tax-code": (("codice fiscale {}", "CF: {}"), ("RSSMRA80E12H501A",), "it-codice-fiscale"),
    "pl-pesel": (("PESEL {}", "numer PESEL: {}"), ("80051200000",), "pl-pesel"),
    "se-personal-number": (("personnummer {}",), ("800512-0000", "198005120000"), "se-personnummer"),
    "fi-personal-code": (("henkilötunnus {}", "HETU {}"), ("120580-000A", "051090+000A"), "fi-hetu"),
    "pt-tax-number": (("NIF {}", "contribuinte n.º {}"), ("200000000", "200 000 000"), "pt-nif"),
    "br-cpf": (("CPF {}",), ("000.000.000-00", "00000000000"), "br-cpf"),
    "ie-pps-number": (("PPS number {}", "PPSN: {}"), ("0000000A", "0000000AA"), "ie-pps"),
}  # fmt: skip

BY_HAND: list[Vector] = [
    (["Ask maria.rossi", "@gmail.com for the forms."], ["private-mail"]),
    (["contact: jan-piet_77", "@hotmail.co.uk"], ["private-mail"]),
    (["ANNA", "@GMX.DE, bitte"], ["private-mail"]),
    (["<pierre.martin", "@orange.fr>"], ["private-mail"]),
    (["Ring me on my mobile 0171 5550 1234 before noon."], ["telephone"]),
    (["Tél. : +33 6 12 34 56 78"], ["telephone"]),
    (["phone: (202) 555-0143"], ["telephone"]),
    (["Telefon +49 (0)30 5550 12 34"], ["telephone"]),
    (["teléfono móvil 612 345 678 901"], ["telephone"]),
    (["The paragraph began with (S//NF) and went on."], ["us-portion-marking"]),
    (["OFFICIAL-SENSITIVE\n\ntext\n\nOFFICIAL-SENSITIVE\n"], ["uk-official-sensitive", "uk-official-sensitive"]),
    (["title: OFFICIAL-SENSITIVE\n"], ["uk-official-sensitive"]),
    (["😀 a smile moves places\nSECRET\n"], ["uk-secret"]),
    (["İstanbul, STRASSE\nGEHEIM\n"], ["de-marking"]),
    # words in a sentence, in a heading, in a list, in a table are words
    (["In 1971 the papers were top secret, and OFFICIAL-SENSITIVE did not exist."], []),
    (["## Secret ballots\n\nThe vote is secret.\n"], []),
    (["The levels are:\n\n- OFFICIAL\n- SECRET\n- TOP SECRET\n"], []),
    (["1. OFFICIAL\n2. SECRET\n"], []),
    (["| SECRET | what it means |\n|---|---|\n"], []),
    (["Drafts were marked OFFICIAL-SENSITIVE until the council had decided.\n"], []),
    (["Official statistics\n\nConfidential\n\nRestricted\n\nLimite\n"], []),
    (["The TLP:RED list is read by nobody.\nTLP:CLEAR\n"], []),
    (["NATO\n\nThe secret of its success\n\nProtected areas\n\nPROTECT\n"], []),
    (["Geheim ist die Wahl.\nVertraulich\n"], []),
    (["A confidential helpline\nCONFIDENTIALITY\nSECRETARIAT\nOFFICIALS\n"], []),
    (["Subject: SECRET BALLOTS\n"], []),
    # made-up secrets and words about them
    (["AK", "IAIOSFODNN7EXAMPLE is the key of the manual."], []),
    (["postgres://user", ":password@localhost/permits"], []),
    (["password: required, at least 8 characters"], []),
    (["Password: ********"], []),
    (["api_key: your-key-comes-here-123456"], []),
    (["-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n"], []),
    (["-----BEGIN CERTIFICATE-----\n"], []),
    (["The bearer of this letter and the risk-averse task-force of Asia."], []),
    (["https://city.example/risk-assessment-for-a-digital-permit-service-in-2024"], []),
    (["Ministers' private key messages and the secret: patience."], []),
    (["sha256:" + "0123456789abcdef" * 4], []),
    (["digest: cm1-" + "0f" * 32], []),
    (["https://web.archive.org/web/20200101000000/https://a.example:8080/@handle"], []),
    # numbers without their word, words without their number, and numbers that do not fit
    (["943 476 5919 were counted."], []),
    (["Grant 4111 1111 1111 1111 was paid."], []),
    (["The NHS saw 100 000 0000 visits, or 1,234,567,890."], []),
    (["NHS number 943 476 5918"], []),
    (["The card project cost 4111 1111 1111 1112 marks."], []),
    (["IBAN DE89 3704 0044 0532 0130 01"], []),
    (["ISBN 978-3-16-148410-0, ISSN 2049-3630, DOI 10.1234/5678901234"], []),
    (["In the account of 2023-2024 the bank lent 1 000 000 000 euros."], []),
    (["National insurance BG 12 34 56 A"], []),
    (["SSN 000-12-3456 and 900-12-3456"], []),
    (["orcid.org/0000-0002-1825-0097 on his card"], []),
    # addresses and numbers that organisations answer
    (["info@gmail.com, press@outlook.com and Permits@city.example"], []),
    (["maria.rossi@city.example"], []),
    (["Call the helpline: phone 030 5550 1234."], []),
    (["Freephone 0800 123 4567, tel. 0300 123 1234"], []),
    (["The mobile app reached 2019-2024 some 1 200 000 people."], []),
    (["phone: https://web.archive.org/web/20130813141158/http://a.example/"], []),
    (["phone calls fell from 12 000 to 9 000 a month in 2021"], []),
    ([""], []),
    (["@" * 50], []),
    (["OFFICIAL" * 30 + "\n"], []),
]


def some(chance: random.Random, letters: str, count: int) -> str:
    """So many letters by chance, none of them thrice in a row."""
    return "".join(chance.choice(letters) for _ in range(count))


def uuid(chance: random.Random) -> str:
    """Something of the form of a UUID."""
    return "-".join(some(chance, HEX, count) for count in (8, 4, 4, 4, 12))


def number(chance: random.Random, form: str, rule: str) -> str:
    """A number of a form that passes its check-digit rule."""
    while True:
        made = "".join(
            chance.choice(DIGIT) if sign == "0" else chance.choice("ABCDEFGH") if sign == "A" else sign
            for sign in form
        )
        if rule in ("es-dni", "fi-hetu", "it-codice-fiscale", "ie-pps"):
            for last in UPPER + DIGIT if rule == "fi-hetu" else UPPER:
                at = len(form) - 1 if rule != "ie-pps" else 7
                tried = made[:at] + last + made[at + 1 :]
                if passes(rule, tried):
                    return tried
        elif passes(rule, made):
            return made


def vectors() -> Iterator[Vector]:
    """Every vector, the same each time."""
    chance = random.Random(SEED)
    for id, forms in MARKINGS.items():
        for form in forms:
            for dress in chance.sample(DRESSES, 3):
                before, after = chance.choice(FRAMES).split("{}")
                said = dress.format(form)
                half = len(before) + len(said) // 2
                whole = before + said + after
                yield [whole[:half], whole[half:]], [id]
    for id, makers in SECRETS.items():
        for make in makers:
            for frame in ("The key is {} .\n", "```\n{}\n```\n", "value: {}\n"):
                before, after = frame.split("{}")
                key = make(chance)
                yield [before + key[0], *key[1:-1], key[-1] + after], [id]
    for id, (contexts, shapes, rule) in NUMBERS.items():
        for context in contexts:
            for form in shapes:
                before, after = context.split("{}")
                yield [before + number(chance, form, rule) + after], [id]
    yield from BY_HAND


def create_vectors() -> str:
    """The file's text."""
    listed = [{"parts": parts, "found": found} for parts, found in vectors()]
    return "[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in listed) + "\n]\n"


if __name__ == "__main__":
    TARGET.write_text(create_vectors(), encoding="utf-8")
    print(f"{TARGET.name}: {create_vectors().count('parts')} vectors")
