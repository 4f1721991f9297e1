"""How the signs of many virtual people go over time: counts in narrow bands of value, from which quantiles follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bedside.simulator.protocol import DAY, Protocol
from bedside.simulator.shapes import Bands, Moments, Places, Quantiles, Signs

BANDS = 400
RANGES: Mapping[str, tuple[float, float, str]] = {
    "systolic_bp": (50.0, 190.0, "mm Hg"),
    "heart_rate": (40.0, 200.0, "/min"),
    "temperature": (36.0, 42.0, "°C"),
    "oxygen_saturation": (70.0, 100.0, "%"),
    "creatinine": (0.0, 10.0, "mg/dL"),
    "bilirubin": (0.0, 30.0, "mg/dL"),
    "platelets": (0.0, 700.0, "10⁹/L"),
    "albumin": (5.0, 55.0, "g/L"),
    "weight": (40.0, 200.0, "kg"),
    "pressor_rate": (0.0, 4.0, "µg/kg/min"),
    "lymphocytes": (0.0, 20000.0, "cells/µL"),
}
"""What a picture shows of each sign; beyond, a value counts as the edge."""


class Trace:
    """Counts of everybody's signs at the beginning of every piece of time, [signs, pieces, bands]: an Observer."""

    def __init__(self, protocol: Protocol) -> None:
        self.places = {piece.time: place for place, piece in enumerate(protocol.pieces)}
        self.counts = np.zeros((len(RANGES), len(self.places), BANDS), np.int64)

    def see(self, time: int, seconds: int, _who: Places | slice, seen: Signs) -> None:
        """Only whole rounds of everybody are counted."""
        if not seconds:
            return
        place = self.places[time]
        for row, (name, (low, high, _)) in enumerate(RANGES.items()):
            band = np.clip((seen[name] - low) * (BANDS / (high - low)), 0, BANDS - 1).astype(np.int64)
            self.counts[row, place] += np.bincount(band, minlength=BANDS)


@dataclass(frozen=True)
class Ribbon:
    """Quantiles of one sign over the days, [shares, moments]."""

    sign: str
    unit: str
    days: Moments
    shares: tuple[float, ...]
    values: Quantiles


def ribbons(protocol: Protocol, counts: Bands, shares: tuple[float, ...] = (0.05, 0.25, 0.5, 0.75, 0.95)) -> list[Ribbon]:
    """The quantiles of every sign, to the width of a band."""
    days = np.array([piece.time / DAY for piece in protocol.pieces])
    found = []
    for row, (name, (low, high, unit)) in enumerate(RANGES.items()):
        upto = np.cumsum(counts[row], axis=1)
        wanted = np.multiply.outer(np.array(shares), upto[:, -1])
        bands = (upto[None, :, :] < wanted[:, :, None]).sum(axis=2)
        found.append(Ribbon(name, unit, days, shares, low + (bands + 0.5) * (high - low) / BANDS))
    return found
