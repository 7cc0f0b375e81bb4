"""Reports made by hand, one for each thing that a reader may meet. The texts are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forumcite.findings import Finding, Fix, Level, Location, Report, Result
from forumcite.messages import Message
from forumcite.verdict import Cut, Edit, Gap, Judgement, Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = (
    "藍灣科技副總裁林川\n"
    "林川介紹,公司已建成9個算力集群,累計上線超18000P算力,通過自主研發的調度平臺,將合作集群算力(lì)利用率提升至75%以上。"
    "如果電價不降,公司不會在西部新建集群。\n"
    "雲海大學副校長周寧\n"
    "周寧認為,人才是關鍵。她說,人才是關鍵,也是短板。\n"
)
ENGLISH = "The committee did not approve the plan. It allegedly cost over 4,000 dollars.\n"
FILE = "claims/forum.yaml"
TEXTS = {"forum": TEXT, "minutes": ENGLISH}


def place_in(text: str, offset: int, file: str = "claims/sources/forum.txt") -> Location:
    line = text.count("\n", 0, offset) + 1
    return Location(file, line, offset - text.rfind("\n", 0, offset))


def edit(quote: str, quote_part: str, passage: str, source_part: str, kind: str, *, text: str = TEXT) -> Edit:
    """The edit that turns one part of the passage into one part of the quote; an empty part is an empty span."""
    start = text.index(passage)
    if source_part:
        start += passage.index(source_part)
    at = quote.index(quote_part) if quote_part else 0
    op = "replace" if quote_part and source_part else "insert" if quote_part else "delete"
    return Edit(
        op, quote_part, source_part, kind, Span(start, start + len(source_part)), Span(at, at + len(quote_part))
    )


def judgement(verdict: Verdict, passage: str, *, text: str = TEXT, **details: object) -> Judgement:
    start = text.index(passage)
    values: dict[str, object] = {"start": start, "end": start + len(passage), "matched": passage, "similarity": 0.95}
    return Judgement(verdict, **{**values, **details})  # type: ignore[arg-type] # the cases below are the check


def result(claim: str, quote: str, judged: Judgement, line: int, source: str = "forum", **more: object) -> Result:
    text = TEXTS[source]
    where = place_in(text, judged.start, f"claims/sources/{source}.txt") if judged.start is not None else None
    values: dict[str, object] = {"evidence": 0, "source_location": where}
    return Result(
        claim=claim,
        location=Location(FILE, line, 16),
        source=source,
        quote=quote,
        judgement=judged,
        **{**values, **more},  # type: ignore[arg-type] # the same
    )


def finding(rule: str, level: Level, message: str, of: Result | None = None, **more: object) -> Finding:
    values: dict[str, object] = {"location": of.location if of else Location(FILE, 1, 1)}
    if of:
        values |= {"claim": of.claim, "evidence": of.evidence, "source": of.source}
    return Finding(rule=rule, level=level, message=message, **{**values, **more})  # type: ignore[arg-type] # the same


def passing() -> Report:
    exact = result(
        "clusters", "公司已建成9個算力集群", judgement(Verdict.EXACT, "公司已建成9個算力集群", similarity=1.0), 9
    )
    folded = result(
        "clusters-online",
        "累计上线超18000P算力",
        judgement(Verdict.NORMALIZED, "累計上線超18000P算力", folds=("script",), similarity=1.0),
        16,
    )
    start = TEXT.index("累計"), TEXT.index("75%以上") + 5
    elided = result(
        "usage",
        "累计上线超18000P算力……利用率提升至75%以上",
        judgement(
            Verdict.ELIDED,
            TEXT[slice(*start)],
            folds=("script", "gloss"),
            gaps=(Gap(TEXT.index(",通過"), TEXT.index("利用率"), TEXT[TEXT.index(",通過") : TEXT.index("利用率")]),),
        ),
        21,
    )
    repeated = result(
        "people",
        "人才是關鍵",
        judgement(Verdict.EXACT, "人才是關鍵", candidates=(Span(*_second("人才是關鍵")),), notes=("quote-repeated",)),
        27,
    )
    note = finding("quote-repeated", Level.NOTE, "the quote stands in 2 places that agree", repeated)
    return Report((exact, folded, elided, repeated), (note,), claims=4, sources=1, texts=TEXTS)


def _second(passage: str) -> tuple[int, int]:
    start = TEXT.index(passage, TEXT.index(passage) + 1)
    return start, start + len(passage)


def failing() -> Report:
    """Every verdict that is not a pass, after one that is."""
    return Report(_FAILING, _FAILING_FINDINGS, claims=13, sources=2, open_claims=2, texts=TEXTS)


_QUOTE = "累计上线超1800P算力,通过其研发的调度平台"
_PASSAGE = "累計上線超18000P算力,通過自主研發的調度平臺"
_ALTERED = result(
    "clusters-online",
    _QUOTE,
    judgement(
        Verdict.ALTERED,
        _PASSAGE,
        folds=("script",),
        edits=(
            edit(_QUOTE, "1800P", _PASSAGE, "18000P", "number"),
            edit(_QUOTE, "其", _PASSAGE, "自主", "word"),
        ),
    ),
    16,
)
_NEGATION = result(
    "approval",
    "The committee did approve the plan of May.",
    judgement(
        Verdict.ALTERED,
        "The committee did not approve the plan.",
        text=ENGLISH,
        edits=(
            edit("The committee did", "", "not approve", "not ", "negation", text=ENGLISH),
            edit("The committee did approve the plan of May.", " of May", ".", "", "word", text=ENGLISH),
        ),
    ),
    31,
    source="minutes",
)
_CLIPPED = result(
    "west",
    "公司不会在西部新建集群",
    judgement(
        Verdict.CLIPPED,
        "公司不會在西部新建集群",
        folds=("script",),
        cuts=(Cut("before", "如果", "condition"), Cut("after", "。", "punctuation", note=True)),
    ),
    40,
)
_TITLE = result(
    "host",
    "总裁林川",
    judgement(Verdict.CLIPPED, "總裁林川", folds=("script",), cuts=(Cut("before", "副", "title"),)),
    45,
)
_SPLICED = result(
    "spliced",
    "累计上线超18000P算力,人才是关键",
    judgement(
        Verdict.SPLICED,
        TEXT[TEXT.index("累計") : TEXT.index("人才是關鍵") + 5],
        gaps=(Gap(TEXT.index(",通過"), TEXT.index("人才"), TEXT[TEXT.index(",通過") : TEXT.index("人才")]),),
    ),
    50,
)
_STOLEN = result("stolen", "人才是关键", judgement(Verdict.MISATTRIBUTED, "人才是關鍵", folds=("script",)), 55)
_MISSING = result("listing", "首批卫星将于下月发射", Judgement(Verdict.NOT_FOUND, similarity=0.2), 60)
_UNCHECKED = result("short", "建", Judgement(Verdict.UNCHECKED, reason="fewer than 2 Han characters"), 65)
_MINOR = result(
    "slip",
    "自主研发得调度平台",
    judgement(
        Verdict.MINOR,
        "自主研發的調度平臺",
        folds=("script",),
        edits=(edit("自主研发得调度平台", "得", "自主研發的調度平臺", "的", "particle"),),
    ),
    70,
)
_AMBIGUOUS = result(
    "people",
    "人才",
    judgement(Verdict.AMBIGUOUS, "人才", candidates=(Span(*_second("人才")), Span(*_second("人才")))),
    75,
    evidence=1,
)
_OPEN = result("later", "公司明年上市", Judgement(Verdict.NOT_FOUND), 80, status="open")
_OPEN_PASS = result("sooner", "人才是關鍵", judgement(Verdict.EXACT, "人才是關鍵"), 82, status="open")
_ACCEPTED = result(
    "scanned",
    "自主硏发的调度平台",
    judgement(
        Verdict.ALTERED,
        "自主研發的調度平臺",
        edits=(edit("自主硏发的调度平台", "硏", "自主研發的調度平臺", "研", "word"),),
    ),
    85,
    accepted=True,
)
_DRIFTED = result("drifted", "通过自主研发", judgement(Verdict.NORMALIZED, "通過自主研發", folds=("script",)), 90)
_FAILING = (
    _ALTERED,
    _NEGATION,
    _CLIPPED,
    _TITLE,
    _SPLICED,
    _STOLEN,
    _MISSING,
    _UNCHECKED,
    _MINOR,
    _AMBIGUOUS,
    _OPEN,
    _OPEN_PASS,
    _ACCEPTED,
    _DRIFTED,
)
_FAILING_FINDINGS = (
    finding("quote-altered", Level.ERROR, "number: 18000P became 1800P, and 1 more difference", _ALTERED),
    finding("quote-altered", Level.ERROR, "negation: 'not ' left out, and 1 more difference", _NEGATION),
    finding("quote-clipped", Level.ERROR, "condition 如果 left out before the quote", _CLIPPED),
    finding("quote-clipped", Level.ERROR, "title 副 left out before the quote", _TITLE),
    finding("quote-spliced", Level.ERROR, "parts are joined without a mark of omission", _SPLICED),
    finding("quote-misattributed", Level.ERROR, "the caption and the attribution name 周寧, not 林川", _STOLEN),
    finding("quote-missing", Level.ERROR, "no passage of forum is near the quote", _MISSING),
    finding("quote-unchecked", Level.ERROR, "fewer than 2 Han characters", _UNCHECKED),
    finding("quote-minor", Level.WARNING, "的 became 得", _MINOR),
    finding("quote-ambiguous", Level.WARNING, "the quote stands in 3 places", _AMBIGUOUS),
    finding("quote-missing", Level.ERROR, "no passage of forum is near the quote", _OPEN),
    finding(
        "position-drifted",
        Level.ERROR,
        "the quote stands at 52–58, not at 10–16",
        _DRIFTED,
        fix=Fix("record the position 52–58", safe=True, values={"start": 52, "end": 58}),
    ),
    finding("digest-missing", Level.WARNING, "the source minutes has no sha256", source="minutes", claim=None),
    finding(
        "claims-conflict",
        Level.ERROR,
        "蓝湾科技 算力集群数 is 9 here and 8 at claims/other.yaml:7:5",
        claim="clusters",
        related=(Location("claims/other.yaml", 7, 5),),
    ),
    finding("position-missing", Level.NOTE, "the quote has no recorded position", _ALTERED),
)


def invalid() -> Report:
    """No result at all."""
    errors = (
        finding(
            "claims-invalid", Level.ERROR, "unknown key `qoute`, did you mean `quote`?", location=Location(FILE, 5, 9)
        ),
        finding("claims-empty", Level.ERROR, "no claims file under claims/"),
    )
    return Report((), errors)


def long() -> Report:
    """Passages far wider than a line: shortened around the differences."""
    text = "".join(f"第{number}段说了一些话，" for number in range(400))
    quote = text.replace("第7段", "第8段", 1).replace("第390段", "第39段", 1)
    edits = tuple(
        Edit("replace", new, old, "number", Span(start, start + len(old)), Span(at, at + len(new)))
        for new, old, start, at in (
            ("8", "7", text.index("第7段") + 1, text.index("第7段") + 1),
            ("39", "390", text.index("第390段") + 1, text.index("第390段") + 1),
        )
    )
    judged = Judgement(Verdict.ALTERED, 0, len(text), text, edits=edits)
    altered = Result("long", 0, Location(FILE, 3, 5), "long", quote, judged)
    missing = Result("longer", 0, Location(FILE, 9, 5), "long", "长" * 5000, Judgement(Verdict.NOT_FOUND))
    found = (
        finding("quote-altered", Level.ERROR, "2 differences", altered),
        finding("quote-missing", Level.ERROR, "none", missing),
    )
    return Report((altered, missing), found, claims=2, sources=1, texts={"long": text})


# What a stranger may write: terminal commands, bidi, zero-width, line breaks, commands to CI runners, HTML, Markdown.
ATTACKS = (
    "\x1b[31mred\x1b]0;title\x07",
    "a\u202eevil\u202c\u200b\ufeff",
    "one\n::error file=x::pwn\r\n::stop-commands::t",
    "##[error]pwn ##vso[task.setvariable]x",
    "::error::pwn",
    "100%0A::warning::x,y:z",
    "]]></failure><script>alert(1)</script>&amp;\"'",
    "```\n# title\n<img src=x onerror=alert(1)> ![x](http://e.example/x.png) @someone [a](javascript:1) | ~~~",
    "\x00\x85\u2028\ud800\U000e0041\ue000",
    "` `` ``` ````",
)


def hostile() -> Report:
    """Every attack in every place that an author controls."""
    results, findings = [], []
    for number, attack in enumerate(ATTACKS):
        where = Location(f"claims/{attack}.yaml", number + 1, 1)
        first = Result(
            claim=attack,
            evidence=0,
            location=Location(attack, 1, 1),
            source=attack,
            quote=attack,
            judgement=Judgement(
                Verdict.ALTERED,
                0,
                len(attack),
                attack,
                folds=("script",),
                edits=(Edit("replace", attack, attack, "word", Span(0, len(attack)), Span(0, len(attack))),),
                cuts=(Cut("before", attack, attack), Cut("after", attack, attack)),
                gaps=(Gap(0, 1, attack),),
                candidates=(Span(0, 1),),
                reason=attack,
            ),
            source_location=where,
        )
        second = Result(f"pass {attack}", 0, where, attack, attack, Judgement(Verdict.EXACT, 0, 1, attack))
        results += [first, second]
        findings += [
            finding("quote-altered", Level.ERROR, attack, first),
            finding(
                "context-drifted", Level.WARNING, Message("source `{name}`: {error}", name=attack, error=attack), first
            ),
            finding("quote-repeated", Level.NOTE, attack, second),
            finding("claims-invalid", Level.ERROR, attack, location=where, related=(where,)),
        ]
    texts = {attack: attack for attack in ATTACKS}
    return Report(tuple(results), tuple(findings), claims=2 * len(ATTACKS), sources=1, texts=texts)


def many(number: int = 5000) -> Report:
    """More failures than any platform shows."""
    judged = judgement(Verdict.CLIPPED, "公司不會在西部新建集群", cuts=(Cut("before", "如果", "condition"),))
    results = tuple(result(f"claim-{n}", "公司不会在西部新建集群", judged, n + 1) for n in range(number))
    findings = tuple(finding("quote-clipped", Level.ERROR, "condition 如果 left out", item) for item in results)
    return Report(results, findings, claims=number, sources=1, texts=TEXTS)


REPORTS: dict[str, Callable[[], Report]] = {
    "passing": passing,
    "failing": failing,
    "invalid": invalid,
    "long": long,
    "empty": lambda: Report((), ()),
}
