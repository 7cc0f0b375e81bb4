"""The rules as data: one name each, the same in code, message, documentation, test and fixture.

The examples are claims on EXAMPLE_SOURCE, an invented text; where an example shows no `sources:`, EXAMPLE_HEAD stands
above it. docs/rules.md is built from here.
"""

from __future__ import annotations

from textwrap import dedent

from forumcite.findings import Level, Rule
from forumcite.messages import Message

EXAMPLE_SOURCE = (
    "蓝湾科技副总裁林川\n"
    "林川介绍，公司已建成9个算力集群，累计上线超18000P算力，用户增长得很快，2024年未达到300万，2025年达到300万。"
    "如果电价不降，公司不会在西部新建集群。\n"
    "云海大学副校长周宁\n"
    "周宁认为，人才是关键。她说，人才是关键，也是短板。\n"
)
EXAMPLE_DIGEST = "a5f708bd069939fb6fc86076a1e1ab20e51db65f2ae26a01b40328ec46ad1a2d"
EXAMPLE_HEAD = f"""\
sources:
  forum:
    path: sources/forum.txt
    sha256: {EXAMPLE_DIGEST}
    cite: {{type: webpage, title: 算力论坛, container-title: 海湾网, issued: 2025-12-07,
           URL: "https://example.org/forum", accessed: 2025-12-08}}
"""


def _rule(name: str, level: Level, summary: str, *, fixable: bool = False, **texts: str) -> Rule:
    """A rule from indented text: `explanation` and `remedy` are prose, `before` and `after` are YAML.

    A rule that compares revisions has no example, because no single claims file can break it.
    """
    prose = {key: Message(" ".join(texts[key].split())) for key in ("explanation", "remedy")}
    examples = {key: dedent(texts[key]).strip() + "\n" for key in ("before", "after") if key in texts}
    return Rule(name=name, level=level, summary=Message(summary), fixable=fixable, **prose, **examples)


_ALL = (
    _rule(
        "claims-invalid",
        Level.ERROR,
        "a claims file or a claim in it breaks the format",
        explanation="""The file is not the YAML that docs/format.md describes, or a value in it is not what its key
            asks for: a syntax error, a duplicate key or id, an unknown key, an anchor or a tag, `end` not after
            `start`, a claim without evidence. A claim that breaks the format has no result; the others are judged.""",
        remedy="""Correct the place that the message names; `forumcite schema` gives editors the format.""",
        before="""
            claims:
              clusters:
                evidence:
                  - source: forum
                    qoute: "公司已建成9个算力集群"
            """,
        after="""
            claims:
              clusters:
                evidence:
                  - source: forum
                    quote: "公司已建成9个算力集群"
            """,
    ),
    _rule(
        "claims-empty",
        Level.ERROR,
        "there is no claim to check",
        explanation="""No claims file was found, or the files found hold no claim. Nothing was checked, and nothing
            checked is never a pass.""",
        remedy="""Write a claim, or name the folder of the claims: `forumcite verify PATH`.""",
        before="""
            claims: {}
            """,
        after="""
            claims:
              clusters:
                evidence:
                  - source: forum
                    quote: "公司已建成9个算力集群"
            """,
    ),
    _rule(
        "source-unknown",
        Level.ERROR,
        "a claim names a source that no file defines",
        explanation="""The id after `source:` is not a key under `sources:` in any claims file of the project.""",
        remedy="""Correct the id, or define the source.""",
        before="""
            claims:
              clusters:
                evidence:
                  - source: froum
                    quote: "公司已建成9个算力集群"
            """,
        after="""
            claims:
              clusters:
                evidence:
                  - source: forum
                    quote: "公司已建成9个算力集群"
            """,
    ),
    _rule(
        "source-missing",
        Level.ERROR,
        "the file of a source is not there or cannot be read",
        explanation="""The path of a source, relative to its claims file, leads to no regular file that can be read as
            UTF-8. Every quote from it is `unchecked`.""",
        remedy="""Correct the path, or put the frozen text of the source there.""",
        before="""
            sources:
              forum:
                path: sources/forum.text
            """,
        after="""
            sources:
              forum:
                path: sources/forum.txt
            """,
    ),
    _rule(
        "source-outside",
        Level.ERROR,
        "the file of a source lies outside the project",
        explanation="""The path is absolute, or leads out of the project by `..` or by a link. Such a file is never
            opened: a stranger's claims file must not be able to read yours.""",
        remedy="""Copy the text into the project and name it there.""",
        before="""
            sources:
              forum:
                path: ../../forum.txt
            """,
        after="""
            sources:
              forum:
                path: sources/forum.txt
            """,
    ),
    _rule(
        "source-changed",
        Level.ERROR,
        "the file of a source no longer has the recorded digest",
        explanation="""The SHA-256 of the file's bytes is not the recorded one: the text that the quotes were taken
            from has changed. The quotes are still judged, against the text as it is.""",
        remedy="""Restore the file, or look at what changed, check its quotes and record the new digest with
            `forumcite source set ID sha256=…`. No repair does that: it says that somebody looked.""",
        before="""
            sources:
              forum:
                path: sources/forum.txt
                sha256: 0000000000000000000000000000000000000000000000000000000000000000
            """,
        after=f"""
            sources:
              forum:
                path: sources/forum.txt
                sha256: {EXAMPLE_DIGEST}
            """,
    ),
    _rule(
        "position-drifted",
        Level.ERROR,
        "the quote does not stand at the recorded position",
        fixable=True,
        explanation="""The text at `start` and `end` does not give the quote, but the quote stands elsewhere in the
            source. The verdict is that of the text; the record is wrong. A recorded span that differs only by
            characters that a fold drops at its edges holds.""",
        remedy="""Record the position that the report gives, if it is the place that was meant: `--fix` does where the
            quote stands in one place only, `forumcite pin` where there are several.""",
        before="""
            claims:
              clusters:
                evidence:
                  - source: forum
                    quote: "公司已建成9个算力集群"
                    start: 0
                    end: 12
            """,
        after="""
            claims:
              clusters:
                evidence:
                  - source: forum
                    quote: "公司已建成9个算力集群"
                    start: 15
                    end: 26
            """,
    ),
    _rule(
        "quote-clipped",
        Level.ERROR,
        "a cut edge of the quote changes what it says",
        explanation="""Every word of the quote is there, but what stands right beside it, and was cut off, changes
            what it says: the rest of a number, date, unit, word or name, a title's 副 or 原, a negator, an
            approximation or a limit, a condition or an attempt. A word is no loss where the statement says it of the
            same thing.""",
        remedy="""Let the quote include the words in 【】, or say them in the statement.""",
        before="""
            claims:
              west:
                evidence:
                  - source: forum
                    quote: "公司不会在西部新建集群"
            """,
        after="""
            claims:
              west:
                evidence:
                  - source: forum
                    quote: "如果电价不降，公司不会在西部新建集群"
            """,
    ),
    _rule(
        "quote-altered",
        Level.ERROR,
        "the quote differs from the source in a way that no harmless channel explains",
        fixable=True,
        explanation="""The passage that was meant has been found, and what differs is more than script, glosses, width,
            spaces, quotation marks, line breaks or known damage. How similar the two are does not matter: one digit
            is enough.""",
        remedy="""Quote the source's own words; where they do not carry the claim, correct the claim.""",
        before="""
            claims:
              online:
                evidence:
                  - source: forum
                    quote: "累计上线超1800P算力"
            """,
        after="""
            claims:
              online:
                evidence:
                  - source: forum
                    quote: "累计上线超18000P算力"
            """,
    ),
    _rule(
        "quote-spliced",
        Level.ERROR,
        "parts are joined without a mark, out of order, too far apart, or hide what matters",
        explanation="""The parts of the quote stand in the source, but not as one passage: words between them are left
            out without a mark of omission, their order is another, they are far apart, or what an omission hides is
            a negation, a condition, a contrast, a paragraph or a change of speaker.""",
        remedy="""Give each part as a piece of evidence of its own, or mark a short and harmless omission with ……""",
        before="""
            claims:
              online:
                evidence:
                  - source: forum
                    quote: "公司已建成9个算力集群，用户增长得很快"
            """,
        after="""
            claims:
              online:
                evidence:
                  - source: forum
                    quote: "公司已建成9个算力集群"
                  - source: forum
                    quote: "用户增长得很快"
            """,
    ),
    _rule(
        "quote-misattributed",
        Level.ERROR,
        "the words are there, but another speaker's they are",
        explanation="""Two kinds of sign in the source, a caption and an attribution, agree that somebody else than the
            named speaker said this.""",
        remedy="""Correct `speaker`, or find where the named speaker says it.""",
        before="""
            claims:
              clusters:
                speaker: 周宁
                evidence:
                  - source: forum
                    quote: "公司已建成9个算力集群"
            """,
        after="""
            claims:
              clusters:
                speaker: 林川
                evidence:
                  - source: forum
                    quote: "公司已建成9个算力集群"
            """,
    ),
    _rule(
        "quote-missing",
        Level.ERROR,
        "no passage of the source is near the quote",
        explanation="""Nothing in the source resembles the quote closely enough to say which passage was meant.""",
        remedy="""Check that the source is the right one, and quote its own words.""",
        before="""
            claims:
              listing:
                evidence:
                  - source: forum
                    quote: "首批卫星将于下月发射升空"
            """,
        after="""
            claims:
              clusters:
                evidence:
                  - source: forum
                    quote: "公司已建成9个算力集群"
            """,
    ),
    _rule(
        "quote-unchecked",
        Level.ERROR,
        "the quote could not be judged",
        explanation="""The source is missing or unreadable, the quote says too little to be found (fewer than two Han
            characters, one word or one number), or the budget of work was spent. The reason is given. What was not
            checked is never a pass.""",
        remedy="""Remove the reason that the report gives; quote enough words to mean one place.""",
        before="""
            claims:
              clusters:
                evidence:
                  - source: forum
                    quote: "建"
            """,
        after="""
            claims:
              clusters:
                evidence:
                  - source: forum
                    quote: "公司已建成9个算力集群"
            """,
    ),
    _rule(
        "statement-contradicted",
        Level.ERROR,
        "the statement says something else than its evidence",
        explanation="""The statement and its evidence, all of it together, give the same kind of thing another value,
            unit, date, name, title, comparison or direction, or the statement drops or adds a negation, an
            approximation, a condition or a deputy title. Only what is certain is told so: for most facts the wording
            must be that of the evidence, or nearly. The same difference in a free paraphrase, and a figure that could
            be worked out from those of the evidence, is `statement-unsupported`.""",
        remedy="""Let the statement say what the evidence says.""",
        before="""
            claims:
              online:
                statement: 累计上线的算力超过1800P。
                evidence:
                  - source: forum
                    quote: "累计上线超18000P算力"
            """,
        after="""
            claims:
              online:
                statement: 累计上线的算力超过18000P。
                evidence:
                  - source: forum
                    quote: "累计上线超18000P算力"
            """,
    ),
    _rule(
        "claims-conflict",
        Level.ERROR,
        "two claims contradict each other",
        explanation="""Two claims give the same subject and property (`about`) different values at the same time, or
            the same quote different speakers. Units of one dimension are converted: 17 t is 17000 kg.""",
        remedy="""Look at both places that the report names, and correct the one that is wrong.""",
        before="""
            claims:
              clusters:
                about: {subject: 蓝湾科技, property: 算力集群数, value: 9}
                evidence:
                  - source: forum
                    quote: "公司已建成9个算力集群"
              clusters-again:
                about: {subject: 蓝湾科技, property: 算力集群数, value: 8}
                evidence:
                  - source: forum
                    quote: "公司已建成9个算力集群"
            """,
        after="""
            claims:
              clusters:
                about: {subject: 蓝湾科技, property: 算力集群数, value: 9}
                evidence:
                  - source: forum
                    quote: "公司已建成9个算力集群"
            """,
    ),
    _rule(
        "quote-minor",
        Level.WARNING,
        "the quote differs only by what may be a slip of typing or reading",
        fixable=True,
        explanation="""What differs may be a slip (的 地 得, a letter's case, an l read for a 1) and touches no figure,
            name or negation. It is for a person to look at and is never a pass by itself.""",
        remedy="""Quote the source's own words, or let a person accept the difference with `accept`.""",
        before="""
            claims:
              users:
                evidence:
                  - source: forum
                    quote: "用户增长的很快"
            """,
        after="""
            claims:
              users:
                evidence:
                  - source: forum
                    quote: "用户增长得很快"
            """,
    ),
    _rule(
        "quote-ambiguous",
        Level.WARNING,
        "the quote stands in several places and nothing decides which is meant",
        explanation="""The places differ in what stands at the edges of the quote or in who speaks, or the quote is too
            short to tell them apart, and neither a recorded position, nor prefix and suffix, nor the speaker decides
            between them.""",
        remedy="""Record `start` and `end` of the place that is meant, or a `prefix` or `suffix` that only it has:
            `forumcite pin` writes them.""",
        before="""
            claims:
              people:
                evidence:
                  - source: forum
                    quote: "关键"
            """,
        after="""
            claims:
              people:
                evidence:
                  - source: forum
                    quote: "关键"
                    suffix: "，也是短板"
            """,
    ),
    _rule(
        "digest-missing",
        Level.WARNING,
        "a source has no recorded digest",
        fixable=True,
        explanation="""Without the SHA-256 of the source's file nobody notices when its text changes under the
            quotes.""",
        remedy="""Record the digest: `sha256sum FILE` prints it.""",
        before="""
            sources:
              forum:
                path: sources/forum.txt
            """,
        after=f"""
            sources:
              forum:
                path: sources/forum.txt
                sha256: {EXAMPLE_DIGEST}
            """,
    ),
    _rule(
        "text-folded",
        Level.WARNING,
        "a line break in a claims file becomes a space between Chinese characters",
        explanation="""YAML folds a line break inside `>`, plain and quoted text into a space. Between Chinese
            characters that space is not what was meant; the claim is judged all the same,
            since such a space is folded away.""",
        remedy="""Write the text on one line, or as a literal block (`|-`).""",
        before="""
            claims:
              clusters:
                evidence:
                  - source: forum
                    quote: "公司已建成9个
                      算力集群"
            """,
        after="""
            claims:
              clusters:
                evidence:
                  - source: forum
                    quote: "公司已建成9个算力集群"
            """,
    ),
    _rule(
        "context-drifted",
        Level.WARNING,
        "the recorded prefix or suffix does not stand next to the quote",
        fixable=True,
        explanation="""`prefix` or `suffix` is not the text right before or after the passage that was found, so it
            cannot tell this place from another.""",
        remedy="""Record the text that stands there, or leave it out where the quote occurs once.""",
        before="""
            claims:
              online:
                evidence:
                  - source: forum
                    quote: "累计上线超18000P算力"
                    prefix: "去年"
            """,
        after="""
            claims:
              online:
                evidence:
                  - source: forum
                    quote: "累计上线超18000P算力"
                    prefix: "9个算力集群，"
            """,
    ),
    _rule(
        "speaker-unconfirmed",
        Level.WARNING,
        "the source does not show that the words are the named speaker's",
        explanation="""One sign in the source names another speaker, or none names the one of the claim. One sign is
            not proof; two are `quote-misattributed`.""",
        remedy="""Read the passage in its context (`forumcite show CLAIM`) and correct `speaker` where it is wrong.""",
        before="""
            claims:
              clusters:
                speaker: 周宁
                evidence:
                  - source: forum
                    quote: "如果电价不降，公司不会在西部新建集群"
            """,
        after="""
            claims:
              clusters:
                speaker: 林川
                evidence:
                  - source: forum
                    quote: "如果电价不降，公司不会在西部新建集群"
            """,
    ),
    _rule(
        "statement-unsupported",
        Level.WARNING,
        "the statement says something checkable that its evidence lacks, or puts otherwise",
        explanation="""Something that can be checked stands in the statement and in none of its evidence. It may be
            true; these quotes do not show it. Or the statement has another value or sense than its evidence, but in
            words so different that it may speak of something else: read both.""",
        remedy="""Add the evidence that carries it, or leave it out of the statement.""",
        before="""
            claims:
              online:
                statement: 截至2025年，累计上线的算力超过18000P。
                evidence:
                  - source: forum
                    quote: "累计上线超18000P算力"
            """,
        after="""
            claims:
              online:
                statement: 累计上线的算力超过18000P。
                evidence:
                  - source: forum
                    quote: "累计上线超18000P算力"
            """,
    ),
    _rule(
        "position-missing",
        Level.NOTE,
        "the quote has no recorded position",
        fixable=True,
        explanation="""A recorded position shows at once when a source has shifted under a quote, and settles which of
            several places is meant.""",
        remedy="""Record the `start` and `end` that the report gives.""",
        before="""
            claims:
              clusters:
                evidence:
                  - source: forum
                    quote: "公司已建成9个算力集群"
            """,
        after="""
            claims:
              clusters:
                evidence:
                  - source: forum
                    quote: "公司已建成9个算力集群"
                    start: 15
                    end: 26
            """,
    ),
    _rule(
        "quote-repeated",
        Level.NOTE,
        "the quote stands in several places that agree",
        explanation="""The quote occurs more than once, all places have the same verdict and one speaker or none, so it
            holds wherever it was taken from. The first place is reported, or the recorded one.""",
        remedy="""Nothing has to be done; a longer quote, or a place chosen with `forumcite pin`, says which is
            meant.""",
        before="""
            claims:
              people:
                evidence:
                  - source: forum
                    quote: "人才是关键"
            """,
        after="""
            claims:
              people:
                evidence:
                  - source: forum
                    quote: "人才是关键，也是短板"
            """,
    ),
    _rule(
        "reported-speech",
        Level.NOTE,
        "the source paraphrases what is given as a person's own words",
        explanation="""The claim names a speaker, and the source reports what he or she said in its own words, without
            quotation marks. The passage is theirs by report, not word for word.""",
        remedy="""Nothing has to be done; in print, do not set such words in quotation marks as the speaker's own.""",
        before="""
            claims:
              people:
                speaker: 周宁
                statement: 周宁说：“人才是关键，也是短板。”
                evidence:
                  - source: forum
                    quote: "人才是关键，也是短板"
            """,
        after="""
            claims:
              people:
                statement: 据会议报道，人才是关键，也是短板。
                evidence:
                  - source: forum
                    quote: "人才是关键，也是短板"
            """,
    ),
    _rule(
        "citation-incomplete",
        Level.NOTE,
        "the bibliographic data lack what a complete citation needs",
        explanation="""The `cite` item of a source lacks a field that its type calls for, such as the URL and the date
            of access of a web page. It is asked for, never guessed.""",
        remedy="""Add the fields that the message names, from the source itself.""",
        before="""
            sources:
              forum:
                path: sources/forum.txt
                cite: {type: webpage, title: 算力论坛}
            """,
        after="""
            sources:
              forum:
                path: sources/forum.txt
                cite:
                  type: webpage
                  title: 算力论坛
                  container-title: 海湾网
                  issued: 2025-12-07
                  URL: https://example.org/forum
                  accessed: 2025-12-08
            """,
    ),
    _rule(
        "source-edited",
        Level.ERROR,
        "the text of a source is not the one of the revision compared with",
        explanation="""Only `verify --against REV` reports this. The file of a source that the revision knows has other
            bytes now, whatever digest is recorded beside it: who may change a text and its digest together could
            make any quote true. Every claim on it is checked again.""",
        remedy="""Restore the file, or add the new text as a source of its own; a person who has looked at the change
            waives it with `--allow source-edited`.""",
    ),
    _rule(
        "policy-changed",
        Level.ERROR,
        "the configuration is not the one of the revision compared with",
        explanation="""Only `verify --against REV` reports this. The run used the configuration of the revision: paths,
            levels of rules, known names, strictness, sizes.""",
        remedy="""Change the configuration by itself and let its owners review it; `--allow policy-changed` waives this
            and uses the configuration as it is.""",
    ),
    _rule(
        "acceptance-added",
        Level.ERROR,
        "a waiver stands here that the revision compared with does not have",
        explanation="""Only `verify --against REV` reports this. An `accept` was added or altered, or a claim that was
            checked at the revision has become `status: open`, so that what fails in it would no longer count.""",
        remedy="""Let a person who may accept it look at it, and waive it with `--allow acceptance-added`.""",
    ),
    _rule(
        "baseline-grown",
        Level.ERROR,
        "the baseline holds more than at the revision compared with",
        explanation="""Only `verify --against REV --baseline FILE` reports this. A baseline may only shrink; the run
            used the entries that the revision has too.""",
        remedy="""Mend the claim instead, or waive this with `--allow baseline-grown`, which uses the baseline as it
            is.""",
    ),
    _rule(
        "claim-removed",
        Level.ERROR,
        "a claim of the revision compared with is gone, or no longer rests on its source",
        explanation="""Only `verify --against REV` reports this. A claim that the revision has is not there any more, is
            no longer valid, or quotes one of its sources no longer: what failed must not be made well by taking it
            away.""",
        remedy="""Put it back, or waive this with `--allow claim-removed` after a look at what is lost.""",
    ),
    _rule(
        "baseline-stale",
        Level.WARNING,
        "an entry of the baseline is no longer found",
        explanation="""Only `verify --baseline FILE` reports this. The finding that the entry stands for is gone, or the
            claim says something else now. While the entry stays, the same fault could come back unseen.""",
        remedy="""Run `forumcite verify --baseline FILE --write-baseline`, which drops such entries.""",
    ),
)

RULES: dict[str, Rule] = {rule.name: rule for rule in _ALL}

TRUST_RULES: tuple[str, ...] = (
    "source-edited",
    "policy-changed",
    "acceptance-added",
    "baseline-grown",
    "claim-removed",
)
"""What must not happen unseen between a trusted revision and now; no configuration sets its level."""
