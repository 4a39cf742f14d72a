"""Check digits of numbers that states and banks give: whether the last digits follow from those before.

Luhn: ISO/IEC 7812-1, annex B. mod97: ISO/IEC 7064, MOD 97-10. mod11 has no standard of its own: the weights are the
country's, 10 and 11 are written 0, as Portugal's NIF and Brazil's CPF have it.
"""
from collections.abc import Callable, Sequence
from functools import partial

Holds = Callable[[str], bool]


def luhn(number: str) -> bool:
    """Every second digit from the right counts double, nines cast out."""
    total = sum(map(int, number[-1::-2]))
    return (total + sum(sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])) % 10 == 0


def mod11(weights: Sequence[int], number: str) -> bool:
    """The weights are those of the digits before the last."""
    total = sum(weight * int(digit) for weight, digit in zip(weights, number[:-1], strict=True))
    return (11 - total % 11) % 11 % 10 == int(number[-1])


def mod97(number: str) -> bool:
    return int(number) % 97 == 1


def named(words: Sequence[str], size: int) -> Holds:
    """"luhn", "mod97", or "mod11" and its weights. ValueError where such a rule is not known or does not fit a number
    of so many digits."""
    match words:
        case ["luhn"]:
            return luhn
        case ["mod97"]:
            return mod97
        case ["mod11", *weights] if len(weights) == size - 1:
            return partial(mod11, tuple(map(int, weights)))
    raise ValueError("no such check digit")
