"""What an item declares, and how its points come about."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal

from lms.quiz.interchange.qti.xml_writing import el, text

RESPONSE = "RESPONSE"
RIGHT = "RIGHT"
EXPLANATION = "EXPLANATION"
FEEDBACK = "FEEDBACK"
_PLACES = Decimal("0.000001")


def number(value: Decimal) -> str:
    """A number without exponent, six decimals at most."""
    rounded = value if -int(value.as_tuple().exponent) <= 6 else value.quantize(_PLACES)
    return f"{rounded.normalize():f}" if rounded else "0"


def base(kind: str, value: str) -> str:
    """A value that stands there."""
    return el("baseValue", text(value), baseType=kind)


def variable(identifier: str) -> str:
    """The value of a variable."""
    return el("variable", identifier=identifier)


def response(
    kind: str,
    cardinality: str,
    right: Iterable[str],
    mapping: Mapping[str, Decimal] | None = None,
    *,
    identifier: str = RESPONSE,
    most: Decimal | None = None,
    is_text: bool = False,
) -> str:
    """A response with its right value and, if points are shared out, what each part earns."""
    values = "".join(el("value", text(value)) for value in right)
    children = [el("correctResponse", values)] if values else []
    if mapping:
        entries = "".join(
            el(
                "mapEntry",
                mapKey=key,
                mappedValue=_share(value, most),
                caseSensitive=False if is_text else None,
            )
            for key, value in mapping.items()
        )
        bounds = {} if most is None else {"lowerBound": "0", "upperBound": number(most)}
        children.append(el("mapping", entries, **bounds, defaultValue="0"))
    return el("responseDeclaration", *children, identifier=identifier, cardinality=cardinality, baseType=kind)


def _share(value: Decimal, most: Decimal | None) -> str:
    """Rounded up where the sum is bounded, so that three thirds are a whole."""
    return number(value if most is None else value.quantize(_PLACES, ROUND_CEILING))


def outcomes(points: Decimal) -> str:
    """The variables that hold points and feedback."""
    zero = el("defaultValue", el("value", "0"))
    return el(
        "outcomeDeclaration",
        zero,
        identifier="SCORE",
        cardinality="single",
        baseType="float",
        normalMaximum=number(points),
        normalMinimum="0",
    ) + el("outcomeDeclaration", identifier=FEEDBACK, cardinality="multiple", baseType="identifier")


def set_score(expression: str) -> str:
    """Give points."""
    return el("setOutcomeValue", expression, identifier="SCORE")


def points_if(condition: str, points: Decimal) -> str:
    """All points where a condition holds."""
    return when(condition, set_score(base("float", number(points))))


def when(condition: str, *then: str) -> str:
    """Something that happens where a condition holds."""
    return el("responseCondition", el("responseIf", condition, *then))


def is_answered(identifier: str = RESPONSE) -> str:
    """There is a response."""
    return el("not", el("isNull", variable(identifier)))


def is_right(identifier: str = RESPONSE) -> str:
    """The response is the right one."""
    return el("match", variable(identifier), el("correct", identifier=identifier))


def mapped(identifiers: Sequence[str] = (RESPONSE,)) -> str:
    """The sum of what the parts of the responses earn."""
    return el("sum", *(el("mapResponse", identifier=identifier) for identifier in identifiers))


def say(identifier: str) -> str:
    """Show one more feedback."""
    values = el("multiple", variable(FEEDBACK), base("identifier", identifier))
    return el("setOutcomeValue", values, identifier=FEEDBACK)


def say_picked() -> str:
    """Show the feedback to what was picked."""
    values = el("multiple", variable(FEEDBACK), variable(RESPONSE))
    return el("setOutcomeValue", values, identifier=FEEDBACK)


def modal(identifier: str, content: str) -> str:
    """Feedback that is shown when it was asked for."""
    return el("modalFeedback", content, outcomeIdentifier=FEEDBACK, identifier=identifier, showHide="show")
