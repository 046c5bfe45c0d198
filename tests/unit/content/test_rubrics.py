"""Rubrics: read from a table, shown as a table, the same in every language."""

from dataclasses import replace

from lms.content.assignments import AssignmentRule
from lms.content.compiler import compile_tree
from lms.content.loader import read_files
from lms.content.outline import Module
from lms.content.parser import parse_tree
from lms.content.serialise import write_module
from tests.courses.trees import COURSES, good_files


def small_clusters() -> Module:
    return compile_tree(good_files()).modules["small-clusters"]


def test_a_rubric_has_criteria_by_place_and_levels_by_points() -> None:
    assignment = small_clusters().text("en").assignment
    assert assignment is not None
    assert assignment.rubric is not None
    first, second = assignment.rubric.criteria
    assert (first.id, first.title_html, second.id) == ("c1", "Layers", "c2")
    assert [(one.points, one.label) for one in first.levels] == [
        (0, "not enough"),
        (1, "sound"),
        (2, "strong"),
    ]
    assert first.levels[1].html == "All <em>three</em>"
    assert second.levels[2].html == "Sources that disagree | are weighed"
    assert assignment.rubric.max_points == 4


def test_readers_see_the_rubric_as_a_table() -> None:
    assignment = small_clusters().text("en").assignment
    assert assignment is not None
    assert "<table>" in assignment.html
    assert "rubric" not in assignment.html
    assert "1: sound" in assignment.html


def test_a_language_without_the_page_has_the_rubric_of_the_source() -> None:
    module = small_clusters()
    assert module.text("sv").assignment == module.text("en").assignment


def test_what_is_left_out_of_the_rule_has_a_sensible_value() -> None:
    assert small_clusters().assignment == AssignmentRule(pass_points=3, second_marker_percent=50, words=200)
    assert AssignmentRule(pass_points=3).blind


def test_a_written_rule_is_read_as_the_same_rule() -> None:
    tree, _ = parse_tree(good_files())
    assert tree is not None
    source = tree.modules["small-clusters"]
    rule = AssignmentRule(pass_points=2, none_at_zero=False, submissions=1, blind=False, words=0, files=1)
    changed = replace(source, structure=replace(source.structure, assignment=rule))
    files = {f"basics/small-clusters/{path}": data for path, data in write_module(changed).items()}
    again, _ = parse_tree({**good_files(), **files})
    assert again is not None
    assert again.modules["small-clusters"].structure.assignment == rule


def test_every_assignment_of_the_programme_can_be_handed_in() -> None:
    modules = compile_tree(read_files(COURSES)[0]).modules
    assert len(modules) == 8
    for module in modules.values():
        assignment = module.text("en").assignment
        assert assignment is not None
        assert assignment.rubric is not None
        assert (assignment.rubric.max_points, len(assignment.rubric.criteria)) == (8, 4)
        assert module.assignment is not None
        assert (module.assignment.pass_points, module.assignment.none_at_zero) == (5, True)
