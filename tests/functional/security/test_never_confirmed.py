"""Does an account that nobody confirmed go in its time, whatever others have tied to it?"""

from datetime import timedelta

from sqlalchemy import select, update

from lms.core import clock
from lms.core.db import db, may_write
from lms.people import queries
from lms.people.models import OneTimeToken, User
from lms.people.services.sweep import Sweep
from tests.functional.security.canaries import GIVEN, columns_that_name_people, write_canaries
from tests.functional.security.test_erased import columns_with_traces
from tests.functional.security.world import World


def test_it_goes_though_rows_of_every_table_point_at_it(world: World) -> None:
    write_canaries(world)
    stranger = world.user_ids["owner"]
    with world.app.app_context():
        may_write.set(True)
        never = {"email_confirmed_at": None, "created_at": clock.now() - timedelta(days=31)}
        db.session.execute(update(User).where(User.id == stranger).values(never))
        db.session.execute(update(OneTimeToken).values(expires_at=clock.now() - timedelta(hours=1)))
        db.session.commit()
        for table, column in columns_that_name_people():
            if (table.name, column.name) != ("merged_account", "user_id"):  # that is the double's
                if column.nullable:
                    db.session.execute(update(table).values({column: stranger}))
                found = db.session.execute(select(table).where(column == stranger)).first()
                assert found is not None, f"nothing points from {table.name}.{column.name}"
        db.session.commit()
        sweep = Sweep()
        while sweep():
            pass
        assert queries.last_retention_runs()[0].failed == []
        assert queries.user_with_email(str(GIVEN["user", "email"])) is None
        db.session.remove()
    assert columns_with_traces(world.app) == set()
