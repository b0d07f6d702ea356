"""Search: lunr's analysis and ranking, in files small enough to fetch one at a time.

At build time `build(documents)` gives files; afterwards `casehub.search.query` (Python) and
`casehub/site/theme/assets/javascripts/search.js` (the browser) answer queries from the same files, in the same way
and with the same scores. There is one index for each language, in `assets/search/<language>/`.

Which module does what
----------------------
- `document`: the value that is searched. `documents` makes them from a hub.
- `analysis`: text to words, words to terms (lunr's pipeline, its stemmer mended; Snowball for other languages).
- `scoring`: the impacts of lunr's BM25, exactly; `Analysed` keeps what need not be read again.
- `files`: impacts to files. `codec`: their bytes. `spelling`: nearest words. `query`: the reader.
- `offline`: the same files as scripts, for pages opened from a disk.

Files of an index
-----------------
`manifest.json` is the only one with a fixed name. All others carry a digest of their kind's content in their name and
are gzip streams, whatever the host says about them (a reader looks at the first two bytes: 1f 8b).

- `terms-<digest>-<n>.bin`: a run of words in UTF-16 order. A word is a term with postings (document, level of impact
  in one byte: see `codec.LEVELS`), or leads to its term (surface to stem, so that readers need no stemmer), or both.
- `words-<digest>-<n>.bin`: words and the logarithm of how often they are used; for completion and correction.
- `cards-<digest>-<n>.bin`: JSON, what a result shows, `chunk` documents a file.
- `facet-<digest>-<name>.bin`: a JSON line `{"title", "values": [[id, label], ...], "single"}`, then each document's
  codes, which count through the values.
- `order-<digest>-<name>.bin`: for `date` and `evidence`, a number for each document.

Documents are numbered: by type in the order cases, practices, challenges, then the rest; within a type newest first.
That is also the order in which they are listed when no text is asked for.

The browser's reader
--------------------
    import { open } from "./search.js";
    const index = await open(new URL("assets/search/en/", base));

`open` never throws; without its manifest each search tries again and says `problem`. In pages opened from a disk the
same code is the classic script `search-offline.js`, which defines `casehubSearch.open` (see `offline`).

    const found = await index.search({
      text: "congestion charge",     // "" lists everything, and so does a text without words ("the", "?!")
      facets: { country: ["SE", "GB"], verdict: ["worked"] },   // OR within one, AND across
      sort: "relevance",             // or "date", "evidence", or a function of a document's number: larger first
      page: 1, perPage: 10,          // perPage may be Infinity
      show: ["country", "verdict"],  // facets to count; only these and the ones in `facets` are fetched
      typing: true,                  // the last word may be unfinished (default: true)
      match: "any",                  // or "all"
    });

`found` is null when a later search was begun meanwhile (ignore it). Otherwise it is
`{ total, all, pages, page, ids, cards, counts, words, corrected, unknown, ignored, problem }`:
- `total`: how many are found; `all`: how many of them match all words; `ids`: their numbers, in order.
- `cards`: of this page, `{ id, score, matched, url, type, title, summary, date, evidence, verdict, ... }`; the rest
  is what the document's `card` holds. What is empty is left out. Text, never HTML.
- `counts`: `{ country: { title, values: [{ id, label, count, chosen }, ...] } }`. A count says what choosing it would
  give: every other facet holds, its own does not. Zero counts are among them.
- `words`: what was looked for; `corrected`: `[{ from, to }]`; `unknown`: words that nothing has;
  `ignored`: `[{ facet, value }]` that the index does not have.
- `problem`: "" or `"network"` (some file could not be had: what is there is there) or `"unsupported"` (the browser
  cannot unpack gzip).
Sorting by anything but relevance keeps the matches of all words (where there are none, of most words).

    index.prefetch("conges");      // fetches what a search for it will want; call it on input
    await index.cards([3, 17]);    // cards by number, for export and comparison
    await index.facet("country");  // { title, values, codesOf(id) }: `codesOf` gives a document's value ids
    await index.ready();           // the manifest, or null: { documents, types, facets: { name: [title, ...] }, ... }
"""

from __future__ import annotations

from casehub.search.document import Document

__all__ = ["Document"]
