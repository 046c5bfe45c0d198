"""How a LaTeX formula becomes MathML that is safe to show, and a line of text that can be read without it.

Only commands of a list are let through to latex2mathml (it knows macros, links and colours as well),
and only elements and attributes of a list come back out of it.
"""

import re
from html import escape
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element

from lms.content.formula_text import readable
from lms.content.naming import did_you_mean

MAX_LENGTH = 600
MAX_DEPTH = 10

_GREEK = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho "
    "sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
)
_OPERATORS = (
    "times cdot div pm mp ast star circ leq le geq ge neq ne approx sim simeq equiv propto ll gg in notin ni "
    "subset subseteq supset supseteq cup cap setminus emptyset land lor lnot neg forall exists to rightarrow "
    "leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow mapsto implies iff mid parallel perp "
    "infty partial nabla ldots cdots vdots ddots dots prime colon"
)
_LARGE = "sum prod int bigcup bigcap limits"
_FUNCTIONS = "log ln lg exp min max sup inf lim sin cos tan det Pr operatorname"
_STRUCTURE = (
    "frac dfrac tfrac sqrt binom left right lvert rvert lVert rVert lfloor rfloor lceil rceil langle rangle "
    "hat widehat bar overline underline tilde widetilde vec dot ddot overbrace underbrace overset underset "
    "text mathrm mathit mathbf mathbb mathcal begin end quad qquad"
)
COMMANDS = frozenset(f"{_GREEK} {_OPERATORS} {_LARGE} {_FUNCTIONS} {_STRUCTURE}".split())
ESCAPES = frozenset("\\{}|,;:!>%#&$_ ")
ENVIRONMENTS = frozenset({"cases", "matrix", "pmatrix", "bmatrix", "vmatrix", "aligned"})

_COMMAND = re.compile(r"\\(?:([a-zA-Z]+)|(.)|$)", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*(?:\{([^{}]*)\})?")
_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]{1,6});")

_NUMBER_OF_CHILDREN = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "munder": 2,
    "mover": 2,
    "msubsup": 3,
    "munderover": 3,
}
_TOKENS = frozenset({"mi", "mn", "mo", "mtext", "mspace"})
_TAGS = frozenset({"math", "mrow", "mstyle", "msqrt", "mtable", "mtr", "mtd", *_NUMBER_OF_CHILDREN, *_TOKENS})
_ATTRIBUTES = {
    "mo": frozenset({"stretchy", "fence", "form", "accent", "minsize", "maxsize", "movablelimits"}),
    "mover": frozenset({"accent"}),
    "mfrac": frozenset({"linethickness"}),
    "mspace": frozenset({"width"}),
    "mtable": frozenset({"displaystyle"}),
    "mstyle": frozenset({"displaystyle", "scriptlevel"}),
}
_VALUE = re.compile(r"[a-z0-9.+-]{1,16}")
_CELL_CLASS = {"right": "align-right", "left": "align-left"}
_REALLY_OPERATORS = frozenset("±∓%:")


class FormulaError(Exception):
    """A formula that cannot be shown; the message says to its author why."""


def to_mathml(latex: str, *, display: bool) -> str:
    """The formula as a `math` element: presentation MathML with the readable text as `alttext`."""
    math = _tree(latex, display=display)
    inside = "".join(_markup(child) for child in math)
    alternative = escape(readable(math))
    return f'<math display="{"block" if display else "inline"}" alttext="{alternative}">{inside}</math>'


def plain_text(latex: str) -> str:
    r"""The formula in one readable line: `\frac{a}{b} + 1` is `a / b + 1`."""
    return readable(_tree(latex, display=True))


def _tree(latex: str, *, display: bool) -> Element:
    """The formula as MathML elements of the allow-list."""
    _check(latex)
    # latex2mathml knows the environment by another name.
    source = latex.replace("{aligned}", "{split}")
    try:
        raw = convert_to_element(source, display="block" if display else "inline")
    except Exception as error:  # latex2mathml raises whatever its state machine trips over
        raise FormulaError("the formula is incomplete: a part, a brace or a \\right is missing") from error
    tidied = _tidied(raw)
    if not len(tidied):
        raise FormulaError("the formula is empty")
    return tidied


def _check(latex: str) -> None:
    if len(latex) > MAX_LENGTH:
        raise FormulaError(f"the formula is longer than {MAX_LENGTH} characters")
    _check_commands(latex)
    _check_braces(latex)
    if re.search(r"(?<!\\)(?:\\\\)*%", latex):
        raise FormulaError("a per cent sign in a formula is written \\%")


def _check_commands(latex: str) -> None:
    for match in _COMMAND.finditer(latex):
        name, escaped = match.groups()
        if name is None and escaped not in ESCAPES:
            raise FormulaError(f"“{match[0]}” is not known in formulas")
        if name is not None and name not in COMMANDS:
            raise FormulaError(f"“\\{name}” is not known in formulas.{did_you_mean(name, COMMANDS)}")
    for match in _ENVIRONMENT.finditer(latex):
        if match[1] not in ENVIRONMENTS:
            known = ", ".join(sorted(ENVIRONMENTS))
            raise FormulaError(f"\\begin wants one of these in braces: {known}")


def _check_braces(latex: str) -> None:
    depth = 0
    for mark in re.findall(r"\\.|[{}]|\\left|\\begin", latex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if depth < 0:
            raise FormulaError("a closing brace has no opening one")
        if depth > MAX_DEPTH:
            raise FormulaError(f"braces are nested deeper than {MAX_DEPTH}")
    if depth:
        raise FormulaError("an opening brace is never closed")
    if latex.count("\\left") + latex.count("\\begin") > 2 * MAX_DEPTH:
        raise FormulaError("the formula has too many parts")


def _tidied(raw: Element) -> Element:
    """The element with what the allow-list knows, entities as characters, numbers and words in one piece."""
    if raw.tag not in _TAGS:
        raise FormulaError(f"the formula needs “{raw.tag}”, which pages do not show")
    element = Element(_tag_of(raw), _attributes_of(raw))
    if raw.tag in _TOKENS:
        element.text = _characters(raw.text or "")
        return element
    children = [_tidied(child) for child in raw]
    wanted = _NUMBER_OF_CHILDREN.get(raw.tag)
    if wanted is not None and len(children) != wanted:
        raise FormulaError("a fraction, root or index lacks one of its parts")
    element.extend(children if wanted else _joined(children))
    return element


def _tag_of(raw: Element) -> str:
    """The library takes some operators for names, which would then stand without space around them."""
    is_operator = raw.tag == "mi" and _characters(raw.text or "") in _REALLY_OPERATORS
    return "mo" if is_operator else str(raw.tag)


def _attributes_of(raw: Element) -> dict[str, str]:
    allowed = _ATTRIBUTES.get(str(raw.tag), frozenset())
    kept = {name: value for name, value in raw.attrib.items() if name in allowed and _VALUE.fullmatch(value)}
    if raw.get("mathvariant") == "normal":
        kept["mathvariant"] = "normal"
    cell_class = _CELL_CLASS.get(raw.get("columnalign", ""))
    return {**kept, "class": cell_class} if cell_class else kept


def _characters(text: str) -> str:
    return _REFERENCE.sub(lambda match: _character(int(match[1], 16)), text)


def _character(code: int) -> str:
    is_text = 0x20 <= code <= 0x10FFFF and not 0x7F <= code < 0xA0 and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_text else "\N{REPLACEMENT CHARACTER}"


def _joined(children: list[Element]) -> list[Element]:
    """Letters of one upright word, and the two sides of a decimal comma `1{,}87`, as one element."""
    joined: list[Element] = []
    for child in children:
        if joined and _is_upright(child) and _is_upright(joined[-1]):
            joined[-1].text = f"{joined[-1].text}{child.text}"
        elif len(joined) > 1 and child.tag == "mn" and _is_comma(joined[-1]) and joined[-2].tag == "mn":
            joined.pop()
            joined[-1].text = f"{joined[-1].text},{child.text}"
        else:
            joined.append(child)
    return joined


def _is_upright(element: Element) -> bool:
    return element.tag == "mi" and element.get("mathvariant") == "normal"


def _is_comma(element: Element) -> bool:
    """A comma in braces of its own: LaTeX's way of writing one without space after it."""
    return element.tag == "mrow" and len(element) == 1 and element[0].text == ","


def _markup(element: Element) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in sorted(element.attrib.items()))
    inside = escape(element.text or "", quote=False) + "".join(_markup(child) for child in element)
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>"
