"""In which words a question of the final test is asked: in the language of the page."""

from lms.content.items import Item
from lms.content.outline import Module


def bank_item(module: Module, item_id: str, language: str) -> Item:
    """An item of the final test in a language, or in the source language where it has no text there."""
    items = module.text(language).test_items
    return items.get(item_id) or module.text(module.source_language).test_items[item_id]
