"""Answers: layers in, plain frames that read like the question out."""

from broadsheet.lazy import lazy_names

_HOMES = {
    name: f"broadsheet.analysis.{module}"
    for module, names in {
        "narrowing": "narrowed of_articles",
        "corpus": "newest_day corpus_summary summary_passages coverage article_volume outlets article_list",
        "actors": "actor_ranking actor_over_time new_and_vanished actor_page silence",
        "roles": "role_table",
        "networks": "co_occurrence actor_network save_network",
        "speakers": "speaker_ranking spoken_about only_spoken_about anonymous_share quote_ledger",
        "timeline": "timeline key_dates",
        "lanes": "actor_lanes",
        "omissions": "left_out",
        "bursts": "article_bursts",
        "calendar_export": "calendar",
        "commitments": "commitments",
        "contradictions": "contradictions",
        "stances": "stance_ranking stance_by_outlet stance_over_time stance_evidence",
        "stance_ties": "stance_edges stance_network",
        "positions": "position_changes moves",
        "tellings": "story_tellings outlet_pairs pairs_apart",
        "changes": "changes_since headline_changes",
        "alerts": "alerts upcoming",
        "evidence": "witnesses",
        "accuracy": "gold_articles accuracy_table mark_passages mistakes reliability_curve",
        "own_accuracy": "own_accuracy own_passages sentences_to_label",
        "findings": "own_measured promises disagreements turnover hush offices newest anonymity weightiest"
        " attention surges busiest_lane untold ahead overlooked alliances",
    }.items()
    for name in names.split()
}
__all__ = sorted(_HOMES)
__getattr__, __dir__ = lazy_names(__name__, _HOMES)
