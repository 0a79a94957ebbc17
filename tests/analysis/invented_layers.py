"""Small layers by hand: articles with their actors, sentence by sentence, for the analyses of actors."""

from __future__ import annotations

import pandas as pd

from broadsheet import schemas
from broadsheet.annotating import Layers

KINDS = {"UK": "country", "Kosovo": "country", "Bank": "organisation"}


def invented_layers(articles: list[tuple[str, str, str | None, str | None, list[str]]], roles: list[tuple] = ()) -> Layers:
    """Layers of articles (id, outlet, day, copy of, sentences); every word with a capital is a mention of the actor of that name.

    `roles` has rows (actor, article, role, affiliation, country).
    """
    rows: dict[str, list[tuple]] = {"articles": [], "sentences": [], "mentions": [], "roles": []}
    days = {article: day for article, _, day, _, _ in articles}
    for article, source, day, copy_of, sentences in articles:
        text, at = " ".join(sentences), 0
        rows["articles"].append({"article_id": article, "source": source, "published_at": day, "copy_of": copy_of, "text": text})
        for number, sentence in enumerate(sentences if copy_of is None else []):
            rows["sentences"].append((article, number, at, at + len(sentence), 0))
            for word in sentence.strip(".").split():
                if word[0].isupper():
                    start = at + sentence.index(word)
                    rows["mentions"].append((article, start, start + len(word), word, KINDS.get(word, "person"), "name", word.casefold()))
            at += len(sentence) + 1
    for actor, article, role, affiliation, country in roles:
        rows["roles"].append((actor, article, 0, 1, role, affiliation, country, days[article]))
    mentions = schemas.frame("mentions", rows["mentions"])
    first = mentions.drop_duplicates("actor_id")
    aliases = mentions.groupby(["actor_id", "text"], as_index=False).size().rename(columns={"text": "alias", "size": "mentions"})
    empty = {name: schemas.frame(name) for name in ("quotes", "dates", "events", "event_actors", "stances")}
    return Layers(
        articles=schemas.frame("articles", pd.DataFrame(rows["articles"])), sentences=schemas.frame("sentences", rows["sentences"]),
        mentions=mentions, actors=schemas.frame("actors", first.assign(name=first["text"])), aliases=schemas.frame("aliases", aliases),
        roles=schemas.frame("roles", rows["roles"]), **empty,
    )
