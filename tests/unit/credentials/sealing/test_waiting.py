import asyncio
from contextvars import ContextVar

from lms.credentials.sealing.waiting import finished

WHERE: ContextVar[str] = ContextVar("WHERE")


async def _where() -> str:
    return WHERE.get()


def test_work_is_waited_for_also_where_a_loop_is_running() -> None:
    WHERE.set("here")

    async def inside() -> str:
        return finished(_where())

    assert asyncio.run(inside()) == "here"
