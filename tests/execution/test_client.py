"""The outputs of all cells of a notebook are limited together, while they arrive."""

from __future__ import annotations

import asyncio

import pytest
from nbclient.exceptions import DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook

from nbexaminer.execution.client import CellClient, Received
from nbexaminer.execution.limits import Limits

LIMITS = Limits(60, 600, 100, 10, 4, 300, 8, kernels=4, notebook_output=2, notebook_outputs=5)


class Kernel:
    interrupted = False

    def interrupt(self) -> None:
        self.interrupted = True


@pytest.fixture
def client() -> CellClient:
    made = CellClient(new_notebook(cells=[new_code_cell("1") for _ in range(10)]), Kernel(), LIMITS)
    made.reset_execution_trackers()
    made.clear_before_next_output = False
    return made


def show(client: CellClient, index: int, text: str, kind: str = "display_data") -> list:
    """What a cell holds after it has shown a text."""
    content = {"data": {"text/plain": text}, "metadata": {}}
    if kind == "error":
        content = {"ename": "E", "evalue": text, "traceback": []}
    cell = client.nb.cells[index]
    client.process_message(
        {"msg_type": kind, "header": {"msg_type": kind}, "content": content, "parent_header": {}}, cell, index
    )
    return cell.outputs


def test_large_outputs_of_many_cells_are_left_out_and_no_cell_is_stopped(client):
    shown = []
    for index in range(5):
        client._received = Received()
        shown.append(len(show(client, index, "x" * 700_000)))
    assert shown == [1, 1, 0, 0, 0]
    assert client._received.left_out
    assert not client._received.too_much
    assert not client._kernel.interrupted


def test_many_outputs_of_many_cells_are_left_out(client):
    assert sum(len(show(client, index, "x")) for index in range(10)) == 5


def test_how_a_cell_ended_is_told_all_the_same(client):
    for index in range(4):
        client._received = Received()
        show(client, index, "x" * 700_000)
    client._received = Received()
    assert show(client, 7, "why", "error")[0].evalue == "why"
    assert show(client, 8, "x" * 900_000, "error") == []


def test_a_reply_that_an_interrupt_has_lost_is_not_awaited_for_ever(client, monkeypatch):
    monkeypatch.setattr("nbexaminer.execution.client.REPLY", 0.05)

    async def ends_without_a_reply(cell, index):
        client._received.ended = client._kernel.interrupted = True
        await asyncio.Event().wait()

    client.async_execute_cell = ends_without_a_reply
    received = asyncio.run(asyncio.wait_for(client.run_cell(client.nb.cells[0], 0), 20))
    assert received.ended


def test_an_error_of_the_client_is_raised(client):
    async def fails(cell, index):
        raise DeadKernelError("gone")

    client.async_execute_cell = fails
    with pytest.raises(DeadKernelError):
        asyncio.run(client.run_cell(client.nb.cells[0], 0))
