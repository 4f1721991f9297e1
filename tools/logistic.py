"""Logistic regressions with a ridge, for the tools that fit `ask`: what each sign counts for one of two sides, or of many."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]
STEPS = 80
"""Steps of a regression with many sides; more change nothing that is seen."""


def logistic(rows: Floats, real: NDArray[np.bool_], counts: Floats, stiff: float) -> Floats:
    """The weight of each column, by which `rows @ weights` is the log odds of being real; `counts` is how much a row counts,
    each side as much as a whole, and `stiff` how much large weights cost.
    """
    share = counts / np.where(real, counts[real].sum(), counts[~real].sum())
    side = np.where(real, 1.0, -1.0)

    def loss(told: Floats) -> tuple[float, Floats]:
        odds = side * (rows @ told)
        slope = -(share * side / (1 + np.exp(odds))) @ rows
        return float(share @ np.logaddexp(0, -odds)) + stiff * float(told @ told) / 2, slope + stiff * told

    found: Floats = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    return found


def multinomial(rows: Floats, of: NDArray[np.intp], size: int, stiff: float) -> Floats:
    """The weights of each of `size` sides, one row each, by which `rows @ weights.T` are the log odds of a row being of that
    side; each row counts the same.
    """
    number = np.arange(len(rows))

    def loss(told: Floats) -> tuple[float, Floats]:
        weights = told.reshape(size, -1)
        chance = rows @ weights.T
        chance = np.exp(chance - chance.max(1, keepdims=True))
        chance /= chance.sum(1, keepdims=True)
        value = -float(np.log(chance[number, of] + 1e-12).mean())
        chance[number, of] -= 1
        slope = chance.T @ rows / len(rows) + stiff * weights
        return value + stiff * float(told @ told) / 2, slope.ravel()

    start = np.zeros(size * rows.shape[1])
    found: Floats = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return found.reshape(size, -1)
