"""Equations as machine code: one loop over groups of people, within it one over the steps, everything else without a branch.

The code is written by the equations themselves (see `lanes`), compiled by LLVM for the processor at hand when it is first
needed, and run on every core. Each person has a lane of their own: nothing that happens depends on who is beside whom.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np

from bedside.proof.logic import ExtraMissing
from bedside.simulator.lanes import Lane, Writer
from bedside.simulator.shapes import Each, Padded, Quantities, States, Table
from bedside.simulator.stepping import CLASSIC, Method, Step, System, advance_by

NAME = "go"
PIECE = 64
"""Groups of people that a core takes at a time."""
Frozen = tuple[tuple[str, float], ...]


def go(
    system: System,
    state: States,
    numbers: Mapping[str, Each | float],
    inputs: Mapping[str, Each],
    steps: Sequence[Step],
    method: Method = CLASSIC,
) -> States:
    """The state [states, people] after these steps."""
    fixed = tuple((name, float(value)) for name, value in numbers.items() if np.ndim(value) == 0)
    rows = {name: np.asarray(value) for name, value in numbers.items() if np.ndim(value)} | dict(inputs)
    program = compiled(system, tuple(rows), fixed, method)
    return program.run(state, list(rows.values()), steps)


class Program:
    """Compiled equations."""

    def __init__(self, engine: Any, width: int) -> None:
        self.engine, self.width = engine, width
        pointer, whole = ctypes.c_void_p, ctypes.c_int64
        kind = ctypes.CFUNCTYPE(None, pointer, pointer, pointer, whole, whole, whole, whole)
        self.call = kind(engine.get_function_address(NAME))

    def run(self, state: States, rows: Sequence[Each], steps: Sequence[Step]) -> States:
        """The state after these steps, of people with these rows of numbers."""
        people, table = state.shape[1], np.array(steps, np.float64).reshape(-1, 2)
        found, told = np.array(state, np.float64, order="C"), [np.ascontiguousarray(row, np.float64) for row in rows]
        groups, over = divmod(people, self.width)
        if over:
            last = slice(groups * self.width, people)
            some, theirs = _filled(found[:, last], self.width), _filled(np.stack([row[last] for row in told]), self.width)
            self._go(some, list(theirs), table, 1)
            found[:, last] = some[:, :over]
        self._go(found, told, table, groups)
        return found

    def _go(self, found: States, told: Sequence[Each], table: Table, groups: int) -> None:
        """Change the states of whole groups of people."""
        places = np.array([row.ctypes.data for row in told], np.int64)

        def part(first: int) -> None:
            last = min(first + PIECE, groups)
            self.call(found.ctypes.data, places.ctypes.data, table.ctypes.data, len(table), found.shape[1], first, last)

        if groups <= PIECE:
            part(0)
        else:
            list(_workers().map(part, range(0, groups, PIECE)))


@cache
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor()


def _filled(rows: Quantities, width: int) -> Padded:
    """The rows with the last person again in the lanes that are left over."""
    return np.pad(rows, ((0, 0), (0, width - rows.shape[1])), mode="edge")


def library() -> tuple[Any, Any]:
    """The modules llvmlite.ir and llvmlite.binding. Raises ExtraMissing when they are not installed."""
    try:
        from llvmlite import binding, ir
    except ImportError:
        raise ExtraMissing("pip install 'bedside[simulate]'") from None
    return ir, binding


@cache
def compiled(system: System, rows: tuple[str, ...], fixed: Frozen, method: Method) -> Program:
    """The machine code of a system for people who differ in `rows`; what is `fixed` becomes a part of it."""
    _, binding = library()
    module, machine, width = optimised(system, rows, fixed, method)
    engine = binding.create_mcjit_compiler(module, machine)
    engine.finalize_object()
    return Program(engine, width)


def optimised(system: System, rows: tuple[str, ...], fixed: Frozen, method: Method) -> tuple[Any, Any, int]:
    """The module of LLVM for the processor at hand, what makes machine code of it, and how many people a vector holds."""
    ir, binding = library()
    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    features = binding.get_host_cpu_features()
    width = 8 if features.get("avx512f") else 4
    machine = binding.Target.from_default_triple().create_target_machine(
        cpu=binding.get_host_cpu_name(), features=features.flatten(), opt=3
    )
    module = binding.parse_assembly(write(ir, system, rows, fixed, method, width))
    module.verify()
    tuning = binding.create_pipeline_tuning_options(speed_level=3)
    passes = binding.create_pass_builder(machine, tuning)
    passes.getModulePassManager().run(module, passes)
    return module, machine, width


def write(ir: Any, system: System, rows: tuple[str, ...], fixed: Frozen, method: Method, width: int) -> str:
    """The code before it is compiled, as text."""
    whole, pointer = ir.IntType(64), ir.DoubleType().as_pointer()
    pointers = pointer.as_pointer()
    module = ir.Module(NAME)
    kind = ir.FunctionType(ir.VoidType(), (pointer, pointers, pointer, whole, whole, whole, whole))
    function = ir.Function(module, kind, NAME)
    # Most values wait in the stack for their turn: unless a vector lies in one line of the cache, each of them costs two.
    function.attributes.add("nounwind")
    function.attributes.alignstack = 8 * width
    for argument in function.args[:3]:
        argument.add_attribute("noalias")
    state, told, table, count, room, first, last = function.args
    builder = ir.IRBuilder(function.append_basic_block("begin"))
    writer = Writer(ir, builder, width)
    cells = [builder.alloca(writer.doubles) for _ in system.states]
    with _counting(ir, builder, first, last) as group:
        at = builder.mul(group, whole(width))
        places = [_place(builder, writer, state, room, k, at) for k in range(len(system.states))]
        for cell, place in zip(cells, places, strict=True):
            builder.store(builder.load(place, align=8), cell)
        given = [_given(builder, writer, told, k, at) for k in range(len(rows))]
        known = dict(fixed) | {name: Lane(writer, value) for name, value in zip(rows, given, strict=True)}
        with _counting(ir, builder, whole(0), count) as step:
            hours, infusing = (_everywhere(builder, writer, table, step, k) for k in (0, 1))
            p = SimpleNamespace(**known, infusing=infusing)
            before = [Lane(writer, builder.load(cell)) for cell in cells]
            after = advance_by(system, before, p, p, hours, writer, method)
            for cell, value in zip(cells, after, strict=True):
                builder.store(writer.lane(value).value, cell)
        for cell, place in zip(cells, places, strict=True):
            builder.store(builder.load(cell), place, align=8)
    builder.ret_void()
    return str(module)


@contextmanager
def _counting(ir: Any, builder: Any, first: Any, last: Any) -> Iterator[Any]:
    """A loop that counts from one number to below another."""
    head, body, done = (builder.append_basic_block() for _ in range(3))
    before = builder.block
    builder.branch(head)
    builder.position_at_end(head)
    index = builder.phi(ir.IntType(64))
    index.add_incoming(first, before)
    builder.cbranch(builder.icmp_signed("<", index, last), body, done)
    builder.position_at_end(body)
    yield index
    index.add_incoming(builder.add(index, ir.IntType(64)(1)), builder.block)
    builder.branch(head)
    builder.position_at_end(done)


def _place(builder: Any, writer: Writer, rows: Any, room: Any, row: int, at: Any) -> Any:
    """Where the numbers of a group stand in a row of an array."""
    offset = builder.add(builder.mul(room, room.type(row)), at)
    return builder.bitcast(builder.gep(rows, [offset]), writer.doubles.as_pointer())


def _given(builder: Any, writer: Writer, rows: Any, row: int, at: Any) -> Any:
    """The numbers of a group out of a row that lies by itself."""
    start = builder.load(builder.gep(rows, [at.type(row)]))
    return builder.load(builder.bitcast(builder.gep(start, [at]), writer.doubles.as_pointer()), align=8)


def _everywhere(builder: Any, writer: Writer, table: Any, step: Any, column: int) -> Lane:
    """A number of the table of steps, in every lane."""
    place = builder.add(builder.mul(step, step.type(2)), step.type(column))
    one = builder.load(builder.gep(table, [place]))
    vector = writer.ir.Constant(writer.doubles, None)
    for k in range(writer.width):
        vector = builder.insert_element(vector, one, writer.ir.IntType(32)(k))
    return Lane(writer, vector)
