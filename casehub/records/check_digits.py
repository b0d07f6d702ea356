"""Whether a number passes the check-digit rule of its kind: what tells a personal number from any other digits.

One in ten rows of ten digits passes the NHS rule by chance, which is why `schemas/sensitive.yaml` also asks for a
word near it. The browser's `sensitive.js` has the same rules under the same names, proven on the same vectors; rules
that begin with `stdnum.` are python-stdnum's, loaded when first needed, and known to Python only.

Sources: ISO 7064 (IBAN, German tax numbers); ISO/IEC 7812 (Luhn); NHS Data Dictionary, "NHS Number"; HMRC NIM39110;
INSEE, Circular on the NIR; Ministerio del Interior, "Cálculo del dígito de control del NIF/NIE"; Agenzia delle
Entrate, decree of 12 March 1974; Belgian Royal Decree of 3 April 1984; Rijksdienst voor Identiteitsgegevens,
"elfproef"; Ministry of Digital Affairs of Poland, "PESEL"; Digital and Population Data Services Agency of Finland;
Receita Federal do Brasil; Department of Social Protection of Ireland.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping, Sequence

_NOT_GIVEN_OUT = frozenset(("BG", "GB", "KN", "NK", "NT", "TN", "ZZ"))
"""Beginnings that no National Insurance number has."""
_PUBLIC_NUMBERS = re.compile(
    r"(?:\+44 ?\(?0?\)? ?|0)(?:800|808|300|303|306|330|333|345|370)"
    r"|(?:\+?1[ .-]?)?\(?8(?:00|88|77|66|55|44|33)\b|\+800|0900"
)
"""Beginnings of numbers that organisations answer: freephone and the like."""
_DATE = re.compile(r"(?:19|20)[0-9]{2}[-/. ]|[0-9]{1,2}[/.][0-9]{1,2}[/.]")


def passes(rule: str, text: str) -> bool:
    """Whether a number, as it was written, passes a rule. An unknown rule is passed by nothing."""
    if rule.startswith("stdnum."):
        return bool(importlib.import_module(rule).is_valid(text.replace("\u00a0", " ")))
    return rule in RULES and RULES[rule](text)


def _plain(text: str) -> str:
    """Letters and digits only, in capitals."""
    return "".join(char for char in text.upper() if char.isalnum() and char.isascii())


def _digits(text: str) -> list[int]:
    return [int(char) for char in text if char in "0123456789"]


def _weighed(digits: Sequence[int], weights: Sequence[int]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False))


def _luhn(text: str) -> bool:
    digits = _digits(text)
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return len(set(digits)) > 1 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _nhs(text: str) -> bool:
    digits = _digits(text)
    check = 11 - _weighed(digits, range(10, 1, -1)) % 11
    return len(set(digits)) > 1 and check != 10 and check % 11 == digits[9]


def _nino(text: str) -> bool:
    return _plain(text)[:2] not in _NOT_GIVEN_OUT


def _iban(text: str) -> bool:
    plain = _plain(text)
    if not 15 <= len(plain) <= 34:
        return False
    remainder = 0
    for char in plain[4:] + plain[:4]:
        remainder = (remainder * (10 if char.isdigit() else 100) + int(char, 36)) % 97
    return remainder == 1


def _ssn(text: str) -> bool:
    area, group, serial = text.split("-")
    return area not in ("000", "666") and area < "900" and group != "00" and serial != "0000"


def _nir(text: str) -> bool:
    plain = _plain(text).replace("2A", "19").replace("2B", "18")
    return 97 - int(plain[:13]) % 97 == int(plain[13:])


def _dni(text: str) -> bool:
    plain = _plain(text)
    number = {"X": "0", "Y": "1", "Z": "2"}.get(plain[0], plain[0]) + plain[1:-1]
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == plain[-1]


def _mod11_10(text: str) -> bool:
    digits = _digits(text)
    check = 10
    for digit in digits[:-1]:
        check = (check + digit) % 10 or 10
        check = check * 2 % 11
    return (11 - check) % 10 == digits[-1]


def _bsn(text: str) -> bool:
    digits = _digits(text)
    return any(digits) and _weighed(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def _national(text: str) -> bool:
    digits = "".join(map(str, _digits(text)))
    return int(digits[9:]) in (97 - int(digits[:9]) % 97, 97 - int("2" + digits[:9]) % 97)


_ODD = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
"""What a character in an odd place of a codice fiscale counts: a digit what the letter of its number counts."""


def _codice_fiscale(text: str) -> bool:
    plain = _plain(text)
    values = [int(char) if char.isdigit() else ord(char) - ord("A") for char in plain]
    total = sum(_ODD[value] if place % 2 == 0 else value for place, value in enumerate(values[:15]))
    return total % 26 == values[15]


def _pesel(text: str) -> bool:
    digits = _digits(text)
    return any(digits) and -_weighed(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10 == digits[10]


def _personnummer(text: str) -> bool:
    digits = _digits(text)[-10:]
    month, day = digits[2] * 10 + digits[3], digits[4] * 10 + digits[5]
    return 1 <= month <= 12 and 1 <= day % 60 <= 31 and _luhn("".join(map(str, digits)))


def _hetu(text: str) -> bool:
    return "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(text[:6] + text[7:10]) % 31] == text[10]


def _contribuinte(text: str) -> bool:
    digits = _digits(text)
    check = 11 - _weighed(digits, range(9, 1, -1)) % 11
    return (0 if check > 9 else check) == digits[8]


def _cpf(text: str) -> bool:
    digits = _digits(text)
    for length in (9, 10):
        check = _weighed(digits[:length], range(length + 1, 1, -1)) * 10 % 11 % 10
        if check != digits[length]:
            return False
    return len(set(digits)) > 1


def _pps(text: str) -> bool:
    digits, letters = _digits(text), text[7:]
    more = ord(letters[1]) - ord("A") + 1 if len(letters) > 1 and letters[1] != "W" else 0
    return "WABCDEFGHIJKLMNOPQRSTUV"[(_weighed(digits, range(8, 1, -1)) + 9 * more) % 23] == letters[0]


def _telephone(text: str) -> bool:
    """No check digit: the length of a telephone number, no date, and not one that organisations answer."""
    is_dialled = text[0] in "+(0" or (len(_digits(text)) >= 10 and not text.isdigit())
    return (
        9 <= len(_digits(text)) <= 15
        and is_dialled
        and _DATE.match(text) is None
        and _PUBLIC_NUMBERS.match(text) is None
    )


RULES: Mapping[str, Callable[[str], bool]] = {
    "luhn": _luhn,
    "nhs": _nhs,
    "nino": _nino,
    "iban": _iban,
    "ssn": _ssn,
    "fr-nir": _nir,
    "es-dni": _dni,
    "iso7064-mod11-10": _mod11_10,
    "nl-bsn": _bsn,
    "be-national": _national,
    "it-codice-fiscale": _codice_fiscale,
    "pl-pesel": _pesel,
    "se-personnummer": _personnummer,
    "fi-hetu": _hetu,
    "pt-nif": _contribuinte,
    "br-cpf": _cpf,
    "ie-pps": _pps,
    "telephone": _telephone,
}
"""Each rule by its name, for text of the form that its pattern asks for."""
