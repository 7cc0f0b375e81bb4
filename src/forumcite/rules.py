"""The rules as data: one name each, the same in code, message, documentation, test and fixture."""

from __future__ import annotations

from forumcite.findings import Level, Rule

_ERRORS = {
    "claims-invalid": "a claims file or a claim in it breaks the format",
    "claims-empty": "there is no claim to check",
    "source-unknown": "a claim names a source that no file defines",
    "source-missing": "the file of a source is not there or cannot be read",
    "source-outside": "the file of a source lies outside the project",
    "source-changed": "the file of a source no longer has the recorded digest",
    "position-drifted": "the quote does not stand at the recorded position",
    "quote-clipped": "a cut edge of the quote changes what it says",
    "quote-altered": "the quote differs from the source in a way that no harmless channel explains",
    "quote-spliced": "parts are joined without a mark, out of order, too far apart, or hide what matters",
    "quote-misattributed": "the words are there, but another speaker's they are",
    "quote-missing": "no passage of the source is near the quote",
    "quote-unchecked": "the quote could not be judged",
    "statement-contradicted": "the statement says something else than its evidence",
    "claims-conflict": "two claims contradict each other",
}
_WARNINGS = {
    "quote-minor": "the quote differs only by what may be a slip of typing or reading",
    "quote-ambiguous": "the quote stands in several places and nothing decides which is meant",
    "digest-missing": "a source has no recorded digest",
    "text-folded": "a line break in a claims file becomes a space between Chinese characters",
    "context-drifted": "the recorded prefix or suffix does not stand next to the quote",
    "speaker-unconfirmed": "the source does not show that the words are the named speaker's",
    "statement-unsupported": "the statement names a figure, date, name or term that its evidence lacks",
}
_NOTES = {
    "position-missing": "the quote has no recorded position",
    "quote-repeated": "the quote stands in several places that agree",
    "reported-speech": "the source paraphrases what is given as a person's own words",
    "citation-incomplete": "the bibliographic data lack what a complete citation needs",
}

RULES: dict[str, Rule] = {
    name: Rule(name=name, level=level, summary=summary)
    for level, group in ((Level.ERROR, _ERRORS), (Level.WARNING, _WARNINGS), (Level.NOTE, _NOTES))
    for name, summary in group.items()
}
