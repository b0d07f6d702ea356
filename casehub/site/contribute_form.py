"""The form at `contribute/new/`: the page, and the files that its script reads.

The form is made in the reader's browser from `assets/form/form.json`, which says of each kind of record what its
schema says. Names that change with every record (organisations, ids that are taken) and the parts of countries stand
in files of their own. Nothing that somebody types leaves their browser before they send it themselves.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from casehub.records.definitions import Definitions
from casehub.records.model import Hub
from casehub.records.schema import RecordType
from casehub.records.vocabulary import CodeList, Vocabulary
from casehub.records.wording import names_of
from casehub.site.page import View

CHECKED_KINDS = ("fields",)


def checks_of(definitions: Definitions, types: Iterable[str], *, all_names: bool = False) -> View:
    """What checking records of some types needs: their schemas, the vocabularies they use, and the catalogue.

    With all names of terms, in every language, the checks also guess what was meant by them.
    """
    chosen = {name: definitions.types[name].schema for name in types}
    used = sorted({each for schema in chosen.values() for each in _vocabularies_of(schema)})
    return {
        "types": chosen,
        "vocabularies": {id: _vocabulary(definitions.vocabularies[id], all_names) for id in used},
        "catalogue": {
            code: {
                "message": entry.message,
                "remedy": entry.remedy,
                "severity": entry.severity.value,
                "by_status": entry.by_status,
            }
            for code, entry in definitions.catalogue.entries.items()
        },
    }


def _vocabulary(vocabulary: Vocabulary, all_names: bool) -> View:
    names = {
        term.id: others
        for term in vocabulary.terms.values()
        if (others := _names(term, all_names, vocabulary.label(term.id)))
    }
    broader = {term.id: term.broader for term in vocabulary.terms.values() if term.broader}
    return {
        "title": vocabulary.title,
        **({"form": vocabulary.form} if isinstance(vocabulary, CodeList) else {}),
        "terms": [
            [term.id, vocabulary.label(term.id), *([term.definition] if term.definition else [])]
            for term in vocabulary.terms.values()
        ],
        **({"broader": broader} if broader else {}),
        **({"names": names} if names else {}),
    }


def _names(term: Any, all_names: bool, label: str) -> list[str]:
    names = term.names() if all_names else term.alternatives.get("en", ())
    return [name for name in dict.fromkeys(names) if name not in (term.id, label)]


def _vocabularies_of(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for item in schema:
            yield from _vocabularies_of(item)
    elif isinstance(schema, Mapping):
        yield from names_of(schema.get("x-vocabulary", []))
        for value in schema.values():
            yield from _vocabularies_of(value)
