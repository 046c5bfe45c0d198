"""The pages of the preview: a small application of its own, without people, sessions or database."""

from pathlib import Path

from flask import Flask, Response, abort, jsonify, make_response, render_template, request
from flask_babel import Babel, get_locale
from werkzeug.wrappers import Response as Answer

from lms.authoring.preview import Preview, Snapshot, pages_of, wanted_language
from lms.content.outline import Module, ModuleText
from lms.web import filters, static_files
from lms.web.fonts import build_fonts
from lms.web.i18n import INTERFACE_LANGUAGES, LOCALES, SOURCE_LANGUAGE
from lms.web.security import CONTENT_SECURITY_POLICY, FILE_POLICY, HEADERS

LANGUAGE_COOKIE = "preview-language"
_PICTURES = {"image/png", "image/jpeg", "image/webp"}


def create_site(preview: Preview, *, fonts: Path, host: str) -> Flask:
    """The application that shows a folder."""
    app = Flask("lms", static_folder=None)
    app.config.update(TRUSTED_HOSTS=["localhost", "127.0.0.1", "[::1]", host])
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(Path(app.root_path) / "translations")
    Babel(app, locale_selector=_locale)
    _serve_static_files(app, fonts)
    _prepare_templates(app, preview)
    _add_pages(app, _Pages(preview))
    app.after_request(_add_headers)
    return app


def _locale() -> str:
    language = request.accept_languages.best_match(list(INTERFACE_LANGUAGES)) or SOURCE_LANGUAGE
    return LOCALES.get(language, language)


def _serve_static_files(app: Flask, fonts: Path) -> None:
    build_fonts(fonts)
    files = static_files.StaticFiles({"": static_files.PACKAGED, "fonts/": fonts})

    def show_static_file(fingerprint: str, name: str) -> Response:
        return static_files.answer(files, fingerprint, name)

    app.add_url_rule("/static/<fingerprint>/<path:name>", "static_file", show_static_file)
    app.add_template_global(files.url, "static_url")


def _prepare_templates(app: Flask, preview: Preview) -> None:
    app.jinja_env.filters.update(
        number=filters.show_number,
        hours=filters.show_hours,
        minutes=filters.show_minutes,
        safe_content=filters.safe_content,
    )

    def values() -> dict[str, object]:
        locale = get_locale()
        return {
            "locale": str(locale.language) if locale else SOURCE_LANGUAGE,
            "snapshot": preview.snapshot(),
            "folder": preview.folder.shown.name,
        }

    app.context_processor(values)


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _add_pages(app: Flask, pages: "_Pages") -> None:
    # The addresses of modules, lessons and files are those that the renderer writes into pages.
    for rule, view in (
        ("/", pages.show_folder),
        ("/fingerprint", pages.tell_fingerprint),
        ("/modules/<slug>", pages.show_module),
        ("/modules/<slug>/<lesson_slug>", pages.show_lesson),
        ("/modules/<slug>/files/<digest>/<name>", pages.send_file),
        ("/pages/<slug>/<any(facilitator, assignment, 'final-test'):page>", pages.show_page),
    ):
        app.add_url_rule(rule, view.__name__, view, methods=["GET"])


class _Pages:
    """The views."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview

    def show_folder(self) -> str:
        """Problems and modules."""
        return render_template("authoring/show_folder.html")

    def tell_fingerprint(self) -> Response:
        """For the script that reloads a page after a save; compiles nothing."""
        return jsonify(fingerprint=self.preview.folder.fingerprint())

    def show_module(self, slug: str) -> Answer:
        """What learners read before they join."""
        return self._page("authoring/show_module.html", slug, "module.md")

    def show_lesson(self, slug: str, lesson_slug: str) -> Answer:
        """A lesson as learners read it; its self-checks with key and feedback."""
        module, text = self._text(slug)
        lesson = module.lesson(lesson_slug)
        if lesson is None or lesson_slug not in text.lessons:
            abort(404)
        file = f"{lesson.number:02}-{lesson.slug}.md"
        lesson_text = text.lessons[lesson_slug]
        return self._page("authoring/show_lesson.html", slug, file, lesson=lesson, lesson_text=lesson_text)

    def show_page(self, slug: str, page: str) -> Answer:
        """The facilitator's page, the assignment, or the bank of the final test."""
        if page not in pages_of(self._text(slug)[1]):
            abort(404)
        return self._page(f"authoring/show_{page.replace('-', '_')}.html", slug, f"{page}.md")

    def send_file(self, slug: str, digest: str, name: str) -> Response:
        """A picture to show, or a file to save."""
        module, _ = self._text(slug)
        asset = module.asset(name)
        data = self._snapshot().files.get(digest)
        if asset is None or asset.digest != digest or data is None:
            abort(404)
        is_picture = asset.media_type in _PICTURES
        response = Response(data, content_type=asset.media_type if is_picture else "application/octet-stream")
        response.headers["Content-Security-Policy"] = FILE_POLICY
        if not is_picture:
            response.headers.set("Content-Disposition", "attachment", filename=name)
        return response

    def _snapshot(self) -> Snapshot:
        return self.preview.snapshot()

    def _text(self, slug: str) -> tuple[Module, ModuleText]:
        module = self._snapshot().modules.get(slug)
        if module is None:
            abort(404)
        wish = request.args.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
        return module, module.text(wanted_language(module, wish))

    def _page(self, template: str, slug: str, file: str, **values: object) -> Answer:
        module, text = self._text(slug)
        problems = self._snapshot().problems_of(module, text.language, file)
        html = render_template(
            template, module=module, text=text, pages=pages_of(text), problems=problems, **values
        )
        response = make_response(html)
        if "lang" in request.args:
            response.set_cookie(LANGUAGE_COOKIE, text.language, samesite="Strict", httponly=True)
        return response
