"""What was deleted cannot be read from the files of the database any more."""

from pathlib import Path

from sqlalchemy import create_engine, text

from lms.core.db import engine_options, forget_deleted, may_write, prepare_engine

SECRET = "Ilze Berzina, whose key was deleted"


def test_nothing_that_was_deleted_is_left_in_the_files_of_sqlite(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'campus.db'}"
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    token = may_write.set(True)
    try:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE kept (id INTEGER PRIMARY KEY, said TEXT)"))
            rows = [{"said": SECRET if number == 30 else "x" * 500} for number in range(60)]
            connection.execute(text("INSERT INTO kept (said) VALUES (:said)"), rows)
        assert SECRET.encode() in whole(tmp_path)
        with engine.begin() as connection:
            connection.execute(text("DELETE FROM kept WHERE said = :said"), {"said": SECRET})
        forget_deleted(engine)
        assert SECRET.encode() not in whole(tmp_path)
        with engine.begin() as connection:
            assert connection.execute(text("SELECT count(*) FROM kept")).scalar() == 59
    finally:
        may_write.reset(token)
        engine.dispose()


def whole(folder: Path) -> bytes:
    return b"".join(one.read_bytes() for one in sorted(folder.iterdir()))
