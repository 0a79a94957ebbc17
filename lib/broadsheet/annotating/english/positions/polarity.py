"""Which side a cue takes in its sentence: negation, refusals, what is undone, and what is only asked or possible."""

from __future__ import annotations

from typing import Final

from broadsheet.annotating.english.positions.complements import complements, infinitives_behind, is_infinitive
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases
from broadsheet.annotating.english.positions.turn_words import turn_words

OTHER: Final = {"for": "against", "against": "for", "undecided": "undecided"}

_PLANNING: Final = frozenset({"plan", "intend", "expect", "mean"})
"""Verbs whose denial only says that nothing is done now."""

_CONDITION: Final = frozenset({"if", "unless", "whether", "should"})
_POSSIBLE: Final = frozenset({"might", "may", "could", "should", "must", "ought", "shall"})
"""Auxiliaries under which a cue is no position of its subject: "ministers should back it" is the speaker's wish."""

_BIDDING: Final = frozenset({
    "urge", "call", "press", "lobby", "petition", "encourage", "appeal", "request", "order", "want", "ask", "tell", "force", "allow", "let",
    "leave", "help", "get", "push", "pressure", "persuade", "convince", "invite", "lead", "warn", "require", "expect", "need",
    "implore", "beg", "challenge", "advise", "remind", "enable", "prompt", "cause",
})
"""Verbs whose object is to do what the infinitive says: in "urged the council to back it" the council does not back it yet."""

_WHILE: Final = frozenset({"by", "in", "without", "after", "before", "while", "since", "when", "despite", "of"})
"""Words before a gerund whose subject is that of the clause; after others ("criticised Reed for backing it") it is another's."""


_MESSAGES: Final = frozenset({"letter", "statement", "campaign", "lawsuit", "protest", "rally", "referendum"})
"""Nouns that may be against something, as plans and acts may."""

_TELLING: Final = frozenset({"say", "announce", "confirm", "add", "report", "state", "tell"})

_MARKS: Final = frozenset({'"', "“", "”", "''", "``", "‘", "’", "'"})


def reduced(phrases: Phrases, side: str, target: Phrase, cue: int) -> tuple[str, Phrase]:
    """The thing behind a wish that it end or not come: for "repealing the levy" is against the levy; for "an end to the levy" too.

    Notes
    -----
    Restrictions are policies of their own: "called for a ban on imports" is for the ban, and "suspended flights" for the
    suspension, so that they stay as they are.
    """
    tokens, known = phrases.tokens, lexicon()
    for _ in range(3):
        head = target.head
        inner: Phrase | None = None
        if tokens.poses[head] == "VERB":
            if tokens.lemmas[head] == "rule" and tokens.child(head, "prt") is not None:
                return "undecided", target  # "refused to rule out a strike"
            negated = head != cue and any(tokens.deps[c] == "neg" for c in tokens.children[head])
            side = OTHER[side] if negated else side
            if negated and tokens.tags[head] == "VBG" and tokens.deps[target.first] == "neg":  # "her position of not allowing it"
                target = Phrase(target.first + 1, target.last, head)
            passive = tokens.child(head, "nsubjpass") is not None
            shared = phrases.sharing(head)  # "repeal and replace the levy"
            inner = next(complements(phrases, head if shared is None else shared, "object", passive=passive), None)
            if inner is None and tokens.lemmas[head] in known.undoing_verbs:  # "to stop building the dam"
                inner = next(complements(phrases, head, "ing"), None)
            if tokens.lemmas[head] in known.undoing_verbs and _undoes(phrases, head):
                side = OTHER[side] if inner is not None else side
            elif head != cue and (tokens.lemmas[head] in known.backing or _is_helped(phrases, head, inner)):
                # "urged voters to back Moss": the speaker backs her
                sides = known.verbs[tokens.lemmas[head]]
                kind = next((kind for kind in sides if next(iter(complements(phrases, head, kind)), None) is not None), None)
                if kind is None:
                    return side, target
                side = side if sides[kind] == "for" else OTHER[side]
                inner = next(iter(complements(phrases, head, kind)))
            elif not (tokens.lemmas[head] in known.light and inner is not None and tokens.lemmas[inner.head] in known.undoing_nouns):
                return side, target  # only "declare a halt to", "put an end to" go on
        elif tokens.lemmas[head] in known.undoing_nouns:
            owners = [head, tokens.heads[head]] if tokens.lemmas[tokens.heads[head]] in known.light else [head]
            inner = next((p for owner in owners for word in ("to", "on", "of", "about", "over")
                          for p in complements(phrases, owner, word)), None)
            side = OTHER[side] if inner is not None else side
        elif tokens.lemmas[head] in known.proposing | known.act_objects | _MESSAGES and _is_directed(phrases, head):
            inner, side = next(complements(phrases, head, "against")), OTHER[side]  # "signed a petition against the dam"
        elif tokens.lemmas[head] in known.carrying:  # "rejected calls for a ban", "criticised the decision to close the port"
            inner = next((p for word in ("for", "of", "to") for p in complements(phrases, head, word)), None)
        if inner is None:
            return _tightened(phrases, side, target)
        target = inner
    return _tightened(phrases, side, target)


def _is_helped(phrases: Phrases, verb: int, whom: Phrase | None) -> bool:
    """"Ready to help Norland": for Norland; "to help workers" and "to help Norland in housing the refugees" are matters by themselves."""
    tokens = phrases.tokens
    if tokens.lemmas[verb] not in lexicon().helping or whom is None or phrases.actor(whom.head) is None:
        return False
    return not any(tokens.deps[c] == "prep" and tokens.words[c] in ("in", "with") and tokens.child(c, "pcomp", "pobj") is not None
                   for c in (*tokens.children[verb], *tokens.children[whom.head]))


def _is_directed(phrases: Phrases, noun: int) -> bool:
    """Whether what a noun names is against something: "a resolution against the dam"."""
    return next(complements(phrases, noun, "against"), None) is not None


def _tightened(phrases: Phrases, side: str, target: Phrase) -> tuple[str, Phrase]:
    """Who is against lax rules is for the rules: "criticised the lax gun laws"."""
    tokens = phrases.tokens
    lax = any(tokens.deps[c] == "amod" and tokens.lemmas[c] in lexicon().lax for c in tokens.children[target.head])
    return ("for" if lax and side == "against" and tokens.poses[target.head] == "NOUN" else side), target


def _undoes(phrases: Phrases, verb: int) -> bool:
    """Whether the verb undoes its object: "keep refugees out", but not "keep the refugees"."""
    tokens = phrases.tokens
    if tokens.lemmas[verb] not in ("keep", "get", "hold"):
        return True
    return any(tokens.words[c] in ("out", "from", "away", "off") for c in tokens.children[verb])


def is_negated(phrases: Phrases, number: int) -> bool:
    """Whether the cue is turned into its contrary: "does not back", "refused to back", "no support for"."""
    tokens = phrases.tokens
    verb = tokens.heads[number] if tokens.poses[number] in ("ADJ", "ADP") else number
    if tokens.words[number] in ("favour", "favor") and tokens.words[tokens.heads[number]] == "in":
        verb = tokens.heads[tokens.heads[number]]
    turns = sum(_turns(phrases, one) for one in {number, verb})
    if is_over(phrases, number, verb, *([tokens.heads[number]] if tokens.deps[number] == "acomp" else [])):
        turns += 1  # "is no longer willing to host it", "no longer opposes it"
    head, dep = tokens.heads[verb], tokens.deps[verb]
    if dep in ("xcomp", "pcomp") and head != verb:
        above = tokens.heads[head] if dep == "pcomp" and tokens.poses[head] == "ADP" else head
        turns += tokens.lemmas[above] in lexicon().flipping
        turns += _turns(phrases, above)
    elif dep == "ccomp" and tokens.lemmas[head] in ("think", "believe", "suppose", "see"):
        turns += _turns(phrases, head)  # "I do not believe that troops are the answer"
    elif tokens.poses[number] == "NOUN" and dep in ("dobj", "attr") and head != number:
        turns += _turns(phrases, head)
    return turns % 2 == 1


def is_unsaid(phrases: Phrases, verb: int) -> bool:
    """Whether somebody does not say on which side: "has not said whether she backs it", "declined to say whether she backs it"."""
    tokens = phrases.tokens
    above = tokens.heads[verb]
    asked = any(tokens.words[c] in ("whether", "if") and tokens.deps[c] == "mark" for c in tokens.children[verb])
    backing = tokens.deps[verb] == "ccomp" and tokens.lemmas[verb] in lexicon().backing
    if not asked or not backing or tokens.lemmas[above] not in lexicon().unsaid:
        return False
    declined = tokens.deps[above] == "xcomp" and tokens.lemmas[tokens.heads[above]] in lexicon().flipping
    return declined or any(tokens.deps[c] == "neg" for c in tokens.children[above])


def not_taken(phrases: Phrases, noun: int) -> int | None:
    """The verb by which no side is taken: "took no position on it", "has not taken a stance", "declined to take sides"."""
    tokens = phrases.tokens
    verb = tokens.heads[noun]
    if tokens.deps[noun] != "dobj" or tokens.lemmas[verb] not in ("take", "have", "stake"):
        return None
    none = any(tokens.words[c] == "no" for c in tokens.children[noun]) or any(tokens.deps[c] == "neg" for c in tokens.children[verb])
    declined = tokens.deps[verb] == "xcomp" and tokens.lemmas[tokens.heads[verb]] in lexicon().flipping
    return verb if none or declined else None


def is_over(phrases: Phrases, *words: int) -> bool:
    """Whether "no longer" or "anymore" stands beside one of these words."""
    tokens = phrases.tokens
    around = [c for one in words for c in tokens.children[one] if tokens.words[c] in ("longer", "anymore")]
    return any(tokens.words[c] == "anymore" or any(tokens.words[g] == "no" for g in tokens.children[c]) for c in around)


def is_former(phrases: Phrases, noun: int) -> bool:
    """"A former backer", "once a critic", "a supporter of Reed during the primary"."""
    tokens = phrases.tokens
    beside = tokens.children[noun]
    if any(tokens.words[n:n + 3] == ["one", "-", "time"] for n in range(max(noun - 4, 0), noun)):
        return True  # "a one-time backer"
    now = any(tokens.words[c] in ("longtime", "current", "now") for c in beside)
    return not now and any(tokens.lemmas[c] in lexicon().former or tokens.words[c] in turn_words().formerly or tokens.words[c] == "during"
                           for c in beside) or not now and tokens.words[noun + 1:noun + 2] == ["during"]


def is_not_yet(phrases: Phrases, number: int) -> bool:
    """"Has not endorsed her", "does not plan to endorse her": no side is taken, neither for nor against; but "has never backed it"."""
    tokens = phrases.tokens
    above = tokens.heads[number]
    denied = any(tokens.deps[c] == "neg" for c in tokens.children[above])
    if denied and tokens.deps[number] == "xcomp" and tokens.lemmas[above] in _PLANNING:
        return True
    perfect = any(tokens.words[c] in ("has", "have", "'ve", "’ve") and tokens.deps[c] == "aux" for c in tokens.children[number])
    return tokens.poses[number] == "VERB" and perfect and any(
        tokens.deps[c] == "neg" and tokens.words[c] != "never" for c in tokens.children[number])


def _turns(phrases: Phrases, number: int) -> int:
    """How many words turn it: none where "not until May did the board raise it", "not only backed it", "is not only her supporter"."""
    tokens = phrases.tokens
    said = [c for c in tokens.children[number] if tokens.deps[c] == "neg" or tokens.words[c] in ("never", "no", "hardly", "neither")
            and tokens.tags[c] != "UH"]  # "said no to the levy"
    apart = ("until", "only", "just", "merely", "simply")
    return sum(not (c + 1 < len(tokens) and tokens.words[c + 1] in apart and (c < number or tokens.lemmas[number] == "be")) for c in said)


def is_open(phrases: Phrases, number: int) -> bool:
    """Whether it is asked, told under a condition, or told as past: no position that is held."""
    tokens = phrases.tokens
    owned = tokens.deps[number] == "nsubj" and tokens.child(number, "poss") is not None  # "Norland's support for it could grow": it is held
    for verb in () if owned else _verbs_above(phrases, number):
        helpers = {tokens.words[c] for c in tokens.children[verb] if tokens.deps[c] in ("aux", "auxpass")}
        around = {tokens.words[c] for c in tokens.children[verb]}
        refused = bool(helpers & {"could", "can", "would"}) and bool(around & {"never", "not", "n't", "n’t"})  # "could never vote for it"
        if (helpers & _POSSIBLE and not refused) or around & _CONDITION or around & lexicon().history or _is_wished(phrases, verb):
            return True
        passed = tokens.lemmas[number] in lexicon().judging  # "had criticised her": a judgement is passed once
        if ("had" in helpers and not passed and not _is_told_deed(phrases, verb)) or {"would", "have"} <= helpers:
            return True  # "would have backed it"
        if tokens.deps[verb] == "relcl" and tokens.lemmas[tokens.heads[verb]] in lexicon().times:
            return True  # "the last time that Norland suspended flights"
        above = tokens.heads[verb]
        if tokens.deps[verb] == "xcomp" and (tokens.lemmas[above] in lexicon().weighing or tokens.words[above] == "used"):
            return True  # "was considering backing her", "used to back her"
        if tokens.deps[verb] == "xcomp" and tokens.lemmas[above] in ("have", "be") and any(
                tokens.words[c] == "yet" for c in (*tokens.children[above], *tokens.children[verb])):
            return True  # "has yet to endorse her"
    if _is_after_nor(phrases, number) or _is_means(phrases, number):
        return True
    if _is_scare_quoted(phrases, number) or is_conditional(phrases, number):
        return True
    return is_question(phrases, number)


def _is_wished(phrases: Phrases, verb: int) -> bool:
    """"Had Moss praised him": what stands before its subject is a condition."""
    tokens = phrases.tokens
    helper = next((c for c in tokens.children[verb] if tokens.words[c] == "had" and tokens.deps[c] == "aux"), None)
    subject = tokens.child(verb, "nsubj", "nsubjpass")
    return helper is not None and subject is not None and helper < subject


def _is_told_deed(phrases: Phrases, verb: int) -> bool:
    """"Said that it had suspended flights": a deed of which somebody tells later, not one that is given up."""
    tokens = phrases.tokens
    if tokens.lemmas[verb] not in lexicon().deeds | {"agree"}:
        return False
    while tokens.deps[verb] == "conj" and tokens.poses[tokens.heads[verb]] == "VERB":
        verb = tokens.heads[verb]
    return tokens.deps[verb] == "ccomp" and tokens.lemmas[tokens.heads[verb]] in _TELLING


def is_question(phrases: Phrases, number: int) -> bool:
    """Whether the sentence ends in a question mark."""
    tokens = phrases.tokens
    last = number
    while last + 1 < len(tokens) and tokens.sentences[last + 1] == tokens.sentences[number]:
        last += 1
    return "?" in tokens.words[max(last - 2, 0):last + 1]


def is_conditional(phrases: Phrases, number: int) -> bool:
    """Whether the clause of a word stands under "if", "unless" or "whether", also one further out: "if she convinces them it is right"."""
    tokens = phrases.tokens
    for _ in range(8):
        if any(tokens.words[c] in ("if", "unless", "whether") and tokens.deps[c] == "mark" for c in tokens.children[number]):
            return True
        if tokens.heads[number] == number:
            return False
        number = tokens.heads[number]
    return False


def is_told_by_others(phrases: Phrases, number: int, speaker: int | str) -> bool:
    """Whether a speaker only tells what others say or think: "people say that she will win", "by claiming that she lied"."""
    tokens = phrases.tokens
    while tokens.heads[number] != number:
        above = tokens.heads[number]
        if tokens.deps[number] == "ccomp" and tokens.lemmas[above] in lexicon().thinking:
            tellers = [c for c in tokens.children[above] if tokens.deps[c] in ("nsubj", "nsubjpass")]
            mentions = [phrases.actor(c) for c in tellers]
            own = phrases.is_cue(above) or any(m is not None and m.chain == speaker for m in mentions) or any(
                tokens.words[c] in ("i", "we", "you") for c in tellers)
            if not own and (tellers or tokens.tags[above] == "VBG"):
                return True
        number = above
    return False


def _is_means(phrases: Phrases, number: int) -> bool:
    """"By backing the levy, Moss could win": the gerund is as possible as what it would bring."""
    tokens = phrases.tokens
    if tokens.deps[number] != "pcomp" or tokens.words[tokens.heads[number]] != "by":
        return False
    above = tokens.heads[tokens.heads[number]]
    return any(tokens.deps[c] == "aux" and tokens.words[c] in _POSSIBLE | {"would"} for c in tokens.children[above])


def is_denied(phrases: Phrases, number: int) -> bool:
    """"Never suggested that the council should close it", "regretted having implied that it should not": not said."""
    tokens = phrases.tokens
    verb = tokens.heads[number] if tokens.poses[number] in ("AUX", "ADJ", "NOUN") else number
    for _ in range(4):
        above = tokens.heads[verb]
        if above == verb:
            return False
        if tokens.deps[verb] == "ccomp" and tokens.lemmas[above] in ("suggest", "say", "imply", "claim", "propose", "mean"):
            return tokens.lemmas[above] == "imply" or any(tokens.deps[c] == "neg" for c in tokens.children[above])
        verb = above
    return False


def _is_after_nor(phrases: Phrases, number: int) -> bool:
    """"Nor does she have plans to back it"."""
    tokens = phrases.tokens
    for _ in range(8):
        before = (c for c in tokens.children[number] if c < number and tokens.deps[c] in ("cc", "preconj", "advmod"))
        if any(tokens.words[c] == "nor" for c in before):
            return True
        if tokens.heads[number] == number:
            return False
        number = tokens.heads[number]
    return False


def _is_scare_quoted(phrases: Phrases, number: int) -> bool:
    """Whether the verb alone stands between quotation marks: he "endorses" her; but not of an adjective: she is "open" to it."""
    words = phrases.tokens.words
    if phrases.tokens.poses[number] != "VERB" or not 0 < number < len(words) - 1:
        return False
    return words[number - 1] in _MARKS and words[number + 1] in _MARKS


def is_another_s(phrases: Phrases, verb: int) -> bool:
    """Whether the one whom the parse makes the subject of a verb does not do it.

    "Urged them to back it", "criticised Reed for backing it": neither the one who urges nor the one who criticises backs it.
    """
    tokens = phrases.tokens
    head = tokens.heads[verb]
    if tokens.deps[verb] == "pcomp" and tokens.tags[verb] == "VBG":
        if tokens.child(verb, "nsubj") is not None:
            return False  # "with Norland calling for it"
        accused = tokens.words[head] == "of" and tokens.lemmas[tokens.heads[head]] in ("accuse", "suspect")
        ahead = tokens.words[head] == "to" and tokens.lemmas[tokens.heads[head]] == "look"  # "looks forward to campaigning with her"
        bidden = tokens.words[head] == "by" and is_another_s(phrases, tokens.heads[head])  # "expects Reed to help by calling Moss out"
        return accused or bidden or (tokens.words[head] not in _WHILE and not ahead)
    if tokens.deps[verb] == "conj":
        if tokens.tags[verb] in ("VBD", "VBZ", "VBP") and tokens.tags[head] in ("VB", "VBG"):
            return False  # a slip of the parse: "ran on his ability to lead and accused Moss"
        return is_another_s(phrases, head) if tokens.child(verb, "nsubj", "nsubjpass") is None else False
    if is_infinitive(phrases, verb) and tokens.deps[verb] == "acl" and tokens.child(head, "poss") is not None:
        return True  # "contrasted it with Moss's vote to authorise the levy"
    if is_infinitive(phrases, verb) and _is_bidden_by_noun(phrases, head):
        return True  # "faced pressure from donors to back her"
    if not is_infinitive(phrases, verb) or tokens.deps[verb] not in ("xcomp", "ccomp", "advcl"):
        return False
    before = phrases.words.left[verb] - 1
    if before >= 0 and tokens.child(before, "poss") is not None and verb in infinitives_behind(phrases, before):
        return True  # the parse hangs the same infinitive on "contrasted"
    own = tokens.child(verb, "nsubj", "nsubjpass") is not None
    bid = tokens.child(head, "dobj") is not None or own or any(tokens.words[c] in ("on", "upon", "to", "for") and tokens.deps[c] == "prep"
                                                             for c in tokens.children[head])
    asked = tokens.tags[head] == "VBN" and tokens.child(head, "aux") is None  # "her silence when asked to condemn it"
    return tokens.child(head, "auxpass") is not None or (tokens.lemmas[head] in _BIDDING and (bid or asked))


def _is_bidden_by_noun(phrases: Phrases, above: int) -> bool:
    """Whether a noun says that others want it: "pressure to back her", "calls from dockers to back her"."""
    tokens = phrases.tokens
    if tokens.poses[above] == "VERB":
        return any(tokens.deps[c] == "dobj" and tokens.lemmas[c] in lexicon().bidding for c in tokens.children[above])
    for _ in range(3):
        if tokens.lemmas[above] in lexicon().bidding and tokens.deps[above] in ("dobj", "pobj", "nsubjpass"):
            return True
        if tokens.deps[above] not in ("pobj", "prep"):
            return False
        above = tokens.heads[above]
    return False


def _verbs_above(phrases: Phrases, number: int) -> list[int]:
    """The verb of a word, and those that it completes or is joined to."""
    tokens, found, verb = phrases.tokens, [], number
    for _ in range(6):
        if tokens.poses[verb] in ("VERB", "AUX"):
            found.append(verb)
            if tokens.deps[verb] not in ("xcomp", "conj") or tokens.child(verb, "nsubj", "nsubjpass") is not None:
                break
        if tokens.heads[verb] == verb:
            break
        verb = tokens.heads[verb]
    return found or [verb]
