"""What stages of the corpus pass on: numpy arrays."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Array", "concat"]

Array = NDArray[Any]


def concat(parts: Sequence[Array]) -> Array:
    return np.concatenate(parts)
