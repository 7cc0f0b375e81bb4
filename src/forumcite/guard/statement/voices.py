"""Who did it to whom: a deed told with the doer in the place of the one to whom it was done.

Active and passive are read alike (A fined B, B was fined by A, 甲起诉乙, 乙被甲起诉); a contrast (by A, not by B) and a
relative clause (A, who chairs the board) say of whom a thing is true. Two clauses are compared crosswise.
"""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard.statement.frames import NEGATORS, content, has_any, keys, sentence_pairs, stands_in
from forumcite.guard.statement.texts import Disagreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forumcite.guard.statement.frames import Sentence, Word
    from forumcite.guard.statement.texts import Evidence, Text

_BE = frozenset("is was be been being get got".split())
_AUXILIARY = frozenset("has had have will did also then later first reportedly".split())
# What holds both ways, or is no deed.
_MUTUAL = frozenset(
    "meet met marry marri divorc resembl equal border face fac join link is was be "
    "becam call nam between vs versus and "
    "or of with 会见 会面 会谈 会晤 结婚 离婚 合作 对阵 相邻 毗邻 联合 对战 交手 是 为 成为 等于 叫 有 在".split()
)
# Deeds that one side does to the other, whatever the sort of noun; others count between names only.
_DEEDS = frozenset(
    "击败 战胜 打败 险胜 大胜 完胜 力克 淘汰 起诉 控告 指控 举报 状告 收购 并购 兼并 "
    "逮捕 拘捕 抓获 批评 谴责 指责 抨击 "
    "攻击 袭击 轰炸 入侵 击落 击沉 刺杀 杀害 打伤 撞上 追尾 撞击 授予 任命 资助 救助 "
    "解雇 开除 处罚 罚款 赔偿 通知 邀请 "
    "击毙 刺伤 收养 告知 说服 敦促 警告 制裁 超过 超越 领先 接替 取代 战败".split()
)
_PASSIVE_HAN = frozenset("被 遭 遭到 由 让".split())
# With these beside a verb the parts of a Chinese clause stand otherwise.
_OTHER_ORDER = frozenset("把 将 对 向 给 比 与 和 同 跟 为 使 令 于 的 所 受 受到 从 及 以及 、".split())
_RUN = 4


class _Deed(NamedTuple):
    """Who did what to whom, as words; each side without the words that both have."""

    doer: frozenset[str]
    deed: str
    whom: frozenset[str]

    def turned(self, other: _Deed) -> bool:
        """Whether two deeds are one with the sides exchanged."""
        if self.deed != other.deed or self.doer & other.doer or self.whom & other.whom:
            return False
        return bool(self.doer & other.whom and self.whom & other.doer)


def check_voices(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """A fined B, where the evidence has that A was fined by B."""
    for mine, theirs in sentence_pairs(said, shown):
        if not has_any(mine, NEGATORS):
            for rule in (_turned, _contrasted, _related, _crossed):
                yield from rule(mine, theirs)


# --- doer and whom -----------------------------------------------------------------------------------------------


def _turned(mine: Sentence, theirs: Sentence) -> Iterator[Disagreement]:
    """A deed whose two sides changed places."""
    shared = set(keys(content(mine))) & set(keys(content(theirs)))
    ours = list(_deeds(mine, shared)) if len(shared) > 2 else []
    others = list(_deeds(theirs, shared)) if ours else []
    for one in ours:
        same = [each for each in others if each.deed == one.deed]
        if any(each.doer & one.doer and each.whom & one.whom for each in same):
            continue
        if found := next((each for each in same if one.turned(each)), None):
            yield Disagreement("direction", _told(one), _told(found))


def _told(deed: _Deed) -> str:
    return f"{' '.join(sorted(deed.doer))} … {deed.deed} … {' '.join(sorted(deed.whom))}"


def _deeds(sentence: Sentence, shared: set[str]) -> Iterator[_Deed]:
    for at, word in enumerate(sentence):
        if word.key not in shared or word.key in _MUTUAL or word.is_figure or word.is_name:
            continue
        if word.token.tag == "latin":
            yield from _latin_deed(sentence, at)
        elif word.token.tag.startswith("v"):
            yield from _han_deed(sentence, at)


def _latin_deed(sentence: Sentence, at: int) -> Iterator[_Deed]:
    before, clause = at, sentence[at].clause
    passive = False
    while before and sentence[before - 1].clause == clause and sentence[before - 1].key in _BE | _AUXILIARY:
        before -= 1
        passive = passive or sentence[before].key in _BE
    left = _run(sentence[:before][::-1], clause)
    rest = [word for word in sentence[at + 1 :] if word.clause == clause]
    if passive:
        agent = next((n for n, word in enumerate(rest) if word.key == "by"), None)
        doer = _run(rest[agent + 1 :], clause) if agent is not None else []
        if doer and not any(word.is_figure for word in doer[:2]):
            yield from _deed(doer, sentence[at].key, left)
    elif not any(word.key == "by" for word in rest):
        yield from _deed(left, sentence[at].key, _run(rest, clause))


def _run(words: Sequence[Word], clause: int) -> list[Word]:
    """The content words in a row, an article aside, at the beginning of some words."""
    found: list[Word] = []
    for word in words:
        if (
            word.clause != clause
            or len(found) == _RUN
            or (not word.is_content and word.key not in ("the", "a", "an", "s"))
        ):
            break
        if word.is_content:
            found.append(word)
        elif found and word.key in ("the", "a", "an"):
            break
    return found


def _han_deed(sentence: Sentence, at: int) -> Iterator[_Deed]:
    clause = [word for word in sentence if word.clause == sentence[at].clause]
    place = clause.index(sentence[at])
    left, right = clause[:place], clause[place + 1 :]
    passive = next((n for n, word in enumerate(left) if word.key in _PASSIVE_HAN), None)
    doer, whom = (left, right) if passive is None else (left[passive + 1 :], left[:passive])
    if keys(clause).count(sentence[at].key) > 1 or has_any(clause, NEGATORS) or has_any((*doer, *whom), _OTHER_ORDER):
        return
    if sentence[at].key not in _DEEDS:
        doer, whom = ([word for word in side if word.is_name] for side in (doer, whom))
    yield from _deed(_named(doer), sentence[at].key, _named(whom))


def _named(words: Sequence[Word]) -> Sequence[Word]:
    """The names of a side, or all its words where it has none."""
    return [word for word in words if word.is_name] or words


def _deed(doer: Sequence[Word], deed: str, whom: Sequence[Word]) -> Iterator[_Deed]:
    one, other = (frozenset(keys(word for word in content(side) if not word.is_figure)) for side in (doer, whom))
    if one - other and other - one:
        yield _Deed(one - other, deed, other - one)


# --- contrast and relative clause --------------------------------------------------------------------------------

_PREPOSITIONS = frozenset("by in on at to from with for against under".split())


def _contrasted(mine: Sentence, theirs: Sentence) -> Iterator[Disagreement]:
    """Fired by the protester, where the evidence has: by the guard, not by the protester."""
    for at, word in enumerate(theirs):
        begins = at > 1 and word.key == "not" and (theirs[at - 1].clause != word.clause or theirs[at - 1].key == "but")
        if not begins:
            continue
        denied = [each for each in theirs[at + 1 :] if each.clause == word.clause]
        other = content(theirs[: at - (theirs[at - 1].key == "but")])[-1:]
        if not content(denied) or len(denied) > 4 or not other or other[0].key in keys(mine):
            continue
        if stands_in(mine, theirs) and _affirms(mine, theirs, at, denied):
            shown = " ".join(each.token.text for each in denied)
            yield Disagreement("negation", shown, f"not {shown}")


def _affirms(mine: Sentence, theirs: Sentence, at: int, denied: Sequence[Word]) -> bool:
    """Whether a statement says of the denied what the evidence says of the other."""
    said, wanted = keys(mine), keys(denied)
    places = [k for k in range(len(said)) if said[k : k + len(wanted)] == wanted]
    if len(places) != 1 or keys(theirs).count(content(denied)[-1].key) > 2:
        return False
    preposition = denied[0].key
    if preposition in _PREPOSITIONS:
        governing = next((k for k in range(at - 1, 0, -1) if theirs[k].key == preposition), 0)
        return bool(governing and places[0]) and said[places[0] - 1] == theirs[governing - 1].key
    opening = keys(content(theirs))[:2]
    return len(opening) == 2 and keys(content(mine))[:2] == opening and places[0] > 1


def _related(mine: Sentence, theirs: Sentence) -> Iterator[Disagreement]:
    """Daniel chairs the board, where the evidence has: Lena, who chairs the board, and Daniel."""
    subject = _leading_name(mine)
    told = mine[len(subject) :]
    have = set(keys(theirs))
    if not subject or len(content(told)) < 2 or subject[0].key not in have:
        return
    for at, word in enumerate(theirs):
        if word.key not in ("who", "which") or not at or theirs[at - 1].clause == word.clause:
            continue
        named = [each for each in theirs[:at] if each.clause == theirs[at - 1].clause]
        relative = [each for each in theirs[at + 1 :] if each.clause == word.clause]
        if not named or not all(each.is_name for each in named) or any(each.key == subject[0].key for each in named):
            continue
        verb = content(told)[0].key
        if relative and relative[0].key == verb and keys(theirs).count(verb) == 1 and stands_in(told, relative):
            yield Disagreement("name", subject[0].token.text, " ".join(each.token.text for each in named))


def _leading_name(sentence: Sentence) -> list[Word]:
    found = []
    for word in sentence:
        if not word.is_name:
            break
        found.append(word)
    return found


# --- two clauses crosswise ---------------------------------------------------------------------------------------


def _crossed(mine: Sentence, theirs: Sentence) -> Iterator[Disagreement]:
    """甲 for it and 乙 against, where the evidence has 乙 for it and 甲 against."""
    if not 0 < mine[-1].clause < _MOST_CLAUSES or theirs[-1].clause > 4 * _MOST_CLAUSES or not stands_in(mine, theirs):
        return
    if has_any(mine, _COMPARING) or has_any(theirs, _COMPARING):
        return
    counts = Counter(keys(theirs))
    items = {word.key for word in mine if (word.is_name or word.is_figure) and counts[word.key] == 1}
    others = _clauses(theirs)
    for one, two in permutations(_clauses(mine), 2):
        for left, right in permutations(others, 2):
            if found := _exchanged(one, two, left, right, items):
                yield Disagreement("direction", " … ".join(found), " … ".join(reversed(found)))
                return


# Statements of more clauses are hardly ever two that are set against each other.
_MOST_CLAUSES = 4


_COMPARING = NEGATORS | frozenset("than unlike like whereas 比 不同于".split())


def _clauses(sentence: Sentence) -> list[list[str]]:
    """What the clauses of a sentence say."""
    found = ([word for word in sentence if word.clause == number] for number in range(sentence[-1].clause + 1))
    return [said for clause in found if (said := keys(content(clause)))]


def _exchanged(
    one: Sequence[str], two: Sequence[str], left: Sequence[str], right: Sequence[str], items: set[str]
) -> tuple[str, str] | None:
    """Two names or figures, each with what the evidence tells of the other only."""
    # Left is the evidence's clause of the first item, right that of the second.
    first, second = set(one) & set(left) & items, set(two) & set(right) & items
    if len(first) != 1 or len(second) != 1 or first == second:
        return None
    told = (set(one) & set(right)) - set(left) - set(two)
    also = (set(two) & set(left)) - set(right) - set(one)
    # The end of a clause is what it says; where one of the statement's has it too, nothing was exchanged.
    kept = left[-1] in one or right[-1] in two
    return (next(iter(first)), next(iter(second))) if told and also and not kept else None
