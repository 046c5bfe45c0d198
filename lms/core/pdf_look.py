"""What a laid-out document shows, and where: texts with their colours, filled areas, pictures, page by page.

Runs in the process that lays out (`pdf_worker`), so it imports nothing of ours. Lengths are in millimetres
from the upper left corner of the page, colours are red, green, blue and opacity from 0 to 1. `order` says
what is painted over what.
"""

from collections.abc import Iterator
from typing import Any

MM_PER_PIXEL = 25.4 / 96
POINTS_PER_PIXEL = 0.75
POSITIONED = ("absolute", "relative", "fixed")
UNDER, OVER = 0, 1
"""Within a layer, areas are filled before anything is written."""


def look_at(document: Any) -> list[dict[str, Any]]:
    """All pages of a WeasyPrint document."""
    return [_look_at_page(page) for page in document.pages]


def _look_at_page(page: Any) -> dict[str, Any]:
    box = page._page_box
    seen: dict[str, Any] = {
        "width": page.width * MM_PER_PIXEL,
        "height": page.height * MM_PER_PIXEL,
        "texts": [],
        "fills": [],
        "pictures": [],
    }
    canvas = getattr(box, "canvas_background", None)
    if canvas is not None:
        whole = [0.0, 0.0, seen["width"], seen["height"]]
        _fill(seen, whole, _rgba(canvas.color), [0, UNDER, 0])
    for number, (layer, inner) in enumerate(_painted(box, 0, iter(range(1, 1_000_000)))):
        _note(inner, [layer, UNDER, number], [layer, OVER, number], seen)
    return seen


def _painted(box: Any, layer: int, numbers: Iterator[int]) -> Iterator[tuple[int, Any]]:
    """Each box with its layer: what has been positioned is painted over what flows."""
    box = getattr(box, "_box", box)  # what is positioned is behind a placeholder
    if box.style["position"] in POSITIONED:
        layer = next(numbers)
    yield layer, box
    for child in getattr(box, "children", ()):
        yield from _painted(child, layer, numbers)


def _note(box: Any, under: list[int], over: list[int], seen: dict[str, Any]) -> None:
    style = box.style
    if hasattr(box, "text"):
        if box.text.strip():
            place = _place(box.position_x, box.position_y, box.width, box.height)
            points = style["font_size"] * POINTS_PER_PIXEL
            seen["texts"].append(
                {
                    "place": place,
                    "text": box.text,
                    "colour": _rgba(style["color"]),
                    "points": points,
                    "is_bold": style["font_weight"] >= 600,
                    "order": over,
                }
            )
        return
    if not hasattr(box, "border_width") or isinstance(box.width, str) or isinstance(box.height, str):
        return
    if hasattr(box, "replacement"):
        place = _place(box.content_box_x(), box.content_box_y(), box.width, box.height)
        seen["pictures"].append({"place": place, "alt": box.element.get("alt", ""), "order": over})
    elif type(box).__name__ not in ("PageBox", "LineBox"):
        place = _place(box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())
        colour = style["background_color"]
        _fill(seen, place, _rgba(style["color"] if colour == "currentcolor" else colour), under)


def _fill(seen: dict[str, Any], place: list[float], colour: list[float], order: list[int]) -> None:
    if colour[3]:
        seen["fills"].append({"place": place, "colour": colour, "order": order})


def _place(*pixels: float) -> list[float]:
    return [one * MM_PER_PIXEL for one in pixels]


def _rgba(colour: Any) -> list[float]:
    red, green, blue = list(colour.to("srgb"))[:3]
    return [red, green, blue, colour.alpha]
