"""Writes the vectors on which the context distance is proved equal in Python and in the browser.

    python scripts/make_context_vectors.py

Run it when the definition of the distance changes, and look at the difference before you commit it.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from casehub.knowledge.context import distance
from casehub.knowledge.profiles import Atlas
from casehub.records.definitions import Definitions
from casehub.records.model import Hub

HERE = Path(__file__).resolve().parent.parent
TARGET = HERE / "tests" / "knowledge" / "context-vectors.json"
COUNT = 600


def main() -> None:
    """Write the file."""
    hub = Hub(HERE, Definitions.load(HERE / "schemas"), {})
    atlas = Atlas.load(HERE / "schemas", hub)
    rng = random.Random(1)
    vectors = []
    for _ in range(COUNT):
        here, there = (atlas.profile(_answers(rng, hub, atlas)) for _ in range(2))
        told = distance(here, there, atlas.definition)
        vectors.append(
            {
                "here": dict(here),
                "there": dict(there),
                "overall": [told.overall.low, told.overall.high],
                "dimensions": {id: [each.low, each.high] for id, each in told.dimensions.items()},
            }
        )
    lines = ",\n".join(json.dumps(vector, sort_keys=True) for vector in vectors)
    TARGET.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{COUNT} vectors in {TARGET.relative_to(HERE)}")


def _answers(rng: random.Random, hub: Hub, atlas: Atlas) -> dict[str, Any]:
    terms = {
        "level": "level",
        "organisation_type": "organisation-type",
        "staff_size": "staff-size",
        "budget_size": "budget-size",
        "digital_readiness": "digital-readiness",
        "leadership_backing": "yes-no",
        "earlier_collaboration": "yes-no",
    }
    choices: dict[str, Any] = {
        key: rng.choice(list(hub.definitions.vocabularies[name].terms)) for key, name in terms.items()
    }
    choices["country"] = rng.choice(sorted(atlas.countries))
    choices["functions"] = rng.sample(list(hub.definitions.vocabularies["function"].terms), rng.randint(1, 3))
    choices["population"] = int(10 ** rng.uniform(2, 9.2))
    return {key: value for key, value in choices.items() if rng.random() < 0.75}


if __name__ == "__main__":
    main()
