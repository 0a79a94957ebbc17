"""Answers: layers in, plain frames that read like the question out."""

from broadsheet.lazy import lazy_names

_HOMES = {
    name: f"broadsheet.analysis.{module}"
    for module, names in {
        "question": "question questions answered find_question Asked Answered Chart Column Question ProofError hidden",
        "counting.narrowing": "narrowed of_articles",
        "counting.articles": "newest_day",
        "corpus.corpus_summary": "corpus_summary",
        "corpus.coverage": "coverage",
        "corpus.outlets": "outlets",
        "corpus.article_volume": "article_volume",
        "corpus.article_list": "article_list",
        "actors.actor_ranking": "actor_ranking",
        "actors.actor_over_time": "actor_over_time",
        "actors.new_and_vanished": "new_and_vanished",
        "actors.silence": "silence",
        "actors.actor_page": "actor_page",
        "actors.role_table": "role_table",
        "actors.co_occurrence": "co_occurrence",
        "actors.actor_network": "actor_network save_network",
        "actors.speaker_ranking": "speaker_ranking",
        "actors.spoken_about": "spoken_about",
        "actors.only_spoken_about": "only_spoken_about",
        "actors.anonymous_share": "anonymous_share",
        "actors.quote_ledger": "quote_ledger",
        "timeline.timeline": "timeline",
        "timeline.key_dates": "key_dates",
        "timeline.actor_lanes": "actor_lanes",
        "timeline.left_out": "left_out",
        "timeline.article_bursts": "article_bursts",
        "timeline.calendar_export": "calendar",
        "timeline.commitments": "commitments",
        "timeline.contradictions": "contradictions",
        "sentiment.stance_ranking": "stance_ranking",
        "sentiment.stance_by_outlet": "stance_by_outlet",
        "sentiment.stance_over_time": "stance_over_time",
        "sentiment.stance_evidence": "stance_evidence",
        "sentiment.stance_edges": "stance_edges",
        "sentiment.stance_network": "stance_network",
        "sentiment.position_changes": "position_changes",
        "sentiment.positions": "positions",
        "sentiment.story_tellings": "story_tellings",
        "sentiment.outlet_pairs": "outlet_pairs",
        "briefing.brief": "brief",
        "briefing.changes_since": "changes_since",
        "briefing.alerts": "alerts",
        "briefing.upcoming": "upcoming",
        "accuracy.gold_articles": "gold_articles Marked",
        "accuracy.accuracy_table": "accuracy_table",
        "accuracy.mistakes": "mistakes",
        "accuracy.reliability_curve": "reliability_curve",
        "accuracy.own_accuracy": "own_accuracy",
        "accuracy.own_mistakes": "own_mistakes",
        "accuracy.found_marks": "found_marks",
        "accuracy.sentences_to_label": "sentences_to_label SAMPLE",
    }.items()
    for name in names.split()
}
__all__ = sorted(_HOMES)
__getattr__, __dir__ = lazy_names(__name__, _HOMES)
