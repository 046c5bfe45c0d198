"""A small delivery engine for QTI 2.1 items, written from the specification for these tests alone."""

from collections.abc import Mapping
from decimal import Decimal
from xml.etree.ElementTree import Element, fromstring

NAMESPACE = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
ORDER = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"]
BLOCKS = {"p", "div", "ul", "ol", "table", "pre", "blockquote", "choiceInteraction", "matchInteraction"} | {
    *("orderInteraction", "hottextInteraction", "extendedTextInteraction", "uploadInteraction"),
}
Given = Mapping[str, list[str]]
"""Identifier of a response → its values."""


def name_of(element: Element) -> str:
    return element.tag.removeprefix(NAMESPACE)


class QtiItem:
    """One item file."""

    def __init__(self, data: bytes) -> None:
        self.root = fromstring(data)
        self.declared = {e.get("identifier", ""): e for e in self.all("responseDeclaration")}
        self.outcomes = {e.get("identifier", "") for e in self.all("outcomeDeclaration")}

    def all(self, name: str) -> list[Element]:
        return list(self.root.iter(NAMESPACE + name))

    def check(self) -> None:
        """The order of its parts, and that every name that is used is declared."""
        assert name_of(self.root) == "assessmentItem"
        children = [name_of(child) for child in self.root]
        assert children == sorted(children, key=ORDER.index)
        body = self.all("itemBody")[0]
        assert not (body.text or "").strip()
        assert {name_of(child) for child in body} <= BLOCKS
        asked = {e.get("responseIdentifier") for e in self.root.iter() if e.get("responseIdentifier")}
        assert asked == set(self.declared)
        used = {e.get("identifier") for name in ("variable", "setOutcomeValue") for e in self.all(name)}
        assert used <= {*self.declared, *self.outcomes}
        said = [e.get("identifier") for e in self.all("modalFeedback")]
        assert len(said) == len(set(said))
        self.check_keys()

    def check_keys(self) -> None:
        inside = {e.get("identifier") for e in self.all("itemBody")[0].iter() if e.get("identifier")}
        for declaration in self.declared.values():
            if declaration.get("baseType") not in ("identifier", "directedPair"):
                continue
            keys = [e.get("mapKey", "") for e in declaration.iter(NAMESPACE + "mapEntry")]
            for value in [*self.right(declaration.get("identifier", "")), *keys]:
                assert set(value.split()) <= inside

    def right(self, identifier: str) -> list[str]:
        found = self.declared[identifier].find(f"{NAMESPACE}correctResponse")
        return [value.text or "" for value in found] if found is not None else []

    def score(self, given: Given) -> Decimal:
        """The points for a response."""
        values: dict[str, list[str]] = {"SCORE": ["0"], "FEEDBACK": []}
        for rule in self.all("responseProcessing")[0] if self.all("responseProcessing") else ():
            self.follow(rule, given, values)
        return Decimal(values["SCORE"][0])

    def follow(self, rule: Element, given: Given, values: dict[str, list[str]]) -> None:
        if name_of(rule) == "setOutcomeValue":
            values[rule.get("identifier", "")] = self.value(rule[0], given, values)
            return
        condition, *then = rule[0]
        if self.value(condition, given, values) == ["true"]:
            for inner in then:
                self.follow(inner, given, values)

    def value(self, element: Element, given: Given, values: dict[str, list[str]]) -> list[str]:
        name, identifier = name_of(element), element.get("identifier", "")
        if name == "variable":
            return values[identifier] if identifier in values else list(given.get(identifier, []))
        if name == "baseValue":
            return [element.text or ""]
        if name == "correct":
            return self.right(identifier)
        if name == "mapResponse":
            return [str(self.mapped(identifier, given.get(identifier, [])))]
        parts = [self.value(child, given, values) for child in element]
        if name in ("sum", "multiple"):
            flat = [value for part in parts for value in part]
            return flat if name == "multiple" else [str(sum(map(Decimal, flat), Decimal(0)))]
        return [str(self.holds(element, parts)).lower()]

    def holds(self, element: Element, parts: list[list[str]]) -> bool:
        name = name_of(element)
        if name in ("or", "not", "isNull"):
            is_any = ["true"] in parts
            return is_any if name == "or" else not is_any if name == "not" else not parts[0]
        first, second = parts
        if name == "match":
            is_ordered = any(e.get("cardinality") == "ordered" for e in self.declared.values())
            return first == second if is_ordered else sorted(first) == sorted(second)
        if not first:
            return False
        if name == "stringMatch":
            return first[0].casefold() == second[0].casefold()
        if name == "gte":
            return Decimal(first[0]) >= Decimal(second[0])
        assert name == "equal"
        off = Decimal((element.get("tolerance") or "0").split()[0])
        return abs(Decimal(first[0]) - Decimal(second[0])) <= off

    def mapped(self, identifier: str, given: list[str]) -> Decimal:
        mapping = self.declared[identifier].find(f"{NAMESPACE}mapping")
        assert mapping is not None
        entries = {}
        for entry in mapping:
            key, value = entry.get("mapKey", ""), Decimal(entry.get("mappedValue", "0"))
            entries[key.casefold() if entry.get("caseSensitive") == "false" else key] = value
        is_text = any(entry.get("caseSensitive") == "false" for entry in mapping)
        found = [value.casefold() if is_text else value for value in given]
        total = sum((entries.get(value, Decimal(0)) for value in found), Decimal(0))
        lower, upper = mapping.get("lowerBound"), mapping.get("upperBound")
        total = max(total, Decimal(lower)) if lower else total
        return min(total, Decimal(upper)) if upper else total
