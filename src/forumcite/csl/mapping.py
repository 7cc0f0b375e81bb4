"""Kinds of works that styles get wrong, fitted to the style before it renders them.

A style knows the kinds that its manual has. GB/T 7714 has no code for a speech, and prints the day and the date of
access only for [EB/OL] and newspapers; MLA prints no date of a speech but that of its event; a page of a site that
is no newspaper is not a newspaper article. The rules below change a copy of the item, never what is known about the
work, and say what they changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from forumcite.csl.processor import Processor
from forumcite.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forumcite.csl.style import Style


class Fitted(NamedTuple):
    """An item as a style can print it.

    Attributes:
        item: The CSL-JSON object to render.
        changes: What was changed and why, one sentence each; empty where nothing was.
    """

    item: dict[str, Any]
    changes: tuple[str, ...]


_ONLINE = frozenset({"speech", "interview", "broadcast", "post", "post-weblog", "performance", "event"})


def fit_item(item: Mapping[str, Any], style: Style) -> Fitted:
    """Fit an item to a style's family.

    Args:
        item: A CSL-JSON object; it is not changed.
        style: The style that will render it.
    """
    fitted = dict(item)
    changes: list[str] = []
    for rule in _rules(style):
        reason = rule(fitted, style)
        if reason:
            changes.append(reason)
    return Fitted(fitted, tuple(changes))


def _rules(style: Style) -> list[Callable[[dict[str, Any], Style], str]]:
    name = f"{style.id} {style.file} {style.title}".lower()
    if any(form in name for form in ("gb-t-7714", "gb/t 7714", "gb7714")):
        return [_newspaper_without_name, _gbt_proceedings, _gbt_online]
    return [_newspaper_without_name, _date_of_event]


def _newspaper_without_name(item: dict[str, Any], _style: Style) -> str:
    if item.get("type") != "article-newspaper" or item.get("container-title") or not item.get("URL"):
        return ""
    item["type"] = "webpage"
    return Message("a news page that names no newspaper is cited as a web page")


def _gbt_proceedings(item: dict[str, Any], _style: Style) -> str:
    """Rule: GB/T 7714, code C: a contribution printed in a collection of a meeting's papers."""
    if item.get("type") != "speech" or not item.get("container-title") or not item.get("publisher"):
        return ""
    item["type"] = "paper-conference"
    return Message("a speech printed in proceedings is cited with the code C")


def _gbt_online(item: dict[str, Any], _style: Style) -> str:
    """Rule: GB/T 7714, code EB: what stands on the network alone, with its day and the date of access.

    A publisher would make the styles take it for a printed work and leave both dates out.
    """
    if item.get("type") not in _ONLINE or not item.get("URL"):
        return ""
    kind = item["type"]
    item["type"] = "webpage"
    item.pop("publisher", None)
    item.pop("publisher-place", None)
    return Message(
        "GB/T 7714 has no code for the type {kind}: it is cited as an electronic resource, EB/OL",
        kind=kind,
    )


def _date_of_event(item: dict[str, Any], style: Style) -> str:
    if item.get("type") not in ("speech", "event") or item.get("event-date") or not item.get("issued"):
        return ""
    if "issued" not in Processor(style, [item]).usage(str(item["id"])).dropped:
        return ""
    item["event-date"] = item["issued"]
    return Message("the date of publication is given as the date of the speech, the only one that this style prints")
