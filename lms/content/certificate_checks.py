"""Would a module's certificate have every mandatory element of a micro-credential?

The eleven stand in Annex I of Council Recommendation 2022/C 243/02. Learner and date of issue are known when
a certificate is issued; country, awarding body and quality assurance stand in `programme.yaml`, which cannot
be read without them; participation is online; that what is required has hours is checked with them.
What else a module can lack is looked at here.
"""

from collections.abc import Iterator

from lms.content.outline import Component, ModuleState
from lms.content.problems import Notes, Problem
from lms.content.sources import ModuleSource, ModuleStructure

ASSESSING = frozenset({Component.FINAL_TEST, Component.ASSIGNMENT})
EXAMPLES = {
    "learning outcomes": ("outcomes", "outcomes: [B1-O1, B1-O2]"),
    "level": ("level", "level: EQF 5"),
    "type of assessment": ("completion", "completion: {require: [lessons, final-test]}"),
}


def check_certificate(module: ModuleSource) -> Iterator[Problem]:
    """The mandatory elements that the certificate of an open module would lack."""
    structure = module.structure
    if structure.state is not ModuleState.OPEN:
        return
    notes = Notes(structure.path)
    for element in _missing(structure):
        key, example = EXAMPLES[element]
        if key in structure.places:  # a key that is missing altogether has been noted
            message = f"the certificate would lack a mandatory element: the {element}"
            notes.error(*structure.place(key), "certificate-element", message, example)
    yield from notes.problems


def _missing(structure: ModuleStructure) -> Iterator[str]:
    required = structure.completion.components
    if not structure.learning_outcomes:
        yield "learning outcomes"
    if not structure.level:
        yield "level"
    if required and not ASSESSING & set(required):
        yield "type of assessment"
