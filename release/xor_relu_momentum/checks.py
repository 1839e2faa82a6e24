# Made by `nbexaminer build` from the package gradchecks; the next build writes it anew.
"""Checks for hand-written backpropagation: what was expected, what came, and which known mistake explains it.

They need nothing but numpy (torch tensors are understood where torch is installed). A notebook has them as one file beside
it, `checks.py`. A check is a function that runs at once and reports under its title:

    @checks.check("2A forward pass", points=2)
    def check_forward(check):
        check.example(forward, "y_output")

The example's inputs and results stand in a file beside the notebook; where they are not enough, a check calls and compares
itself (`check.call`, `check.array`, ...). It raises `CheckFailed` with a message to act on, or `NotAttempted` where the stub
still stands. What the functions print or warn about goes to standard output and never changes a verdict.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import copy
import html
import inspect
import json
import re
import sys
import textwrap
import traceback
import warnings
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import cache
from operator import attrgetter
from pathlib import Path
from types import CodeType, FrameType, FunctionType, MappingProxyType
from typing import ClassVar, Protocol

import numpy as np

__all__ = [
    "MISTAKES",
    "NEARLY_ZERO",
    "TOLERANCE",
    "Check",
    "CheckFailed",
    "Facts",
    "NotAttempted",
    "Panel",
    "Result",
    "Scenario",
    "check",
    "explain",
    "explain_error",
    "explain_shape",
    "fingerprint",
    "inputs",
    "numerical_gradient",
    "panel",
    "relative_error",
    "scenario",
    "shape",
]


# ------------------------------------------------------------------------------------------------------------- mistakes
# Every mistake that a check can name, with the sentence that a student reads.


MISTAKES: dict[str, str] = {
    # scale and sign, found from the numbers alone
    "sign": "Every entry has the opposite sign. A gradient points uphill; the update is what subtracts it.",
    "mean-missing": "Every entry is exactly {n} times too large, and you have {what}: the mean is missing.",
    "mean-twice": "Every entry is exactly {n} times too small, and you have {what}: the mean is taken twice.",
    "mean-for-sum": "Every entry is exactly {n} times too small, and you have {what}: a mean stands where the text asks "
    "for the sum.",
    "rows-factor": "Every entry is exactly {n} times too large, and you have {what}: a sum is asked for, without that "
    "factor.",
    "mean-over-fewer": "Every entry is exactly {n} times too large, and you have {what}: the mean runs over rows and "
    "outputs, so divide by both.",
    "size-for-rows": "Every entry is exactly {n} times too small, and you have {what}: divide by the number of rows, not "
    "by the number of entries.",
    "factor-two": "Every entry is exactly twice what it should be: look for a factor 2 that does not belong, for a missing "
    "½, or for a term that is added twice.",
    "factor-half": "Every entry is exactly half of what it should be: look for a missing factor 2 (a square brings one "
    "down) or for a ½ that does not belong.",
    "learning-rate-inside": "Every entry is exactly the learning rate ({n}) times what it should be: the gradient itself "
    "knows nothing of the learning rate.",
    "notebook-size": "This is divided by the number of rows of the notebook's own data: a sum is asked for, and a function "
    "takes its sizes from its arguments.",
    "constant-factor": "Every entry is {n} times what it should be: one constant factor is the whole mistake.",
    "step-factor": "The step is {n} times what it should be: does another number stand in the place of the learning rate?",
    "swapped": "These are the right numbers for {what}: two results have changed places.",
    "results-exchanged": "Have the two results changed places? Return them in the order of the docstring.",
    "transposed": "This is the transpose of the right result.",
    # updates, found from the step between the weights before and after
    "ascent": "The step goes the wrong way: it climbs the loss. Gradients point uphill, so subtract them.",
    "not-updated": "The weights come back as they went in: is the update never made, computed but not assigned, or made with "
    "gradients of zero, or is something else returned?",
    "gradient-for-weights": "This is the gradient itself: the new weights are the old ones minus the learning rate times it.",
    "learning-rate-missing": "The step is 1/{n} times too long, and the learning rate is {n}: the learning rate is "
    "missing.",
    "step-not-divided": "The step is as many times too long as there are rows: the gradients are sums over the rows, so the "
    "step divides by N.",
    "notebook-rows": "This divides by the number of rows of the notebook's own data: take N from the arguments.",
    "step-divided-twice": "The step is as many times too short as there are rows: it is divided by N twice.",
    "learning-rate-twice": "The step is {n} times what it should be, and the learning rate is {n}: it is applied twice.",
    "learning-rate-ignored": "The step does not follow the learning rate that the function is given: is a number written in?",
    "step-for-weights": "This is the step alone, not the weights after it.",
    "return-in-loop": "Only one update is made, whatever the number asked for: is `return` inside the loop?",
    "iterations-ignored": "The number of updates is not the one that is asked for: is a number written in?",
    # shapes
    "matmul-shapes": "A matrix product needs equal inner sizes: are these the right two arrays, in the right order, each made "
    "rightly further up? Perhaps a transpose is missing or on the wrong factor, or an elementwise product `*` was meant.",
    "call-arguments": "Another function stops on what it is given there: are these the right arrays, in the order of its "
    "docstring, and was each made rightly further up?",
    "no-matrix": "One factor of a matrix product is no matrix: is it None or a single number, because a function that made it "
    "returns nothing or sums too much?",
    "scalar-function": "What takes one number met an array: the functions of `math` and `range` take no arrays; numpy's "
    "functions do (`np.exp`).",
    "none-inside": "One of the values is None: a function that is called on the way has no `return`.",
    "elementwise-shapes": "An elementwise operation needs equal shapes: are these the right two arrays, each made rightly "
    "further up? Perhaps a matrix product `@` was meant, or a transpose is missing.",
    "argument-ignored": "The size {n} is in none of the arguments of this call: is a variable of the notebook used in "
    "place of one of them, or a number written in?",
    "array-in-if": "An array has no single truth value, so `if`, `not` and Python's `max` don't work on it: use functions that "
    "work entry by entry, like `np.maximum` and `np.where`.",
    "broadcast-outer": "Shapes (N, 1) and (N,) combine to (N, N): keep the column shape (N, 1) everywhere.",
    "not-summed-over-rows": "The first size is the number of rows: is the sum over the rows missing, or another array used?",
    "summed-too-far": "This is one number, where an array is due: does a sum go over too much, or does an argument "
    "not enter?",
    "one-number": "This is one number, where the updated weights are due: are they what is returned?",
    "dimension-lost": "The numbers may be right, but one dimension is missing: use `keepdims=True`, or reshape.",
    "dimension-gained": "There is one dimension too many.",
    # activations and losses, named by the fingerprint of what they lead to
    "activation-missing": "A weighted sum stands where its activation belongs: is the activation function missing, or another "
    "array used?",
    "activation-twice": "The activation function is applied twice.",
    "wrong-activation": "This is another activation function than the text asks for.",
    "exponent-sign": "The sign in the exponent is turned: this is 1 − σ(z).",
    "reciprocal-missing": "This is 1 + e^(−z): the reciprocal is missing, or the brackets around the denominator are.",
    "derivative-for-function": "This is the derivative, not the function itself.",
    "output-derivative-missing": "The derivative of the output's activation is missing: with a squared error it does not "
    "cancel.",
    "hidden-derivative-missing": "The derivative of the hidden activation is missing: after going back through the "
    "weights, the error still has to pass the activation.",
    "trained-without-derivative": "This is what comes out without the derivative of the hidden activation: is it missing, or "
    "does the backward pass get other arrays than its docstring names?",
    "output-derivative-for-hidden": "σ′ is taken at an array of the output layer, where it cancels with the cross entropy; σ′ "
    "at the hidden activations is missing.",
    "derivatives-missing": "The derivatives of both activations are missing.",
    "activation-of-activation": "The derivative applies σ once more to what is already an activation: with a = σ(z), σ′ is "
    "a(1 − a).",
    "derivative-of-preactivation": "The derivative is taken as z(1 − z), of the weighted sum: with a = σ(z), σ′ is a(1 − a).",
    "derivative-twice": "The derivative of the activation is applied twice.",
    "derivative-incomplete": "Only one factor of a(1 − a) is there.",
    "derivative-plus": "In σ(z)(1 − σ(z)) the second factor has a minus.",
    "wrong-derivative": "This is the derivative of another activation function.",
    "function-for-derivative": "This is the function itself, not its derivative.",
    "mask-inverted": "The mask is inverted: the derivative of ReLU is 1 where the weighted sum is positive and 0 where it is "
    "negative.",
    "mask-from-upstream": "The mask looks at the gradient that arrives, or at the weights: it belongs to the sign of the "
    "weighted sum.",
    "mask-value": "The mask writes a wrong value, or into the wrong entries: where the weighted sum is negative the gradient "
    "becomes 0, everywhere else it stays as it arrived.",
    "preactivation-for-activation": "The weighted sum stands where its activation belongs.",
    "preactivation-overwritten": "The weighted sum has lost its negative values: does the activation change it in place, or is "
    "the activation returned for it?",
    "activation-on-output": "The output is linear here: neither an activation function nor its derivative belongs to it.",
    "output-derivative-extra": "σ′ of the output is still there: with a cross entropy it cancels, and the error at the "
    "weighted sum is ŷ − y. (With σ′ this belongs to a squared error.)",
    "output-link-missing": "This starts at the derivative by ŷ and skips a link: on the way to the weighted sum it has to be "
    "multiplied by σ′.",
    "bias-missing": "A bias is missing from a weighted sum.",
    "bias-sign": "A bias is subtracted: it is added to the weighted sum.",
    "other-error": "The error of another layer stands here: c belongs to the output, and so does the error that it needs.",
    "bias-misplaced": "The bias is added after the activation: it belongs to the weighted sum, inside the activation.",
    "one-row-only": "Only one of the rows enters: the loss is a sum over all of them, and so is its gradient.",
    "wrong-axis": "There is one number for each row: does the sum run over the units (it belongs over the rows, axis 0), or is "
    "another array returned?",
    "hidden-weights-missing": "This is the gradient by the hidden weighted sums: one more step, back through W1, leads to X.",
    "rows-summed": "The rows are summed up: asked for is one gradient for each row.",
    "absolute-value": "The signs are lost: a gradient has a direction, so it may be negative.",
    "length-for-gradient": "This is one number for each row: asked for is a vector for each, one derivative for each input.",
    "error-missing": "The difference between output and target does not enter: the chain rule starts at the loss.",
    "loss-not-differentiated": "This starts at the loss itself: the chain rule starts at its derivative, and that of a square "
    "is twice the difference.",
    "target-for-output": "The derivative of the activation is taken at the target instead of at the output.",
    "absolute-error": "This is the absolute error: square the differences.",
    "row-missing": "One of the rows is left out: does a loop start late or stop early, or is the number of rows written in?",
    "one-output-only": "Only the first output enters: the sum runs over all of them.",
    "wrong-loss": "This is another loss than the text asks for.",
    "loss-negative": "A cross entropy is never negative: its minus sign is missing.",
    "loss-summed": "One value for each example is asked for, not their sum or mean.",
    "negative-class-missing": "Only the rows with y = 1 count: the term with (1 − y) is missing, or always 0.",
    "positive-class-missing": "Only the rows with y = 0 count: the term with y is missing, or always 0.",
    "negative-class-term": "The second term needs 1 minus in both places: (1 − y), and 1 − ŷ in the logarithm or below.",
    "logarithm-missing": "A logarithm is missing.",
    "positive-class-sign": "The term with y has the wrong sign.",
    "negative-class-sign": "The term with (1 − y) has the wrong sign.",
    "classes-exchanged": "The two classes have changed places: y belongs to log ŷ, (1 − y) to log(1 − ŷ).",
    "derivative-by-sum": "This is already the derivative by the weighted sum: the derivative by ŷ itself has ŷ(1 − ŷ) below.",
    "wrong-logarithm": "This is another logarithm than the natural one: use `torch.log`.",
    "percent": "This is a percentage: the share of right answers lies between 0 and 1.",
    "count-for-share": "This is the number of right answers: divide by the number of rows.",
    "error-rate": "This is the share of wrong answers.",
    "true-positives": "Only the right answers of class 1 are counted: those of class 0 are right as well.",
    "labels-exchanged": "Every class is the other one: class 1 is where the output is above one half.",
    "one-class-only": "All rows get the same class: class 1 is where the output is above one half, class 0 elsewhere.",
    "tie-above": "An output of exactly one half is not above one half: its class is 0.",
    "signed-error": "The differences are not squared, so positive and negative ones cancel.",
    "mean-of-squares": "This is the mean of the squares, as many libraries take it: here the text asks for half of their sum.",
    "sum-then-square": "The differences are summed first and squared afterwards: square each one, then sum.",
    "root-taken": "There is a square root that the formula does not have.",
    "outer-product": "A matrix product of the differences multiplies every row with every other: square elementwise.",
    # training
    "updated-weights-used": "One matrix is updated before the other gradient is computed: take both gradients from the old "
    "weights, then update both.",
    "not-full-batch": "The weights change after every single row: one update an epoch, from all rows.",
    "one-update-too-many": "There is one update too many.",
    "one-update-too-few": "There is one update too few.",
    "updates-differ": "Three updates at once lead elsewhere than three times one: every update must be the same plain step, "
    "with a new forward pass, no memory and no changing rate.",
    "stale-activations": "The forward pass is computed once, before the loop: after an update it belongs to the old weights.",
    "history-length": "There must be one loss for every epoch, and nothing from an earlier run.",
    "history-after-update": "Every loss is taken after its update: `losses[k]` belongs to the weights before update k.",
    "history-constant": "All losses are alike: the forward pass inside the loop does not use the updated weights.",
    "stale-gradient": "The gradient is taken at the starting parameters each time: after an update it belongs to old ones.",
    "entries-count": "There must be iterations + 1 entries: the start and one more after every update, nothing else.",
    "start-again": "Every update starts from the starting parameters again: go on from where the last update ended.",
    "start-ignored": "These weights are far from the given ones, much farther than this update leads: do you begin with the "
    "weights that the function is given, and is the step the learning rate times the gradient?",
    "start-missing": "Entry 0 belongs to the start, before any update.",
    "trajectory-aliased": "All entries show the same, last parameters: one list or array was appended again and again, and "
    "then changed. Append copies.",
    "earlier-run": "A second call does not begin afresh: something is kept from the first one.",
    "partial-update": "This parameter is updated by another rule than the first one: all follow the same rule.",
    # momentum
    "momentum-sign": "The old velocity enters with the opposite sign: it should carry the parameters on, not back.",
    "velocity-reset": "This is plain gradient descent: the velocity has to be kept from one update to the next.",
    "plain-losses": "These are the losses of plain gradient descent: take them from the run with momentum.",
    "velocity-not-zero": "The first update is not a plain one: does the velocity start at zero, and does alpha multiply the "
    "old velocity, and nothing else?",
    "velocity-late": "The step is made with the velocity from before its update: update it first, then move.",
    "velocity-twice": "The gradient or alpha enters twice: the step is the new velocity and nothing more.",
    "velocity-undamped": "alpha is missing: the old velocity enters undiminished.",
    "gradient-damped": "The gradient is multiplied by (1 − alpha): that is an average, another definition than the text's.",
    "alpha-at-gradient": "alpha multiplies the gradient: it belongs to the old velocity alone.",
    "alpha-ignored": "The velocity does not follow the alpha that the function is given: is a number written in?",
    "alpha-for-rest": "(1 − alpha) stands where alpha belongs.",
    "look-ahead": "The gradient is taken ahead of the parameters, which is Nesterov's method: take it where they are.",
    "previous-gradient-only": "Only the gradient of the last step is remembered: the velocity gathers all earlier ones.",
    "velocity-shared": "One velocity serves all parameters: each needs its own, shaped like it.",
    "rates-exchanged": "alpha stands where lr belongs, at the gradient: have the two changed places?",
    # grids
    "grid-flat": "These are the outputs one after the other: `.reshape(...)` brings them back into the grid.",
    "params-ignored": "The result does not follow the parameters that the function is given: a variable of the notebook is "
    "used in their place.",
    "other-axes": "The grid is built from other values than those given: its points come from the arguments x1 and x2.",
    "grid-order": "The grid has another order than the text's: x1 comes first in each point, columns run along x1, rows "
    "along x2.",
    "classes-for-outputs": "These are classes, 0 or 1: the outputs themselves are asked for.",
    # data and weights
    "wrong-table": "These are not the values of the table in the text.",
    "row-order": "All the rows are there, in another order than in the table.",
    "layer-sizes": "The number of units does not fit the data.",
    "all-alike": "All values are equal: hidden units that start alike stay alike. Draw the weights at random.",
    "sizes-written-in": "The sizes of the notebook's network are written in: take them from the arguments.",
    "units-alike": "Two hidden units start with the same weights, so they stay the same for ever.",
    "not-random": "These values look written in by hand: draw them at random.",
    "generator-not-seeded": "This generator does not start from the given seed: every generator has its own, so seed each of "
    "the three with it.",
    "seed-ignored": "Different seeds lead to the same numbers: a seed is written in where the argument belongs.",
    "autograd-left-off": "Autograd is still switched off after the update: `with torch.no_grad():` ends by itself.",
    "seed-inside": "The same weights come every time: draw from the generator as it is, without seeding it here.",
    "draw-order": "The weights are drawn in another order: W1 first, then W2.",
    "wrong-distribution": "These are other random numbers than the text asks for: use `torch.randn`, and leave them as drawn.",
    "not-whole": "A number of rows, units or epochs is a whole number: write an int, without point or quotes.",
    "out-of-range": "This value lies outside the range that the text gives.",
    "generator-unreached": "These weights do not follow the seed: draw them from torch's own generator, without a new seed.",
    "wrong-dtype": "The text asks for another dtype: convert with `.astype(...)` (a tensor with `.to(...)`), or give `dtype=` "
    "when you build the array.",
    # models and autograd
    "attribute-missing": "The model does not have it: is another name meant? Or is the value not kept (`self.name = ...`; a "
    "plain variable is gone when the method ends)? For a method, run its cell again after the cell of the class.",
    "notebook-variable": "A number or a variable of the notebook stands in place of an argument, or of what the model keeps "
    "itself (`self.`); the number of rows belongs to the batch.",
    "number-written-in": "The number of outputs of this notebook is written in: take it from the data.",
    "arguments-exchanged": "The two arguments have changed places: the outputs come first, then the targets.",
    "kept-wrong": "Given the right self.X, self.N, self.A1, self.Yhat and self.Y, your backward pass finds other gradients "
    "than with what your forward pass and loss keep under these names: look at what they put there.",
    "state-not-own": "Another model, or another batch, came in between, and the gradients changed: keep what `backward` needs "
    "in attributes of `self`, anew at every call.",
    "wrong-layer": "Another layer's activations stand here: the gradient of a layer's weights takes what came into that layer.",
    "wrong-gradient": "Shapes of two parameters meet: is each gradient that of its own parameter, and does another parameter "
    "stand where the learning rate or the gradient belongs?",
    "parameters-aliased": "Both models keep this in the same memory, so the update of one changes the other: `.clone()` makes "
    "a copy.",
    "original-tracked": "Autograd now follows the manual model's own parameters: `requires_grad_()` belongs to the copy, after "
    "`.clone()` and `.detach()`.",
    "not-tracked": "Autograd fills `.grad` only of leaves that require a gradient: detach the copy, then call "
    "`requires_grad_()` on it.",
    "graph-cut": "The loss does not lead back to the parameters: somewhere in between the graph is cut, by `.detach()`, "
    "`.item()`, `.data`, `torch.no_grad()` or a newly made tensor.",
    "grad-empty": "`.grad` is still None: `backward` has to call the `backward()` of the loss, which fills `.grad` of the "
    "parameters.",
    "graph-used-twice": "This graph was walked back before, and what it had stored is gone: each backward pass needs a forward "
    "pass of its own.",
    "gradient-lost": "`.grad` is None when the update needs it: is it cleared before it is subtracted, or does a parameter "
    "come up twice in the loop?",
    "not-copied": "These are not the numbers of the model that was handed in: copy them from it.",
    "update-tracked": "Autograd follows this update as if it were part of the network: change the parameters inside `with "
    "torch.no_grad():`.",
    "requires-grad-lost": "After the update this is no longer a leaf that requires a gradient, so the next backward pass has "
    "nowhere to put it: under `torch.no_grad()`, change the parameter in place (`-=`).",
    "backward-twice": "The loss is walked back twice, and autograd adds the second gradient to the first: once is enough.",
    "gradients-not-cleared": "Autograd adds to `.grad`, and the gradients of the step before are still in it: clear them after "
    "every update.",
    "absolute-missing": "The absolute value is missing: a difference counts alike in both directions.",
    "relative-difference": "This is a relative difference: the absolute one is asked for, without a division.",
    "norm-for-largest": "All the differences are summed up here: only the largest one is asked for.",
    "mean-for-largest": "This is a mean of the differences: the largest one is asked for.",
    "largest-first": "The largest entries are taken first and subtracted afterwards: subtract entry by entry, then take the "
    "largest.",
    # kinds of values
    "returns-nothing": "The function returned None: is `return` missing?",
    "wrong-number-of-results": "Return exactly the results that the docstring names, in that order.",
    "wrong-entries": "Each entry is the list of all parameters at that moment: look at what is put in, and what is returned.",
    "not-a-dict": "A dict is expected here, from names to values.",
    "wrong-keys": "The keys of the dict are not the names that the docstring gives.",
    "not-numbers": "Each entry is one number: a Python number, or an array without dimensions.",
    "not-a-list": "A list is expected here, with one entry for each moment.",
    "not-comparable": "Is each result, all the way down, what the docstring says? Numbers, and no functions or texts.",
    "not-an-array": "An array is expected here.",
    "not-a-tensor": "A `torch.Tensor` is expected here.",
    "dtype-changed": "The result has another dtype than the arguments: work in the dtype that comes in, without `.float()`, "
    "`.double()` or a fixed `dtype=`.",
    "dtype-mixed": "Tensors of two dtypes meet: work in the dtype of the arguments, without `.float()`, `.double()` or a "
    "fixed `dtype=`.",
    "np-matrix": "This is an `np.matrix`, in which `*` is a matrix product and sums stay two-dimensional: use plain "
    "arrays.",
    "boolean-values": "The values are booleans. Subtracting booleans fails, and means of them surprise: convert them "
    "with `.astype(...)`.",
    "integer-values": "The values are integers, and an array of integers cuts off every fraction that is written into it: "
    "convert them to float.",
    "not-integers": "The class labels must be integers: convert them with `.astype(int)`, a tensor with `.long()`.",
    "unreadable-cell": "Nothing in a cell that Python can't read is defined: correct that line, and run the cell again.",
    "not-a-number": "One plain number is expected here.",
    "nan": "There are values that are not finite (nan or inf): look for a division by 0, log(0), a root, power or logarithm of "
    "a negative number, or an overflow.",
    "arguments-changed": "The function changed an array or a list that it was given. Work on a copy, or build a new one: "
    "`a = a - b` makes a new array, `a -= b` and `.append` change the caller's.",
    "visible-inputs-only": "The visible check passes, other inputs do not: is a value or a limit written in, or does the "
    "function use a variable of the notebook in place of its arguments?",
}
"""Slug of a mistake -> the sentence that a student reads."""

WITHOUT_NUMBERS: dict[str, str] = {
    "constant-factor": "Every entry is the same number of times what it should be: one constant factor is the whole mistake.",
    "step-factor": "The step is the same number of times what it should be everywhere: does another number stand in the place "
    "of the learning rate?",
    "learning-rate-inside": "Every entry is exactly the learning rate times what it should be: the gradient itself knows "
    "nothing of the learning rate.",
    "learning-rate-missing": "The step is one over the learning rate times too long: the learning rate is missing.",
    "learning-rate-twice": "The step is the learning rate times what it should be: it is applied twice.",
    "argument-ignored": "A size is that of none of the arguments of this call: is a variable of the notebook used in place of "
    "one of them, or a number written in?",
}
"""Slug of a mistake whose sentence has a number in it that a function could choose -> what is said in hidden tests."""


def mistake(slug: str, **values: object) -> tuple[str, str]:
    """A slug with its sentence, as the functions that explain return it.

    Args:
        slug: a key of `MISTAKES`.
        values: what the sentence leaves open, such as `n="5"`; without any, it is the sentence without numbers.
    """
    sentence = MISTAKES[slug]
    if not values:
        return slug, WITHOUT_NUMBERS.get(slug, sentence) if "{" in sentence else sentence
    return slug, sentence.format(**values)


# ------------------------------------------------------------------------------------------------------------- numerics
# Numbers compared: relative error, central differences, fingerprints, and what counts as equal.
#
# Sources: relative error and central differences as in the CS231n notes on gradient checks
# (https://cs231n.github.io/neural-networks-3/#gradcheck).


TOLERANCE = 1e-5
"""Largest relative error that counts as equal: far above rounding (1e-12, or 1e-6 in float32), far below any mistake."""
NEARLY_ZERO = 1e-8
"""Largest value that counts as 0 where exactly 0 is expected, as of a sigmoid whose argument is kept above −20."""


def relative_error(x: np.ndarray, y: np.ndarray) -> float:
    """Largest relative error, max |x − y| / max(1e-8, |x| + |y|), over all entries.

    Args:
        x, y: arrays of equal shape, or numbers.

    Returns:
        0 for equal values (and for empty arrays), 1 for opposite signs, inf where one of them is not finite.
    """
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if x.size == 0:
        return 0.0
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        return 0.0 if np.array_equal(x, y, equal_nan=True) else float("inf")
    return float(np.max(relative_errors(x, y)))


def relative_errors(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The relative error of each entry; as `relative_error`, for finite values."""
    return np.abs(x - y) / np.maximum(1e-8, np.abs(x) + np.abs(y))


def numerical_gradient(function: Callable[[np.ndarray], float], at: np.ndarray, h: float = 1e-4) -> np.ndarray:
    """Gradient of a scalar function by central differences, in float64.

    Args:
        function: takes an array shaped like `at`, returns a number.
        at: the point, any shape; it is not changed.
        h: half the distance between the two evaluations.

    Returns:
        The gradient, float64, shaped like `at`; its relative error is about 1e-9 for smooth functions.
    """
    point = np.array(at, dtype=np.float64)
    gradient = np.zeros_like(point)
    for index in np.ndindex(point.shape):
        middle = point[index]
        point[index] = middle + h
        above = float(function(point.copy()))
        point[index] = middle - h
        below = float(function(point.copy()))
        point[index] = middle
        gradient[index] = (above - below) / (2 * h)
    return gradient


def fingerprint(values: np.ndarray) -> float:
    """One number that tells arrays apart: the entries in row order, weighted by cos(1), cos(2), ...

    A check names a known mistake by the fingerprint of the numbers that the mistake leads to, so that the visible text
    of the check shows no solution.
    """
    flat = np.asarray(values, dtype=np.float64).ravel()
    return float(flat @ np.cos(np.arange(1, flat.size + 1)))


def close(x: np.ndarray, y: np.ndarray, tolerance: float) -> bool:
    """Whether arrays have the same shape, and x differs from the expected y by a relative error within the tolerance."""
    x, y = np.asarray(x), np.asarray(y)
    return x.shape == y.shape and relative_error(zeroed(x, y), y) <= tolerance


def zeroed(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The values x, with 0 for what is nearly 0 where y is exactly 0: no relative error would be small there."""
    return np.where((y == 0) & (np.abs(x) <= NEARLY_ZERO), 0, x)


# -------------------------------------------------------------------------------------------------------------- explain
# From wrong values, a wrong shape or an error to the one mistake that explains them.


FACTORS = re.compile(r"\((\d+)(?:x|, ?)(\d+)\)? and \(?(\d+)(?:x|, ?)(\d+)\)")
"""How torch and numpy's `dot` write the shapes of two factors that don't fit: (5x2 and 5x2), (5,2) and (5,2)."""

FAR = 10
"""Weights that lie as many steps away from the start have begun elsewhere."""


@dataclass
class Facts:
    """What a check knows about the values that it compares; every field widens what `explain` can name.

    Attributes:
        rows, outputs: number of rows of the batch and of outputs of the network.
        mean_over: what the asked quantity is a mean over: "nothing" (it is a sum), "rows" or "entries" (rows × outputs).
        learning_rate: the learning rate in play.
        start: the parameter before the update, where the compared value is one after it.
        others: name -> expected value, or shape, of the other results of the same call.
        known: slug -> fingerprint, or fingerprints, of the values to which that mistake leads.
        shapes: slug -> the wrong shapes to which that mistake leads.
        otherwise: slug of what is wrong where nothing else explains the values.
        named: whether a mistake may be told from the numbers; not where all of them would have shown on other inputs before.
    """

    rows: int | None = None
    outputs: int | None = None
    mean_over: str = "nothing"
    learning_rate: float | None = None
    start: np.ndarray | None = None
    others: Mapping[str, np.ndarray] = field(default_factory=dict)
    known: Mapping[str, float | Sequence[float]] = field(default_factory=dict)
    shapes: Mapping[str, Sequence[Sequence[int]]] = field(default_factory=dict)
    otherwise: str | None = None
    named: bool = True


def explain(
    got: np.ndarray, expected: np.ndarray, facts: Facts, tolerance: float = TOLERANCE
) -> tuple[str, str] | None:
    """The one mistake that explains wrong values of the right shape, from the numbers alone.

    Args:
        got, expected: float arrays of equal shape that differ.
        facts: what the check knows.
        tolerance: largest relative error that counts as equal.

    Returns:
        (slug, sentence), or None when no explanation fits or more than one does.
    """
    got, expected = np.asarray(got, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    if got.shape != expected.shape or got.size == 0 or not facts.named:
        return None
    found = _recognised(got, facts, tolerance)
    found = found or _scaled(got, expected, facts, tolerance)
    found = found or _rearranged(got, expected, tolerance)
    if not found and facts.start is not None and _far(got, expected, np.asarray(facts.start, float)):
        return mistake("start-ignored")
    if len(found) != 1:
        return None
    slug, sentence = next(iter(found.items()))
    if facts.start is not None:
        return slug, sentence.replace("Every entry is", "The step is")
    return slug, sentence if got.size > 1 else sentence.replace("Every entry", "The value")


def explain_whole(got: np.ndarray, facts: Facts) -> tuple[str, str] | None:
    """The one known mistake that leads to these whole numbers or booleans, whatever their type; None where none does."""
    found = _recognised(got.astype(np.float64), Facts(known=facts.known), TOLERANCE) if got.dtype.kind in "biu" else {}
    return next(iter(found.items())) if len(found) == 1 else None


def _recognised(got: np.ndarray, facts: Facts, tolerance: float) -> dict[str, str]:
    """Slug -> sentence of every mistake whose own values these are: no update, a fingerprint, another result."""
    found = {}
    if facts.start is not None and not np.any(got - np.asarray(facts.start, float)):
        found |= [mistake("not-updated")]
    mark, before = fingerprint(got), None if facts.start is None else fingerprint(np.asarray(facts.start, float))
    for slug, numbers in facts.known.items():
        # That there was no update at all is told exactly, above.
        if any(_is_near(mark, one) and not _is_near(before, one) for one in np.atleast_1d(numbers)):
            found |= [mistake(slug)]
    for name, other in facts.others.items():
        if not isinstance(other, tuple) and close(got, other, tolerance):
            found |= [mistake("swapped", what=name)]
    return found


def _is_near(mark: float | None, known: float) -> bool:
    """Whether there is a fingerprint, and it is a known one."""
    return mark is not None and abs(mark - known) <= 1e-5 * max(1e-3, abs(known))


def _far(got: np.ndarray, expected: np.ndarray, start: np.ndarray) -> bool:
    """Whether these values are much farther from the start than the update leads."""
    step, came = np.linalg.norm(expected - start), np.linalg.norm(got - start)
    return bool(np.isfinite(came) and came > FAR * step > 0)


def _scaled(got: np.ndarray, expected: np.ndarray, facts: Facts, tolerance: float) -> dict[str, str]:
    """Slug -> sentence of every mistake that multiplies the values (after an update: the step) by one number."""
    if facts.start is None:
        ratio = _ratio(got, expected, tolerance)
    else:
        start = np.asarray(facts.start, float)
        ratio = _ratio(got - start, expected - start, max(tolerance, 1e-9))
    if ratio is None:
        return {}
    found = {}
    if abs(ratio + 1) < 1e-4:
        found |= [mistake("sign" if facts.start is None else "ascent")]
    for factor, slug, what in factors(facts):
        if abs(ratio - factor) <= 1e-4 * abs(factor):
            number = facts.learning_rate if slug.startswith("learning-rate") else max(factor, 1 / factor)
            found |= [mistake(slug, n=f"{number:g}", what=what)]
    if not found and ratio != 0 and got.size > 1:
        found |= [mistake("constant-factor" if facts.start is None else "step-factor", n=f"{ratio:.6g}")]
    return found


def _rearranged(got: np.ndarray, expected: np.ndarray, tolerance: float) -> dict[str, str]:
    """Slug -> sentence where all the numbers are right and stand in other places."""
    if got.ndim != 2:
        return {}
    rows, columns = got.shape
    if columns > 1 and close(got[np.lexsort(got.T)], expected[np.lexsort(expected.T)], tolerance):
        return dict([mistake("row-order")])
    if rows == columns > 1 and close(got.T, expected, tolerance):
        return dict([mistake("transposed")])
    return {}


def factors(facts: Facts) -> list[tuple[float, str, str]]:
    """(ratio got/expected, slug, what there is that many of) of every scale mistake that these facts allow."""
    n, m = facts.rows or 1, facts.outputs or 1
    rows, outputs, both = f"{n} rows", f"{m} outputs", f"{n} rows × {m} outputs"
    found = [(2.0, "factor-two", ""), (0.5, "factor-half", "")]
    if facts.mean_over == "rows":
        found += [(n, "mean-missing", rows), (1 / n, "mean-twice", rows), (1 / m, "size-for-rows", outputs)]
    elif facts.mean_over == "entries":
        found = []  # a factor 2 or ½ comes from one of these means
        found += [(n * m, "mean-missing", both), (1 / (n * m), "mean-twice", both)]
        found += [(m, "mean-over-fewer", outputs), (n, "mean-over-fewer", rows)]
        found += [(1 / m, "mean-twice", outputs), (1 / n, "mean-twice", rows)]
    else:
        found += [(1 / n, "mean-for-sum", rows), (n, "rows-factor", rows), (1 / (n * m), "mean-for-sum", both)]
        if m != 2:  # with two outputs this is a half, and a missing factor 2 is the likelier reason
            found += [(1 / m, "mean-for-sum", outputs)]
    if facts.learning_rate is not None and facts.start is None:
        found.append((facts.learning_rate, "learning-rate-inside", ""))
    if facts.learning_rate is not None and facts.start is not None:
        rate = facts.learning_rate
        found += [(1 / rate, "learning-rate-missing", ""), (rate, "learning-rate-twice", "")]
    distinct = {(round(ratio, 9), slug): (ratio, slug, what) for ratio, slug, what in found if ratio != 1}
    return list(distinct.values())


def _ratio(got: np.ndarray, expected: np.ndarray, tolerance: float) -> float | None:
    """The one number r with got = r · expected, or None."""
    largest = np.argmax(np.abs(expected))
    if expected.flat[largest] == 0 or not np.isfinite(got).all():
        return None
    ratio = got.flat[largest] / expected.flat[largest]
    return float(ratio) if close(got, ratio * expected, tolerance) else None


def explain_shape(
    got: np.ndarray, expected: np.ndarray, facts: Facts, sizes: Mapping[int, str] = MappingProxyType({})
) -> tuple[str, str] | None:
    """The one mistake that explains a wrong shape; same results as `explain`.

    Args:
        got, expected, facts: as for `explain`.
        sizes: as for `explain_error`.
    """
    slugs = [slug for slug, shapes in facts.shapes.items() if list(got.shape) in [list(shape) for shape in shapes]]
    if len(slugs) == 1:
        return mistake(slugs[0])
    for name, other in facts.others.items():
        if isinstance(other, tuple) and got.shape == other:
            return "swapped", f"This is the shape of {name}: have two results changed places?"
        if got.dtype.kind in "fiu" and close(got, other, TOLERANCE):
            return mistake("swapped", what=name)
    slug = _shape_slug(got, expected, facts.rows, sizes)
    if slug == "summed-too-far" and facts.start is not None:
        slug = "one-number"
    if slug == "transposed" and not (got.dtype.kind in "fiu" and close(got.T, expected, TOLERANCE)):
        return slug, "This is the shape of the transpose: have two axes changed places?"
    if slug == "argument-ignored":
        return slug, (
            "The number of rows is not that of the arguments: is a variable of the notebook used in place of one of them, or "
            "a number written in?"
        )
    return mistake(slug) if slug else None


def _shape_slug(got: np.ndarray, expected: np.ndarray, rows: int | None, sizes: Mapping[int, str]) -> str | None:
    """The first mistake in this list that leads from the expected shape to the one that came."""
    matrices = got.ndim == expected.ndim == 2
    column = matrices and rows and expected.shape == (rows, 1)
    per_row = got.ndim > 0 and rows and got.shape[0] == rows
    one_each = got.shape[1:] == expected.shape or (got.ndim > 0 and (1, *got.shape[1:]) == (expected.shape or (1, 1)))
    other_rows = matrices and rows and got.shape[1] == expected.shape[1] and rows == expected.shape[0]
    reasons = {
        "transposed": got.ndim == 2 and got.shape == expected.shape[::-1],
        "broadcast-outer": column and got.shape == (rows, rows),
        "argument-ignored": other_rows and got.shape[0] not in sizes,
        "summed-too-far": got.ndim == 0 and expected.size > 1,
        "wrong-axis": per_row and got.ndim == expected.ndim == 1 and rows != expected.shape[0],
        "not-summed-over-rows": per_row and rows not in expected.shape and one_each,
        "dimension-lost": got.ndim < expected.ndim and got.size == expected.size,
        "dimension-gained": got.ndim > expected.ndim and got.size == expected.size,
    }
    return next((slug for slug, fits in reasons.items() if fits), None)


def explain_sizes(numbers: Iterable[int], sizes: Mapping[int, str]) -> tuple[str, str] | None:
    """The mistake behind a size that is in no argument of the call, nor a product of two that are.

    Args:
        numbers: the sizes that came.
        sizes: as of `explain_error`.
    """
    products = {a * b for a in sizes for b in sizes if a != b or sizes[a] == "rows"}
    strangers = sorted(set(numbers) - set(sizes) - products - {0, 1}) if sizes else []
    return mistake("argument-ignored", n=strangers[0]) if strangers else None


def readable(error: BaseException) -> str:
    """The text of an error in words; those of a matrix product speak of operands and signatures, or of mat1 and mat2."""
    found = re.search(r"matmul: .* core dimension 0.*\(size (\d+) is different from (\d+)\)", str(error))
    if found:
        return f"in a matrix product the left factor has {found[2]} columns, and the right one {found[1]} rows"
    found = FACTORS.search(str(error))
    if found:
        a, b, c, d = found.groups()
        return (
            f"in a matrix product the left factor has shape ({a}, {b}) and the right one ({c}, {d}): {b} and {c} differ"
        )
    return str(error)


def explain_error(error: BaseException, sizes: Mapping[int, str]) -> tuple[str, str] | None:
    """The mistake behind an error about shapes that the student's function raised.

    Args:
        error: what was raised.
        sizes: every size in the arguments of the call -> what it counts, for example {5: "rows", 3: "inputs"}.
    """
    text = str(error)
    if isinstance(error, RuntimeError) and re.search(r"same dtype|expected scalar type|Found dtype", text):
        return mistake("dtype-mixed")
    if isinstance(error, TypeError) and re.search(r"only (length-1|0-dimensional|integer scalar|one element)", text):
        return mistake("scalar-function")
    if isinstance(error, TypeError) and "NoneType" in text:
        return mistake("none-inside")
    if "does not have enough dimensions" in text or "0D tensor" in text:
        return mistake("no-matrix")
    if "truth value of an array" in text:
        return mistake("array-in-if")
    product = re.search(r"matmul|not aligned|mat1 and mat2|size mismatch|inner dim", text)
    elementwise = re.search(r"broadcast|must match the size of tensor", text)
    if not isinstance(error, (ValueError, RuntimeError)) or not (product or elementwise):
        return None
    return _explain_sizes_that_meet(text, "matmul-shapes" if product else "elementwise-shapes", sizes)


def _explain_sizes_that_meet(text: str, slug: str, sizes: Mapping[int, str]) -> tuple[str, str]:
    """The mistake behind two shapes that don't go together, from the error's text; `slug` where nothing else is known."""
    shapes = re.sub(r"dimensions? \d+|operand \d+|\(dim \d+\)|dim \d+|mat\d|0-dim|\d-d\b", "", text)
    numbers = {int(number) for number in re.findall(r"\d+", shapes)} - {0, 1}
    stranger = explain_sizes(numbers, sizes)
    if stranger:
        return stranger
    rows = [number for number, what in sizes.items() if what == "rows" and number > 1]
    if any(re.search(rf"\b{n}x{n}\b|\({n}, ?{n}\)", text) for n in rows):
        return "broadcast-outer", (
            "One of them is rows × rows: do shapes (N, 1) and (N,) meet, which combine to that (keep the column shape (N, 1)), "
            "or does a product like `a @ b.T` make it?"
        )
    slug, sentence = mistake(slug)
    product = FACTORS.search(text)
    inner = {int(number) for number in product.groups()[1:3]} if product else numbers
    counts = " and ".join(f"{number} ({sizes[number]})" for number in sorted(inner) if number in sizes)
    counts = counts if " and " in counts else ""
    return slug, (f"Here {counts} meet. " if counts else "") + sentence


# ------------------------------------------------------------------------------------------------------------- failures
# How a check fails: the two exceptions, and how their messages are laid out.


class CheckFailed(AssertionError):
    """A check that did not pass.

    Its text as a string ends with the slug in brackets, for programs that read an executed notebook; nobody is shown that line.

    Attributes:
        slug: the mistake that explains the failure, a key of `MISTAKES`, or None.
        text: the message.
        fingerprint: of the values that came, for contributors who name a further mistake; or None.
    """

    def __init__(self, message: str, slug: str | None = None, fingerprint: float | None = None):
        self.slug = slug
        self.text = message
        self.fingerprint = fingerprint
        super().__init__(f"{message}\n[mistake: {slug}]" if slug else message)

    def with_line(self, line: str) -> CheckFailed:
        """The same with one line more in its message; itself where there is none."""
        return type(self)(f"{self.text}\n  {line}", self.slug, self.fingerprint) if line else self

    def _render_traceback_(self) -> list[str]:
        """What IPython shows instead of a traceback: only the message concerns the student."""
        return self.text.splitlines()


class NotAttempted(CheckFailed):
    """The stub still stands: not wrong, only not done."""


def array_text(values: np.ndarray) -> str:
    """An array on few lines, four significant digits."""
    return np.array2string(
        np.asarray(values), precision=4, threshold=24, edgeitems=2, separator=", ", suppress_small=False
    )


def wrapped(text: str, first: str) -> list[str]:
    """A paragraph as lines that fit a cell; `first` stands before the first one."""
    return textwrap.wrap(text, 96, initial_indent=first, subsequent_indent="  ", break_long_words=False)


def labelled(label: str, text: str) -> str:
    """A label with a text behind it; further lines of the text are indented as far as its first."""
    return f"  {label:<10}" + text.replace("\n", "\n" + " " * 12)


# ---------------------------------------------------------------------------------------------------------------- judge
# What every part of a check shares: its title, whether its hidden tests have begun, and the way it fails.


NUMBERS = re.compile(r"\([-\d.e+, ]*\d[-\d.e+, ]*\)|(?<![\w.])[-+]?\d[\w.+-]*(?<![.+-])")
"""A number in a message, or a shape; no digit in a name."""


class Judge:
    """A check that can fail with a message to act on.

    Attributes:
        sizes: every size in the data of this check -> what it counts; makes errors about shapes readable.
        errors: part of an error's message -> slug of the mistake behind it, where this check knows one.
        hidden: True once the hidden tests have begun; messages then say what is wrong without showing values.
    """

    def __init__(self, title: str, points: float):
        self.title = title
        self.points = points
        self.sizes: dict[int, str] = {}
        self.errors: dict[str, str] = {}
        self.hidden = False

    def fail(
        self,
        message: str,
        explanation: tuple[str, str] | None = None,
        came: np.ndarray | None = None,
        then: str = "",
    ) -> None:
        """Raise `CheckFailed` for this check.

        Args:
            message: what was checked, what was expected, what came; in hidden tests without its numbers, for a function
                could choose them so that they spell out what it was given.
            explanation: (slug, sentence) of the one mistake that explains it.
            came: the values, for their fingerprint.
            then: the rest of the message, whose numbers no function of the student's can choose: they are always shown.
        """
        if self.hidden:
            message = "On other inputs than those above: " + NUMBERS.sub("…", message)
            explanation = explanation or mistake("visible-inputs-only")
        slug, sentence = explanation or (None, "")
        if self.hidden:
            sentence = WITHOUT_NUMBERS.get(slug, sentence)
        headline, *details = f"✗ {self.title}: {message}{then}".split("\n")
        lines = [*wrapped(headline, ""), *details, *wrapped(sentence, "  ")]
        raise CheckFailed("\n".join(lines), slug, None if came is None else fingerprint(came))

    def that(self, condition: bool, message: str, slug: str | None = None) -> None:
        """Fail with the message, and the mistake of that slug, unless the condition holds."""
        if not bool(condition):
            self.fail(message, mistake(slug) if slug else None)


# --------------------------------------------------------------------------------------------------------------- values
# A student's values: as plain arrays, as copies, and whether they stayed as they were.


def plain(value: object) -> object:
    """A torch tensor as a numpy array; everything else as it is, tensors that numpy has no array for among it."""
    if type(value).__module__.split(".")[0] == "torch" and hasattr(value, "detach"):
        with contextlib.suppress(TypeError, RuntimeError):  # sparse, quantised, without data, of a type of torch's own
            return value.detach().cpu().numpy()
    return value


def shape(value: object) -> tuple[int, ...]:
    """The shape of an array, a tensor, or lists of numbers; of anything else its length alone, or ()."""
    try:
        return tuple(np.shape(plain(value)))
    except (TypeError, ValueError, RuntimeError):
        return (len(value),) if isinstance(value, (list, tuple)) else ()


def kind_of(value: object) -> str:
    """What a value is called in a message: its type, and of a tensor that is no plain one what is special about it."""
    name = type(value).__name__
    if type(value).__module__.split(".")[0] == "torch" and isinstance(plain(value), type(value)):
        for feature in ("dtype", "layout", "device"):
            found = str(getattr(value, feature, "")).removeprefix("torch.")
            if found not in ("", "float32", "float64", "strided", "cpu"):
                return f"{name} ({feature} {found})"
    return name


def copied(value: object) -> object:
    """A copy of arrays, tensors, and lists, tuples and dicts of them; anything else, such as a model, as it is."""
    if type(value) in (list, tuple):
        return type(value)(copied(item) for item in value)
    if type(value) is dict:
        return {key: copied(item) for key, item in value.items()}
    if not isinstance(plain(value), np.ndarray):
        return value
    return copy.deepcopy(value) if isinstance(value, np.ndarray) else value.detach().clone()


def is_unchanged(before: object, after: object) -> bool:
    """Whether a copied argument still equals the original (arrays, numbers, lists and tuples of them)."""
    if isinstance(before, (list, tuple)):
        return len(before) == len(after) and all(is_unchanged(b, a) for b, a in zip(before, after, strict=True))
    before, after = plain(before), plain(after)
    if isinstance(before, np.ndarray):
        return (
            isinstance(after, np.ndarray)
            and before.dtype == after.dtype
            and np.array_equal(before, after, equal_nan=before.dtype.kind in "fc")
        )
    return not isinstance(before, (int, float, str)) or before == after


# ---------------------------------------------------------------------------------------------------------------- calls
# Calls of the student's functions: with copies of the arguments, and errors that name the student's own line.


class Calls(Judge):
    """The part of a check that calls the student's functions."""

    def call(
        self,
        function: Callable,
        *arguments: object,
        returns: Sequence[str] = (),
        unchanged: bool = True,
        returns_nothing: bool = False,
        notebook_sizes: Sequence[object] = (),
    ) -> object:
        """Call a student's function with copies of the arguments.

        Args:
            function: the student's function, method or class.
            arguments: arrays, numbers, or lists of them; or models, which are not copied.
            returns: names of the results, where there is more than one: a tuple or list of that length must come back.
            unchanged: whether to fail when the function changed one of its arguments.
            returns_nothing: whether the contract asks for no result; then whatever comes back is fine.
            notebook_sizes: other arguments, of the sizes of the notebook's own data: a function that fails on `arguments`
                and not on these uses the notebook's variables in place of its arguments.

        Returns:
            What the function returned; a list of the results where `returns` names them.

        Raises:
            NotAttempted: the function, or one that it calls, still raises NotImplementedError.
            CheckFailed: it raised something else, returned None or another number of results, or changed an argument.
        """
        given = copied(arguments)
        name = _name(function)
        if not callable(function):
            self.fail(f"`{name}` must be a function.")
        try:
            result = function(*given)
        except NotImplementedError as error:
            raise NotAttempted(self._blank(name, error)) from None
        except (Exception, SystemExit) as error:
            what, explanation, where = self._error(function, name, error, notebook_sizes)
            self.fail(what, explanation, then=where)
        if unchanged:
            self._require_unchanged(name, arguments, given)
        return result if returns_nothing else self._results(name, result, returns)

    def _blank(self, name: str, error: NotImplementedError) -> str:
        """What is said of a function that still has a blank, or calls one that has."""
        line, inner = _line_of(error), _function_of(error)
        if inner and inner not in (name, "__init__"):
            return f"○ {self.title}: not attempted. `{name}` calls `{inner}`, which still has a blank."
        if _answered_above(error):
            return f"○ {self.title}: not attempted. `{name}` still has the line `raise NotImplementedError`: delete it."
        where = f" (it stops at `{line}`)" if line and "NotImplementedError" not in line else ""
        return f"○ {self.title}: not attempted. `{name}` still has a blank{where}."

    def _error(
        self, function: Callable, name: str, error: BaseException, notebook_sizes: Sequence[object]
    ) -> tuple[str, tuple[str, str] | None, str]:
        """What is said of a function that raised an error, the mistake that explains it, and the student's line."""
        line, inner = _line_of(error, outermost=True), _line_of(error)
        where = f"\n  in your line: {line}" if line else ""
        where += f"\n  which stops in: {inner}" if inner and inner != line else ""
        # The text of an error could show the inputs of hidden tests.
        text = "" if self.hidden else f": {readable(error)}"
        what = f"`{name}` raised {type(error).__name__}{text}"
        slugs = [slug for part, slug in self.errors.items() if part in str(error)]
        explanation = mistake(slugs[0]) if slugs else explain_error(error, self.sizes)
        if explanation and explanation[0] in ("matmul-shapes", "elementwise-shapes") and inner != line:
            explanation = mistake("call-arguments")
        if explanation and explanation[0] in ("matmul-shapes", "call-arguments") and _works(function, notebook_sizes):
            explanation = (
                "argument-ignored",
                "It runs with the sizes of the notebook's own data: is a variable of the notebook used in place of an "
                "argument, or do shapes fit there only because a size is 1?",
            )
        return what, explanation, where

    def _require_unchanged(self, name: str, arguments: Sequence[object], given: Sequence[object]) -> None:
        for number, (before, after) in enumerate(zip(arguments, given, strict=True), start=1):
            if not is_unchanged(before, after):
                what = f"`{name}` changed its argument number "
                self.fail(what, mistake("arguments-changed"), then=f"{number}.")

    def _results(self, name: str, result: object, returns: Sequence[str]) -> object:
        """The result, or a list of as many results as `returns` has names."""
        if result is None:
            self.that(False, f"`{name}` gave nothing back.", "returns-nothing")
        if not returns:
            return result
        if not isinstance(result, (list, tuple)) or len(result) != len(returns):
            several = isinstance(result, (list, tuple))
            came = f"one {type(result).__name__}"
            if several:
                came = "another number of results" if self.hidden else f"{len(result)} results"
            message = f"`{name}` must return ({', '.join(returns)}); it returned {came}."
            self.that(False, message, "wrong-number-of-results")
        return list(result)

    def follow(self, pieces: Callable, *arguments: object, count: int = 1) -> list:
        """Call the student's own earlier functions, so that a mistake there costs no points here.

        Args:
            pieces: combines the student's functions; called with copies of the arguments.
            arguments: for it.
            count: how many results it returns.

        Returns:
            The results; `[None] * count` when they can't be had.
        """
        nothing = [None] * count
        try:
            results = pieces(*copied(arguments))
            results = [results] if count == 1 else list(results)
            return results if len(results) == count else nothing
        except (Exception, SystemExit):
            return nothing


def _name(function: object) -> str:
    return getattr(function, "__name__", None) or type(function).__name__


def _works(function: Callable, arguments: Sequence[object]) -> bool:
    """Whether there are arguments, and the function takes them without an error."""
    try:
        return bool(arguments) and function(*copied(tuple(arguments))) is not None
    except (Exception, SystemExit):
        return False


def _line_of(error: BaseException, outermost: bool = False) -> str | None:
    """The innermost or outermost line of the student's own code that the error passed through."""
    known = getattr(error, "student_call" if outermost else "student_line", None)
    if known:
        return known
    frames = (frame for frame, _ in traceback.walk_tb(error.__traceback__))
    passed = zip(frames, traceback.extract_tb(error.__traceback__), strict=False)
    own = [line for frame, line in passed if not _is_ours(frame) and "site-packages" not in line.filename and line.line]
    own = [line for line in own if not line.filename.startswith(sys.base_prefix)]
    return own[0 if outermost else -1].line if own else None


def _function_of(error: BaseException) -> str | None:
    """The name of the student's function that raised an error; None where it is not known."""
    if getattr(error, "student_function", None):
        return error.student_function
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__) if not _is_ours(frame)]
    return frames[-1].f_code.co_name if frames else None


def _answered_above(error: BaseException) -> bool:
    """Whether the stub's line is the last one of a function that has code of its own before."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__) if not _is_ours(frame)]
    with contextlib.suppress(OSError, TypeError, SyntaxError, IndexError):
        function = ast.parse(textwrap.dedent(inspect.getsource(frames[-1].f_code))).body[0]
        code = [one for one in function.body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]
        return len(code) > 1 and isinstance(code[-1], ast.Raise)
    return False


def _is_ours(frame: FrameType) -> bool:
    """Whether a frame runs code of these checks: of their package, or of the one file that is made from it."""
    ours = __name__.partition(".")[0]
    return str(frame.f_globals.get("__name__")).partition(".")[0] == ours


# --------------------------------------------------------------------------------------------------------------- follow
# What follows from an earlier mistake: which functions are known to be wrong, and who calls them.


_wrong: dict[str, set[str]] = {}


def remember(function: str, title: str, right: bool) -> None:
    """Keep whether a function passes the visible check of this title."""
    titles = _wrong.setdefault(function, set())
    titles.discard(title) if right else titles.add(title)


def mend_first(function: Callable, name: str, title: str) -> str:
    """A sentence for a function that fails, where one that it calls, or another check of its own, has failed already.

    Args:
        function: the student's.
        name: of it.
        title: of the check in which it fails.
    """
    own = sorted(_wrong.get(name, set()) - {title})
    if own:
        return f"`{name}` fails another check as well ({own[0]}): mend that first."
    code = getattr(function, "__code__", None)
    for called in _names(code) if isinstance(code, CodeType) else ():
        titles = sorted(_wrong.get(called, set()))
        if titles and called != name:
            return f"`{name}` calls `{called}`, which fails its own check ({titles[0]}): mend that first."
    return ""


def _names(code: CodeType) -> Iterator[str]:
    """Global names and attributes that a function uses, and those of the functions inside of it."""
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names(inner)


# -------------------------------------------------------------------------------------------------------------- compare
# Comparisons that explain themselves: the kind of a value first, then its shape, then its numbers.


LARGEST = 10**300
"""Whole numbers beyond this have no float."""


class Comparisons(Judge):
    """The part of a check that compares numbers, arrays and histories with what is expected."""

    def array(
        self,
        name: str,
        got: object,
        expected: np.ndarray,
        *,
        own: object = None,
        dtype: str | None = None,
        tolerance: float = TOLERANCE,
        **facts: object,
    ) -> None:
        """Compare an array with the expected one: kind, then shape, then values.

        Args:
            name: what the array is called in the text.
            got: what came.
            expected: what the contract asks for.
            own: what the student's own earlier functions lead to; equally right. Ignored where it is None, not finite
                or, for an update, no step at all.
            dtype: the dtype that the contract demands, where it demands one.
            tolerance: largest relative error.
            facts: fields of `Facts`.
        """
        known = Facts(**facts)
        expected = np.asarray(plain(expected), dtype=np.float64)
        if isinstance(got, np.matrix):
            self.that(False, f"{name} is not a plain array.", "np-matrix")
        got = plain(got)
        if not isinstance(got, (np.ndarray, np.generic, int, float)):
            self.that(False, f"{name} is a {kind_of(got)}.", "not-an-array")
        got = np.asarray(got)
        self._shape(name, got, expected, known)
        if dtype is not None and got.dtype != np.dtype(dtype):
            kinds = {"b": "boolean-values", "i": "integer-values", "u": "integer-values"}
            slug = kinds.get(got.dtype.kind, "wrong-dtype")
            self.that(False, f"{name} has dtype {got.dtype}, expected {dtype}.", slug)
        self._compare(name, got, expected, own, tolerance, known)

    def number(
        self,
        name: str,
        got: object,
        expected: float,
        *,
        own: object = None,
        tolerance: float = TOLERANCE,
        **facts: object,
    ) -> None:
        """Compare one number (Python, numpy, or an array of no dimensions) with the expected one; as `array`."""
        value = plain(got)
        is_array = isinstance(value, (np.ndarray, np.generic))
        is_number = value.dtype.kind in "fiu" if is_array else isinstance(value, (int, float))
        if (is_array and value.shape) or isinstance(value, bool) or not is_number:
            what = f"an array of shape {value.shape}" if is_array and value.shape else f"a {kind_of(got)}"
            several = is_array and value.shape and not isinstance(got, np.matrix) and value.dtype.kind in "fiu"
            explanation = (
                explain_shape(value, np.asarray(float(expected)), Facts(**facts))
                if several and value.size > 1
                else None
            )
            self.fail(f"{name} is {what}.", explanation or mistake("not-a-number"))
        if isinstance(value, int) and abs(value) > LARGEST:
            self.that(False, f"{name} is a whole number that is too large.", "not-a-number")
        value, expected = np.asarray(value, dtype=float), np.asarray(float(expected))
        self._compare(name, value, expected, own, tolerance, Facts(**facts))

    def is_near(self, got: object, expected: object, tolerance: float = TOLERANCE) -> bool:
        """Whether what came is what is expected: then nobody needs to work out where the student's own functions lead.

        Args:
            got: what came.
            expected: what the contract asks for: a number, an array, or a list or tuple of them.
            tolerance: largest relative error.
        """
        if isinstance(got, (list, tuple)):
            alike = isinstance(expected, (list, tuple)) and len(got) == len(expected)
            pairs = zip(got, expected, strict=True) if alike else ()
            return alike and all(self.is_near(one, right, tolerance) for one, right in pairs)
        if isinstance(got, np.matrix):
            return False
        with contextlib.suppress(TypeError, ValueError):  # no numbers, or several where one is
            value, right = plain(got), np.asarray(plain(expected), dtype=float)
            if isinstance(value, (np.ndarray, np.generic, float)):
                value = np.asarray(value)
                return value.dtype.kind == "f" and bool(close(value, right, tolerance))
        return False

    def history(
        self,
        name: str,
        got: object,
        expected: Sequence[float],
        *,
        own: object = None,
        from_start: bool = False,
        tolerance: float = TOLERANCE,
        **facts: object,
    ) -> None:
        """Compare a list (or array) of losses, one for every epoch, taken before that epoch's update; as `array`.

        Args:
            from_start: whether there is one for the start, and one more after every update.
        """
        is_list = isinstance(plain(got), (list, tuple, np.ndarray))
        came = _numbers(plain(got)) if is_list else None
        if came is None:
            is_list = is_list and getattr(plain(got), "ndim", 1) == 1
            slug = "not-a-list" if not is_list else "not-summed-over-rows" if _each_row(got, facts) else "not-numbers"
            self.that(False, f"{name} is not a list of numbers.", slug)
        wanted = np.asarray(expected, dtype=float)
        if came.shape != wanted.shape:
            entries = "another number of" if self.hidden else came.size
            slug = "entries-count" if from_start else "history-length"
            self.fail(f"{name} has {entries} entries", mistake(slug), then=f", expected {wanted.size}.")
        right = [wanted] if own is None else [wanted, np.asarray(own, dtype=float)]
        named = facts.get("named", True)  # as in `Facts`
        shifted = named and came.size > 1 and any(close(came[:-1], losses[1:], tolerance) for losses in right)
        same = any(close(came, losses, tolerance) for losses in right)
        if shifted and not same:
            self.that(False, f"{name} begins with the loss after the first update.", "history-after-update")
        constant = came.size > 1 and np.isfinite(came).all() and close(came, np.full_like(came, came[0]), 1e-12)
        if named and constant and not same and any(close(came[:1], losses[:1], tolerance) for losses in right):
            self.that(False, f"{name} repeats one value.", "history-constant")
        self._compare(name, came, wanted, own, tolerance, Facts(**facts))

    def _shape(self, name: str, got: np.ndarray, expected: np.ndarray, facts: Facts) -> None:
        if got.shape != expected.shape:
            came = "another shape" if self.hidden else f"shape {got.shape}"
            explanation = explain_shape(got, expected, facts, self.sizes) or explain_sizes(got.shape, self.sizes)
            self.fail(f"{name} has {came}", explanation, then=f", expected {expected.shape}.")

    def _both(self, got: np.ndarray, expected: np.ndarray) -> str:
        """Lines that show what was expected and what came; none in hidden tests."""
        if self.hidden:
            return ""
        return "\n" + labelled("expected", array_text(expected)) + "\n" + labelled("got", array_text(got))

    def _compare(
        self, name: str, got: np.ndarray, expected: np.ndarray, own: object, tolerance: float, facts: Facts
    ) -> None:
        """Fail unless the numbers are those expected, or those to which the student's own functions lead."""
        self._shape(name, got, expected, facts)
        self._kind(name, got, expected, facts)
        if not np.isfinite(got).all() and np.isfinite(expected).all():
            if _same_and_not_finite(got, own):
                return  # an earlier function of the student's makes it so, and has cost its points
            self.that(False, f"{name} holds values that are not finite." + self._both(got, expected), "nan")
        if close(got, expected, tolerance):
            return
        target = expected
        if own is not None and _usable(own, expected, facts, tolerance):
            target = np.asarray(plain(own), dtype=np.float64)
            if close(got, target, tolerance):
                return
        explanation = explain(got, expected, facts, tolerance) or explain(got, target, facts, tolerance)
        if explanation is None and facts.otherwise and not self.hidden:
            explanation = mistake(facts.otherwise)
        error = relative_errors(zeroed(got, target), target)
        amount = f" in {int(np.sum(error > tolerance))} of {got.size} entries" if got.size > 1 else ""
        amount = "" if self.hidden else f"{amount} (largest relative error {error.max():.1e})"
        self.fail(f"{name} is wrong{amount}." + self._both(got, target), explanation, got)

    def _kind(self, name: str, got: np.ndarray, expected: np.ndarray, facts: Facts) -> None:
        """Fail where an array holds no numbers, or whole ones in place of fractions."""
        whole = explain_whole(got, facts)
        if whole:
            self.fail(f"{name} has dtype {got.dtype}." + self._both(got, expected), whole)
        if got.dtype.kind == "b":
            self.that(False, f"{name} has dtype {got.dtype}.", "boolean-values")
        if got.dtype.kind in "iu" and not np.array_equal(expected, np.round(expected)):
            self.that(False, f"{name} has dtype {got.dtype}.", "integer-values")
        if got.dtype.kind not in "fiu":
            # The whole name of a type of texts has their length in it.
            kind = got.dtype.type.__name__ if self.hidden else got.dtype
            self.that(False, f"{name} holds values of type {kind}, not numbers.", "not-an-array")


def _each_row(values: Sequence[object], facts: dict[str, object]) -> bool:
    """Whether every entry of a list has one number for each row."""
    entries, rows = [plain(value) for value in values], facts.get("rows")
    return bool(entries and rows) and all(
        isinstance(entry, np.ndarray) and entry.shape in ((rows,), (rows, 1)) for entry in entries
    )


def _numbers(values: Sequence[object]) -> np.ndarray | None:
    """A list of numbers, or of arrays of one number each, as an array; None where it is none."""
    with contextlib.suppress(TypeError, ValueError, OverflowError):
        found = [np.asarray(plain(value)) for value in values]
        if all(value.size == 1 and value.dtype.kind in "fiu" for value in found):
            return np.array([value.item() for value in found], dtype=float)
    return None


def _usable(own: object, expected: np.ndarray, facts: Facts, tolerance: float) -> bool:
    """Whether the values to which the student's own functions lead can take the place of the expected ones."""
    own = np.asarray(plain(own), dtype=np.float64)
    if own.shape != expected.shape or not np.isfinite(own).all():
        return False
    return facts.start is None or relative_error(own, facts.start) > tolerance


def _same_and_not_finite(got: np.ndarray, own: object) -> bool:
    """Whether the student's own functions lead to just this, nan and inf included; False where nothing is finite."""
    if own is None or not np.isfinite(got).any():
        return False
    own = np.asarray(plain(own), dtype=np.float64)
    return got.shape == own.shape and np.array_equal(got, own, equal_nan=True)


# ---------------------------------------------------------------------------------------------------------------- kinds
# Values with rules of their own: start weights, torch tensors, class labels.


class Kinds(Comparisons):
    """The part of a check that knows what weights, tensors and labels must be like."""

    def weights(self, name: str, got: object, shape: tuple[int, ...], *, units: int = 1) -> None:
        """Check randomly drawn start weights: shape, float, finite, not all alike, no two units alike, not typed in.

        Args:
            name: what the array is called in the text.
            got: what came.
            shape: the shape that the contract asks for.
            units: the axis along which the units of the layer stand: 1 where they are columns, 0 where they are rows.
        """
        got = plain(got)
        if isinstance(got, np.matrix) or not isinstance(got, np.ndarray):
            slug = "np-matrix" if hasattr(got, "A1") else "not-an-array"
            self.that(False, f"{name} is a {kind_of(got)}.", slug)
        self._shape(name, got, np.zeros(shape), Facts())
        if got.dtype.kind != "f":
            slug = "integer-values" if got.dtype.kind in "iu" else "wrong-dtype"
            self.that(False, f"{name} has dtype {got.dtype}.", slug)
        self.that(np.isfinite(got).all(), f"{name} holds values that are not finite.", "nan")
        self.that(got.size == 1 or np.ptp(got) > 0, f"{name} holds one value everywhere.", "all-alike")
        different = np.unique(got, axis=units).shape[units]
        lines = "columns" if units else "rows"
        amount = f"{lines} that are alike" if self.hidden else f"{different} different {lines} of {got.shape[units]}"
        self.that(different == got.shape[units], f"{name} has {amount}.", "units-alike")
        typed_in = np.array_equal(got, np.round(got, 2))
        self.that(not typed_in, f"{name} has no more than two decimals.", "not-random")

    def whole(self, name: str, got: object, *, least: int | None = None, most: int = 10**9) -> None:
        """Fail unless a number of rows, units or epochs is a whole number, and none that no machine could count.

        Args:
            name: what it is called in the text.
            got: what came.
            least, most: the range in which it must lie.
        """
        is_whole = isinstance(got, (int, np.integer)) and not isinstance(got, bool)
        if not is_whole:
            came = f": {got}" if isinstance(got, float) and not self.hidden else ""
            self.that(False, f"{name} is a {kind_of(got)}{came}.", "not-whole")
        self.that(abs(int(got)) < 10**9, f"{name} is far too large.", "out-of-range")
        within = (least is None or got >= least) and got <= most
        self.that(within, f"{name} is {got}.", "out-of-range")

    def units(self, name: str, got: object, number: int, because: str) -> None:
        """Fail unless a layer has as many units as the data ask for.

        Args:
            name: what the number is called in the text.
            got: what came.
            number: of units.
            because: why there are so many, as in "a point has 2 coordinates".
        """
        self.whole(name, got)
        self.that(got == number, f"{name} is {got}, but {because}.", "layer-sizes")

    def positive(self, name: str, got: object, most: float) -> None:
        """Fail unless a learning rate, say, is one plain number above 0, and at most another one."""
        number = isinstance(got, (int, float, np.integer, np.floating)) and not isinstance(got, bool)
        self.that(number, f"{name} is a {kind_of(got)}.", "not-a-number")
        self.that(0 < got <= most, f"{name} is {got}.", "out-of-range")

    def tensor(self, name: str, got: object, like: object = None) -> None:
        """Fail unless `got` is a torch tensor, of the dtype of the tensor `like` where there is one."""
        if not isinstance(plain(got), np.ndarray) or isinstance(got, (np.ndarray, np.generic)):
            self.that(False, f"{name} is a {kind_of(got)}.", "not-a-tensor")
        if like is not None and got.dtype != like.dtype:
            self.that(False, f"{name} has dtype {got.dtype}, the arguments have {like.dtype}.", "dtype-changed")

    def labels(
        self, name: str, got: object, expected: np.ndarray, *, own: object = None, wrong: str | None = None
    ) -> None:
        """Compare class labels: an integer array, every entry equal to the expected one (or to the student's own).

        Args:
            name: what the array is called in the text.
            got: what came.
            expected: what the contract asks for.
            own: what the student's own earlier functions lead to; equally right.
            wrong: slug of the mistake behind any wrong label, where there can be but one.
        """
        got, expected = plain(got), np.asarray(expected)
        if isinstance(got, np.matrix) or not isinstance(got, np.ndarray):
            self.that(False, f"{name} is a {kind_of(got)}.", "not-an-array")
        if got.dtype.kind not in "iu":
            self.that(False, f"{name} has dtype {got.dtype}.", "not-integers")
        if own is not None and np.array_equal(got, own):
            return
        self._shape(name, got, expected, Facts(rows=expected.shape[0]))
        if not np.array_equal(got, expected):
            slug = wrong or _labels_slug(got, [expected] if own is None else [expected, np.asarray(plain(own))])
            many = int(np.sum(got != expected))
            amount = "wrong labels" if self.hidden else f"{many} wrong labels of {expected.size}"
            self.fail(f"{name} has {amount}." + self._both(got, expected), mistake(slug) if slug else None)


def _labels_slug(got: np.ndarray, right: list[np.ndarray]) -> str | None:
    """The mistake behind wrong class labels, from the labels alone."""
    if any(np.array_equal(got, 1 - labels) for labels in right):
        return "labels-exchanged"
    return "one-class-only" if np.ptp(got) == 0 and got.size > 1 else None


# ---------------------------------------------------------------------------------------------------------------- paths
# The path of a training: lists of parameters, one for the start and one after every update.


def is_path(value: object) -> bool:
    """Whether a value is a list of lists: the parameters at each moment."""
    return isinstance(value, list) and bool(value) and all(isinstance(entry, (list, tuple)) for entry in value)


def leaves(name: str, value: object, parts: Sequence[str]) -> dict[str, object]:
    """The arrays and numbers of a path, each by a name such as "W in trajectories[1]"; any other value by its own name.

    Args:
        name: of the value.
        value: whatever.
        parts: names of the parameters in each entry of a path.
    """
    if not is_path(value):
        return {name: value}
    return {
        f"{part} in {name}[{moment}]": one
        for moment, entry in enumerate(value)
        for part, one in zip(parts, entry, strict=False)
    }


class Paths(Kinds):
    """The part of a check that compares the path of a training."""

    def path(
        self,
        name: str,
        got: object,
        expected: Sequence[Sequence[object]],
        *,
        parts: Sequence[str],
        start: Sequence[object] = (),
        known: Mapping[str, Mapping[str, Sequence[float]]] | None = None,
        fixed: int | None = None,
        **facts: object,
    ) -> None:
        """Compare a path: a list, of as many entries as there must be, each with all parameters, each a copy, each right.

        Args:
            name: what the path is called in the text.
            got: what came.
            expected: the parameters at each moment.
            parts: their names.
            start: the parameters before the first update.
            known: name of a leaf -> slug of a mistake -> fingerprints.
            fixed: number of entries of the notebook's own training.
            facts: as for `array`; a learning rate counts only for the first update.
        """
        self._require_moments(name, got, len(expected), len(parts), fixed)
        aliased = self._require_copies(name, got, start)
        rate = facts.pop("learning_rate", None)
        for moment, (entry, wanted) in enumerate(zip(got, expected, strict=True)):
            for number, (part, right) in enumerate(zip(parts, wanted, strict=True)):
                leaf, here = f"{part} in {name}[{moment}]", dict(facts)
                here["known"] = {} if known is None else known.get(leaf, {})
                if moment == 0:
                    here["otherwise"] = "start-missing"
                elif moment == 1:
                    marks = {"trajectory-aliased": aliased[number]} if number in aliased else {}
                    here |= {"learning_rate": rate, "known": ChainMap(marks, here["known"])}
                    if start and not _waits([step[number] for step in got], start[number]):
                        here["start"] = plain(start[number])
                came = entry[number]
                if isinstance(came, np.ndarray) and np.ndim(right) == 0 and came.size == 1:
                    came = came.item()  # an array of one number is the business of the gradient
                self.array(leaf, came, right, **here)

    def _require_moments(self, name: str, got: object, moments: int, parts: int, fixed: int | None) -> None:
        """Fail unless there is one entry for each moment, and all parameters in it."""
        self.that(isinstance(got, (list, tuple)), f"{name} is a {kind_of(got)}.", "not-a-list")
        numbers = len(got) > 0 and all(isinstance(entry, (float, np.generic)) for entry in got)
        self.that(not numbers, f"{name} holds single numbers.", "results-exchanged")
        one_update = len(got) == 2 and not self.hidden
        slug = "iterations-ignored" if len(got) == fixed else "return-in-loop" if one_update else "entries-count"
        count = "another number of" if self.hidden else len(got)
        self.that(len(got) == moments, f"{name} has {count} entries after {moments - 1} updates.", slug)
        whole = all(isinstance(entry, (list, tuple)) and len(entry) == parts for entry in got)
        self.that(whole, f"Not every entry of {name} holds all {parts} parameters.", "wrong-entries")

    def _require_copies(self, name: str, got: Sequence[Sequence], start: Sequence[object]) -> dict[int, float]:
        """Fail where the first entry shows the last parameters; else number of a parameter -> fingerprint of its last value."""
        marks = {}
        for number, before in enumerate(start):
            first, last = got[0][number], got[-1][number]
            if not isinstance(last, np.ndarray) or last.dtype.kind != "f" or np.array_equal(last, before):
                continue
            aliased = np.array_equal(first, last) and not np.array_equal(first, before)
            self.that(not aliased, f"{name}[0] shows the parameters after the last update.", "trajectory-aliased")
            marks[number] = fingerprint(last)
        return marks


def _waits(path: Sequence[object], start: object) -> bool:
    """Whether a parameter stays where it starts in the first update only."""
    return np.array_equal(path[1], start) and not all(np.array_equal(one, start) for one in path[2:])


# ----------------------------------------------------------------------------------------------------------- plain_data
# Values as plain data, for a file that holds examples: arrays, tensors, numbers, and lists and dicts of them.


def as_data(value: object) -> object:
    """A value as JSON can hold it; `from_data` makes it again, of the same type.

    Raises:
        TypeError: there is no such form for it.
    """
    if type(value).__module__.partition(".")[0] == "torch":
        return {
            "tensor": value.detach().tolist(),
            "dtype": str(value.dtype).removeprefix("torch."),
            "shape": list(value.shape),
        }
    if isinstance(value, (np.ndarray, np.generic)):
        return {"array": value.tolist(), "dtype": value.dtype.name, "shape": list(value.shape)}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, tuple):
        return {"tuple": [as_data(item) for item in value]}
    if isinstance(value, list):
        return [as_data(item) for item in value]
    if isinstance(value, dict):
        return {"dict": [[as_data(key), as_data(item)] for key, item in value.items()]}
    raise TypeError(f"a {type(value).__name__} can't be an example's value")


def from_data(data: object) -> object:
    """A value that `as_data` has written."""
    if isinstance(data, list):
        return [from_data(item) for item in data]
    if not isinstance(data, dict):
        return data
    if "tensor" in data:
        torch = sys.modules.get("torch") or __import__("torch")
        return torch.tensor(data["tensor"], dtype=getattr(torch, data["dtype"])).reshape(data["shape"])
    if "array" in data:
        found = np.array(data["array"], dtype=data["dtype"]).reshape(data["shape"])
        return found if data["shape"] else found[()]
    if "tuple" in data:
        return tuple(from_data(item) for item in data["tuple"])
    return {from_data(key): from_data(item) for key, item in data["dict"]}


# ------------------------------------------------------------------------------------------------------------ scenarios
# Scenarios: what is done with the student's classes, step by step, as data; played back by a check.
#
# A step is a line of text in a small part of Python: `model = Model(3, rate)`, `model.W1 = W1`, `Yhat = model(X)`,
# `model.backward()`, `first = model.W1.grad`. Nothing else can be said in it, and nothing of it is executed as code. A call
# inside the arguments of another one, as in `model.loss(model(X), Y)`, hands its result over as it is: in the student's
# process, with its graph. A step that begins with "perhaps " may fail: then the check goes on without it. One that begins
# with "partly " may fail, too; its failure is told where a result is missing in the end.


PERHAPS, PARTLY = "perhaps ", "partly "
"""How a step begins that may fail."""
THINGS = "things"
"""Under this name the world has the names of the functions and classes that take part."""
MISSING = object()
"""In place of a value that no step has made."""


class Scenario:
    """Stands in the place of one function in a check: some of the student's functions and classes, and what is done with them.

    Args:
        name: under which the author has declared the steps.
        things: the student's functions and classes, in the order in which the author names them.
    """

    def __init__(self, name: str, things: Sequence[object]):
        self.name, self.things = name, tuple(things)


def scenario(name: str, *things: object) -> Scenario:
    """What a check judges in the place of one function.

    Args:
        name: of the steps.
        things: the student's functions and classes that take part.
    """
    return Scenario(name, things)


class Acting(Protocol):
    """Does what a step says: calls something, or reads an attribute."""

    def act(self, function: object, arguments: Sequence[object], needed: bool) -> object:
        """The result of a call; where it is `needed`, None is not one."""

    def look(self, thing: object, path: str) -> object:
        """An attribute, or one of an attribute ("W1.grad")."""

    def put(self, thing: object, path: str, value: object) -> None:
        """Set an attribute, or one of an attribute."""

    def may_fail(self, step: str, begins: str) -> AbstractContextManager[None]:
        """Around a step that may fail."""


class Kept:
    """A result that is handed on as it is, and not copied."""

    def __init__(self, value: object):
        self.value = value


def play(steps: Sequence[str], world: dict[str, object], acting: Acting) -> None:
    """Do what the steps say.

    Args:
        steps: in order.
        world: name -> value, to begin with; gets what the steps make.
        acting: does it.
    """
    for step in steps:
        begins = next((one for one in (PERHAPS, PARTLY) if step.startswith(one)), "")
        step = step.removeprefix(begins)
        with acting.may_fail(step, begins) if begins else contextlib.nullcontext():
            _do_step(parsed_step(step), world, acting)


def value_of(expression: str, world: Mapping[str, object], acting: Acting) -> object:
    """What an expression of a step is worth after the steps; MISSING where a step that has failed should have made it."""
    node = parsed_step(expression)
    return _value_in(node.value, world, acting)


@cache
def parsed_step(step: str) -> ast.stmt:
    return ast.parse(step).body[0]


def _do_step(node: ast.stmt, world: dict[str, object], acting: Acting) -> None:
    if isinstance(node, ast.Expr):
        _call_in(node.value, world, acting, needed=False)
        return
    (target,) = node.targets
    value = _value_in(node.value, world, acting)
    if isinstance(target, ast.Name):
        world[target.id] = copied(value)
        return
    acting.put(*_path_of(target, world), value)


def _value_in(node: ast.expr, world: Mapping[str, object], acting: Acting) -> object:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return world.get(node.id, MISSING)
    if isinstance(node, ast.Tuple | ast.List):
        return [_value_in(one, world, acting) for one in node.elts]
    if isinstance(node, ast.Attribute):
        return acting.look(*_path_of(node, world))
    return _call_in(node, world, acting, needed=True)


def _call_in(node: ast.Call, world: Mapping[str, object], acting: Acting, needed: bool) -> object:
    given = [
        Kept(_kept_in(one, world, acting)) if isinstance(one, ast.Call) else _value_in(one, world, acting)
        for one in node.args
    ]
    return acting.act(_function_in(node.func, world, acting), given, needed)


def _kept_in(node: ast.Call, world: Mapping[str, object], acting: Acting) -> object:
    """The result of a call as it is: where the function is in another process, what stands for the result."""
    function = _function_in(node.func, world, acting)
    called = world[node.func.id] if isinstance(node.func, ast.Name) else function  # a model itself, not its method
    keep = getattr(type(called), "__keep__", None)
    keeping = function if keep is None else lambda *given: keep(called, *given)
    given = [_value_in(one, world, acting) for one in node.args]
    return acting.act(named_as(keeping, function), given, needed=False)


def _function_in(node: ast.expr, world: Mapping[str, object], acting: Acting) -> object:
    """What is called: for a model, which has no name of its own, its method `__call__`."""
    function = _value_in(node, world, acting)
    is_made = isinstance(node, ast.Name) and node.id not in world.get(THINGS, ())
    return acting.look(function, "__call__") if is_made else function


def _path_of(node: ast.Attribute, world: Mapping[str, object]) -> tuple[object, str]:
    names = ast.unparse(node).split(".")
    return world.get(names[0], MISSING), ".".join(names[1:])


def look_up(thing: object, path: str) -> object:
    """An attribute of an attribute, also where the thing is in another process.

    Raises:
        AttributeError: there is none.
    """
    inner = getattr(type(thing), "__look__", None)
    if inner is not None and not path.startswith("__"):
        return inner(thing, path)
    return attrgetter(path)(thing)


def put_in(thing: object, path: str, value: object) -> None:
    """Set an attribute of an attribute, also where the thing is in another process."""
    if "." not in path or hasattr(type(thing), "__look__"):
        setattr(thing, path, value)
        return
    way, _, last = path.rpartition(".")
    setattr(attrgetter(way)(thing), last, value)


def named_as(wrapper: Callable, function: object) -> Callable:
    """A function that stands for another one in messages."""
    if wrapper is not function:
        wrapper.__name__ = getattr(function, "__name__", None) or type(function).__name__
    return wrapper


def unwrapping(function: Callable, given: Sequence[object]) -> Callable:
    """A function that takes `Kept` values for what they hold."""
    if not any(isinstance(one, Kept) for one in given):
        return function
    return named_as(lambda *came: function(*(one.value if isinstance(one, Kept) else one for one in came)), function)


# --------------------------------------------------------------------------------------------------------------- played
# Scenarios in a check: the steps are done with the student's classes, and the results compared.


SLOPE = "slope "
"""How "own" begins that is a numerical gradient: "slope loss W1" for that of a step's `loss` by the argument `W1`."""
ODDITIES = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What reading odd things raises."""


@dataclass
class Steps:
    """What a scenario does, and how its results are judged.

    Attributes:
        things: names of the functions and classes that take part.
        names: of the arguments, in order.
        ways: the steps; several ways to the same results, where a student's earlier mistake may stand in the way of the first.
        returns: name of each result -> the expression that it is, after the steps.
        own: name of a result -> an expression for what is right as well: what the student's other methods lead to.
        wrong: name of a result -> slug of what is wrong whenever it is not right.
        missing: name of a result -> slugs of what is wrong where it is missing: where all are, and where others are there. It
            does not count where `own` names something that is missing as well.
        provided: name of a result -> another one, which is not judged itself: it counts only where that is right.
        optional: names of results that may be missing, as long as another one of these is there.
        apart: name of a result -> another one that has other numbers wherever the student's methods depend on what they get:
            where what is right as well is alike for both, the result counts as missing.
        final: slugs of what no other way excuses, since it changes more than the models.
        errors: part of an error's message -> slug of the mistake behind it.
    """

    things: list[str]
    names: list[str]
    ways: list[list[str]]
    returns: dict[str, str]
    own: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    missing: dict[str, list[str]] = field(default_factory=dict)
    provided: dict[str, str] = field(default_factory=dict)
    optional: list[str] = field(default_factory=list)
    apart: dict[str, str] = field(default_factory=dict)
    final: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    def world(self, things: Sequence[object], given: Sequence[object]) -> dict[str, object]:
        """Name -> value, before the first step."""
        found = dict(zip(self.things, things, strict=True)) | dict(zip(self.names, given, strict=True))
        return found | {THINGS: tuple(self.things)}


class Watched:
    """Does what the steps say, and tells what goes wrong.

    Args:
        check: that tells it.
        unchanged: whether no argument of a call may be changed.
    """

    def __init__(self, check: Calls, unchanged: bool):
        self._check, self._unchanged = check, unchanged
        self.stopped: CheckFailed | None = None

    def act(self, function: object, arguments: Sequence[object], needed: bool) -> object:
        """As `Acting.act`."""
        calling = unwrapping(function, arguments)
        return self._check.call(calling, *arguments, returns_nothing=not needed, unchanged=self._unchanged)

    def look(self, thing: object, path: str) -> object:
        """As `Acting.look`."""
        try:
            return look_up(thing, path)
        except AttributeError:
            self._check.that(False, f"the model has no `{path}`.", "attribute-missing")

    def put(self, thing: object, path: str, value: object) -> None:
        """As `Acting.put`."""
        self._check.call(put_in, thing, path, value, returns_nothing=True, unchanged=False)

    @contextlib.contextmanager
    def may_fail(self, step: str, begins: str) -> Iterator[None]:
        """As `Acting.may_fail`."""
        try:
            yield
        except CheckFailed as failure:
            if begins == PARTLY:
                self.stopped = failure
        except (NotAttempted, *ODDITIES):
            if begins == PARTLY:
                raise


def judge_steps(
    check: Calls,
    steps: Steps,
    things: Sequence[object],
    given: Sequence[object],
    unchanged: bool,
    compare: Callable[[str, object, object], None],
    is_right: Callable[[str, object], bool],
    results: Sequence[str],
) -> None:
    """Do the steps, and compare the results; where that fails, in every other way before it is told.

    Args:
        check: that judges.
        steps: of the scenario.
        things, given: the student's functions and classes, and the arguments.
        unchanged: whether no argument of a call may be changed.
        compare: is given the name of a result, what came, and what is right as well, or None.
        is_right: whether a value is that of a result.
        results: names of those that count.

    Raises:
        CheckFailed, NotAttempted: something is wrong.
    """
    check.errors = steps.errors
    first: CheckFailed | None = None
    for way in steps.ways:
        try:
            _judge_way(check, steps, way, (things, given, unchanged), compare, is_right, results)
            return
        except CheckFailed as failure:
            first = first or failure
            if failure.slug in steps.final:
                break
    raise first


def _judge_way(
    check: Calls,
    steps: Steps,
    way: Sequence[str],
    played: tuple[Sequence[object], Sequence[object], bool],
    compare: Callable[[str, object, object], None],
    is_right: Callable[[str, object], bool],
    results: Sequence[str],
) -> None:
    things, given, unchanged = played
    world, acting = steps.world(things, given), Watched(check, unchanged)
    play(way, world, acting)
    judged = [name for name in results if name not in steps.provided.values()]
    read = {name: _read_result(steps.returns[name], world, acting) for name in judged}
    constant = [name for name in judged if _is_constant(check, steps, name, way, world, (things, given))]
    read |= dict.fromkeys(constant, MISSING)
    came = any(read[name] is not MISSING for name in judged if name in steps.optional or name in steps.missing)
    for name, got in read.items():
        needed = steps.provided.get(name)
        if needed and not is_right(needed, _read_result(steps.returns[needed], world, acting)):
            continue
        own = None if got is not MISSING and is_right(name, got) else _own(steps, name, way, world, (things, given))
        if name in constant and not came:
            check.that(False, f"{name} is the same whatever the data are.")
        if got is MISSING:
            _tell_missing(check, steps, name, came, own, acting, world)
            continue
        if own is not None and _same(check, got, own):
            continue
        try:
            compare(name, got, own)
        except CheckFailed:
            if name not in steps.wrong:
                raise
            check.that(False, f"{name} is wrong.", steps.wrong[name])


def _is_constant(
    check: Calls,
    steps: Steps,
    name: str,
    way: Sequence[str],
    world: dict[str, object],
    played: tuple[Sequence[object], Sequence[object]],
) -> bool:
    """Whether the student's methods lead to the same numbers where others are due: then these say nothing."""
    if name not in steps.apart:
        return False
    own, other = (_own(steps, one, way, world, played) for one in (name, steps.apart[name]))
    return own is not None and other is not None and _same(check, own, other)


def _tell_missing(
    check: Calls, steps: Steps, name: str, came: bool, own: object, acting: Watched, world: dict[str, object]
) -> None:
    """Fail where a missing result is a mistake.

    Args:
        check, steps: that are judged.
        name: of the result.
        came: whether any other result is there.
        own: what is right for it as well, or None.
        acting: did the steps.
        world: after them.
    """
    sloping = steps.own.get(name, "").startswith(SLOPE)
    unused = sloping and own is not None and not np.any(own)  # no gradient is right for what is not used
    compared = name in steps.missing and name in steps.own and not sloping
    if unused or (name in steps.optional and came) or (compared and own is None):
        return
    if acting.stopped:
        raise acting.stopped
    if name in steps.missing:
        check.that(False, f"{name} is missing.", steps.missing[name][came])
    value_of(steps.returns[name], world, acting)  # tells what is missing
    check.that(False, f"{name} is missing.", "attribute-missing")


def _same(check: Calls, got: object, own: object) -> bool:
    """Whether a result is what the student's other methods lead to, whatever its shape; nan included."""
    if check.is_near(got, own):
        return True
    with contextlib.suppress(*ODDITIES):
        return bool(np.array_equal(plain(got), plain(own), equal_nan=True))
    return False


def _read_result(expression: str, world: Mapping[str, object], acting: Watched) -> object:
    """What came of a result; MISSING where there is none."""
    with contextlib.suppress(CheckFailed, *ODDITIES):
        found = value_of(expression, world, acting)
        return MISSING if found is None else found
    return MISSING


def _own(
    steps: Steps,
    name: str,
    way: Sequence[str],
    world: dict[str, object],
    played: tuple[Sequence[object], Sequence[object]],
) -> object:
    """What the student's other methods lead to; None where nothing is."""
    expression = steps.own.get(name)
    if expression is None:
        return None
    if not expression.startswith(SLOPE):
        found = _read_result(expression, world, Quiet())
        return None if found is MISSING else found
    variable, argument = expression.removeprefix(SLOPE).split()
    things, given = played
    given = [one.double() if hasattr(one, "double") else one for one in given]  # else the slope is too coarse
    position = steps.names.index(argument)

    def at(value: np.ndarray) -> float:
        changed = list(given)
        changed[position] = _like(value, given[position])
        found = steps.world(things, changed)
        play(way, found, Quiet())
        return float(found[variable])

    with contextlib.suppress(Exception):
        return numerical_gradient(at, given[position])
    return None


def _like(value: np.ndarray, sample: object) -> object:
    """An array as a tensor, where a sample is one."""
    return value if isinstance(sample, np.ndarray) else sample.new_tensor(value.tolist())


class Quiet:
    """Does what the steps say, and says nothing: errors go to whoever asked."""

    def act(self, function: Callable, arguments: Sequence[object], needed: bool) -> object:
        """As `Acting.act`."""
        return unwrapping(function, arguments)(*copied(list(arguments)))

    def look(self, thing: object, path: str) -> object:
        """As `Acting.look`."""
        return look_up(thing, path)

    def put(self, thing: object, path: str, value: object) -> None:
        """As `Acting.put`."""
        put_in(thing, path, copied(value))

    def may_fail(self, step: str, begins: str) -> contextlib.AbstractContextManager[None]:
        """As `Acting.may_fail`."""
        return contextlib.suppress(Exception)


# ------------------------------------------------------------------------------------------------------------- examples
# Checks by example: a check names a function, and a file beside the notebook holds what goes in and what must come out.
#
# The file is made from the reference solution when a release is made. It holds no code: arrays, and for every known mistake one
# number by which its values are recognised.


FILE = Path(__file__).with_name("examples.json")
"""Where the examples are."""

ENORMOUS = 100
"""From here on, a sigmoid is 0 or 1."""

PLAIN = ("known", "shapes", "errors", "label", "unchanged", "excused", "otherwise")
"""Fields of a call that the file holds as they are."""


class NoSpecs(Exception):
    """Hidden tests run without what their author has declared."""


@dataclass
class Call:
    """One call of a function, and what must come of it.

    Attributes:
        given: the arguments, in order.
        expected: name of each result -> its value, in the order in which they are returned.
        facts: fields of `Facts` that hold for all results.
        starts: name of a result -> the argument that it is an update of.
        known: name of a result -> slug of a mistake -> the fingerprints of the values to which it leads.
        shapes: name of a result -> slug of a mistake -> the wrong shapes to which it leads.
        errors: text of an error -> slug of the mistake that raises it.
        sizes: every size in the arguments -> what it counts.
        notebook: other arguments, of the sizes of the notebook's own data.
        label: what tells this call from the others, as it follows the name of a result: " after one update".
        unchanged: whether no argument may be changed.
        excused: whether an error that the function raises costs nothing here, since another check judges it.
        otherwise: slug of what is wrong where nothing else explains the values, or None.
        steps: what is done in the place of one call, or None.
        as_dict: whether the results come in a dict, under their names.
    """

    given: list
    expected: dict[str, object]
    facts: dict[str, object] = field(default_factory=dict)
    starts: dict[str, object] = field(default_factory=dict)
    known: Mapping[str, Mapping[str, Sequence[float]]] = field(default_factory=dict)
    shapes: Mapping[str, Mapping[str, Sequence[Sequence[int]]]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    sizes: dict[int, str] = field(default_factory=dict)
    notebook: Sequence[object] = ()
    label: str = ""
    unchanged: bool = True
    excused: bool = False
    otherwise: str | None = None
    steps: Steps | None = None
    as_dict: bool = False

    @property
    def extreme(self) -> bool:
        """Whether an argument has enormous numbers only: what a mistake does there tells nothing of other calls."""
        arrays = [
            np.abs(one) for one in map(plain, self.given) if isinstance(one, np.ndarray) and one.dtype.kind == "f"
        ]
        return any(one.size and one.min() >= ENORMOUS for one in arrays)

    @classmethod
    def read(cls, data: dict) -> Call:
        """A call as the file of the examples holds it."""
        values = {name: from_data(data[name]) for name in ("given", "notebook", "facts")}
        values |= {name: {key: from_data(one) for key, one in data[name].items()} for name in ("expected", "starts")}
        sizes = {int(size): what for size, what in data["sizes"].items()}
        steps = Steps(**data["steps"]) if data.get("steps") else None
        more = {name: data[name] for name in PLAIN} | {"steps": steps, "as_dict": data.get("as_dict", False)}
        return cls(**values, sizes=sizes, **more)


class Examples(Calls, Paths):
    """The part of a check that knows its examples.

    Attributes:
        key: the name of the check's function, under which the file holds its examples.
        judge_drawn: judges a function with inputs that no student sees, given how many functions have been judged so before,
            the function and names of results; only where a submission is graded.
        held: number of a function that the check judges -> how it has failed; hidden tests may still excuse that.
    """

    key = ""
    judge_drawn: Callable | None = None
    _seen = _unseen = 0

    def __init__(self, title: str, points: float):
        super().__init__(title, points)
        self.held: dict[int, CheckFailed] = {}

    def example(self, function: Callable, *results: str) -> None:
        """Call a function as the examples say, and compare what comes.

        Where it fails, the check fails at its end: hidden tests may show that only another function is to blame.

        Args:
            function: the student's.
            results: names of those results that this check judges; all where none is named.
        """
        name, calls = _entry(self.key)["calls"][self._seen]
        number, self._seen = self._seen, self._seen + 1
        things = function.things if isinstance(function, Scenario) else [function]
        calls = [Call.read(call) for call in calls]
        failure = self.first_failure([*calls, *calls[:1]], function, results)
        remember(name, self.title, failure is None)
        if failure is not None:
            self.held[number] = self._with_help(failure, mend_first(things[0], name, self.title))

    def _with_help(self, failure: CheckFailed, mend_first: str) -> CheckFailed:
        """A failure with what to do next: mend another function, or try things with the inputs of the example."""
        if isinstance(failure, NotAttempted):
            return failure
        exercise = self.title.partition(" ")[0]
        return failure.with_line(mend_first or f'`checks.inputs("{exercise}")` gives the arguments of this call.')

    def drawn(self, function: Callable, *results: str) -> None:
        """Judge a function with inputs that no student sees.

        Args:
            function, results: as for `example`.

        Raises:
            NoSpecs: the author's specs are not there.
        """
        if self.judge_drawn is None:
            raise NoSpecs("Hidden tests by drawn inputs run where a submission is graded: `nbexaminer grade`.")
        self.hidden = True
        self.judge_drawn(self._unseen, function, results)
        self._unseen += 1

    def values(self, **values: object) -> None:
        """Compare variables of the notebook, given by their names, with those of the reference."""
        entry = _entry(self.key)
        for name, got in values.items():
            expected = from_data(entry["values"][name])
            dtype = expected.dtype.name if isinstance(expected, np.ndarray) else None
            self.array(name, got, expected, dtype=dtype, otherwise=entry["otherwise"])

    def first_failure(self, calls: Sequence[Call], function: Callable, results: Sequence[str]) -> CheckFailed | None:
        """How the first of some calls fails; how a later one does, where only that one shows which mistake it is.

        Where the first call is right until another one has been made, it is told that the function remembers.

        Args:
            calls: one may stand here twice, since a function may remember.
            function, results: as for `example`.
        """
        first = None
        for number, call in enumerate(calls):
            if first is not None:  # what holds only where the calls before are right
                call = replace(call, otherwise=None, facts={k: v for k, v in call.facts.items() if k != "otherwise"})
            failure = self.failure_of(call, function, results)
            if failure is None:
                continue
            if number and first is None and self.failure_of(calls[0], function, results) is not None:
                return self._second_call(function)
            if failure.slug and (first is None or not call.extreme):
                return failure
            first = first or failure
        return first

    def _second_call(self, function: Callable) -> CheckFailed:
        name = getattr(function, "__name__", "the function")
        try:
            self.that(False, f"`{name}`, called again with the same arguments, leads elsewhere.", "earlier-run")
        except CheckFailed as failure:
            return failure

    def failure_of(self, call: Call, function: Callable, results: Sequence[str]) -> CheckFailed | None:
        """How a call fails; None where all is right. As `judge`."""
        try:
            self.judge(call, function, results)
        except CheckFailed as failure:
            return failure
        return None

    def judge(self, call: Call, function: Callable, results: Sequence[str]) -> None:
        """Make one call, and compare what comes.

        Raises:
            CheckFailed, NotAttempted: as `call` and the comparisons do.
        """
        self.sizes, self.errors = call.sizes, call.errors
        if call.steps is not None:
            self._judge_steps(call, function, results)
            return
        if call.excused and self.follow(function, *call.given)[0] is None:
            return
        names = list(call.expected)
        came = self.call(
            function,
            *call.given,
            returns=names if len(names) > 1 and not call.as_dict else (),
            unchanged=call.unchanged,
            notebook_sizes=call.notebook,
        )
        if call.as_dict:
            came = self._entries_of(came, names)
        came = came if len(names) > 1 else [came]
        self.compare(call, _in_order(came, call.expected, results), results)

    def _entries_of(self, came: object, names: Sequence[str]) -> list:
        """What a dict has under these names; fails where it is none, or has other ones."""
        self.that(isinstance(came, dict), f"it is a {type(came).__name__}, not a dict.", "not-a-dict")
        count = "1 key" if len(came) == 1 else f"{len(came)} keys"
        keys = "other keys" if self.hidden else f"{count}: {', '.join(map(repr, came))}"
        self.that(set(came) == set(names), f"the dict has {keys}.", "wrong-keys")
        return [came[name] for name in names]

    def _judge_steps(self, call: Call, scenario: Scenario, results: Sequence[str]) -> None:
        """Do the steps of a scenario, and compare what comes."""

        def compare(name: str, got: object, own: object) -> None:
            more = {"others": _others(call.expected, name)}
            self._compare_result(call, name, got, more if own is None else more | {"own": own})

        def is_right(name: str, got: object) -> bool:
            expected = call.expected[name]
            if isinstance(expected, (bool, str)):
                return got == expected
            return self.is_near(got, expected)

        judge_steps(
            self,
            call.steps,
            scenario.things,
            call.given,
            call.unchanged,
            compare,
            is_right,
            results or list(call.expected),
        )

    def compare(self, call: Call, came: Sequence[object], results: Sequence[str] = ()) -> None:
        """Compare the results of a call.

        Args:
            call: with what is expected.
            came: every result.
            results: names of those that count; all where none is named.
        """
        for got, name in zip(came, call.expected, strict=True):
            if not results or name in results:
                expected = call.expected[name]
                others = {} if is_path(expected) else self._elsewhere(call.expected, came, name)
                exchanged = any(self.is_near(got, other) for other in others.values())
                self._compare_result(call, name, got, {"others": others} | ({"known": {}} if exchanged else {}))

    def _compare_result(self, call: Call, name: str, got: object, more: dict[str, object]) -> None:
        expected = call.expected[name]
        facts = {"otherwise": call.otherwise, "others": {}} | call.facts
        facts |= {"known": call.known.get(name, {}), "shapes": call.shapes.get(name, {})}
        if is_path(expected):
            facts |= {"known": call.known, "shapes": {}}
        if name in call.starts:
            facts["start"] = call.starts[name] if is_path(expected) else plain(call.starts[name])
        self._compare_kind(f"{name}{call.label}", got, expected, facts | more)

    def _elsewhere(self, expected: Mapping[str, object], came: Sequence[object], name: str) -> dict[str, object]:
        """The other results that are not in their own places: this one may have changed places with one of them.

        One of another shape is told by its shape, since a wrong one may have any numbers.
        """
        elsewhere = {}
        for got, (other, value) in zip(came, expected.items(), strict=True):
            if other == name or is_path(value):
                continue
            array = np.asarray(plain(value))
            if array.ndim and not self.is_near(got, value):
                elsewhere[other] = array if array.shape == np.shape(plain(expected[name])) else array.shape
        return elsewhere

    def _compare_kind(self, name: str, got: object, expected: object, facts: dict) -> None:
        """Compare by the kind of what is expected: a path, a history, one number, class labels, a tensor, an array."""
        parts, fixed = facts.pop("parts", ()), facts.pop("fixed", None)
        if facts.pop("booleans", False) and isinstance(got, (np.ndarray, np.generic)) and got.dtype.kind == "b":
            got = got.astype(float)
        if is_path(expected):
            del facts["others"]
            self.path(name, got, expected, parts=parts, fixed=fixed, **facts)
        elif isinstance(expected, list):
            del facts["otherwise"], facts["others"], facts["shapes"]
            self.history(name, got, expected, from_start=bool(parts), **facts)
        elif isinstance(expected, bool):
            self.that(got is expected, f"{name} is {got}.", facts["otherwise"])
        elif isinstance(expected, (int, float)) or not np.shape(plain(expected)):
            self.number(name, got, float(expected), **facts)
        elif np.asarray(plain(expected)).dtype.kind in "iu":
            if not isinstance(expected, (np.ndarray, np.generic)):
                self.tensor(name, got)
            self.labels(name, got, plain(expected), wrong=facts["otherwise"])
        else:
            self._compare_array(name, got, expected, facts)

    def _compare_array(self, name: str, got: object, expected: object, facts: dict) -> None:
        """Compare an array or a tensor; of a tensor the dtype where its numbers say nothing."""
        if isinstance(expected, (np.ndarray, np.generic)):
            self.array(name, got, expected, **facts)
            return
        if not hasattr(got, "detach"):
            self.tensor(name, got, expected)
        try:
            self.array(name, got, plain(expected), **facts)
        except CheckFailed as failure:
            if failure.slug in (None, "visible-inputs-only"):
                self.tensor(name, got, expected)
            raise
        self.tensor(name, got, expected)

    def end(self) -> None:
        """End the check, with what an example has shown."""
        for failure in self.held.values():
            raise failure


def _others(expected: Mapping[str, object], name: str) -> dict[str, object]:
    """The other results: those of another shape by their shape, since a wrong one may have any numbers."""
    arrays = {other: np.asarray(plain(value)) for other, value in expected.items() if other != name}
    shape = np.shape(plain(expected[name]))
    return {other: array if array.shape == shape else array.shape for other, array in arrays.items() if array.ndim}


def _in_order(came: Sequence[object], expected: Mapping[str, object], results: Sequence[str]) -> Sequence[object]:
    """Two results that have changed places put right, where they are a path and a history, and the path is not judged."""
    paths = [name for name, value in expected.items() if is_path(value)]
    exchanged = len(came) == 2 and len(paths) == 1 and is_path(came[1 - list(expected).index(paths[0])])
    return list(came)[::-1] if exchanged and results and paths[0] not in results else came


def inputs(exercise: str) -> dict[str, object]:
    """The arguments of a check's first example, to try things with.

    Args:
        exercise: how the title of the check begins, such as "2C".

    Returns:
        Name of each argument -> its value: new copies each time.

    Raises:
        ValueError: there is no such check, or it has no example.
    """
    entries = [entry for entry in _entries().values() if entry["title"].startswith(exercise) and entry["calls"]]
    if not entries:
        known = ", ".join(repr(entry["title"]) for entry in _entries().values() if entry["calls"])
        raise ValueError(f"No check whose title begins with {exercise!r} has examples; these have: {known}.")
    _, calls = entries[0]["calls"][0]
    return dict(zip(entries[0]["arguments"][0], Call.read(calls[0]).given, strict=True))


@cache
def _read(text: str) -> dict[str, dict]:
    return json.loads(text)["checks"]


def _entries() -> dict[str, dict]:
    try:
        return _read(FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError):
        raise CheckFailed(
            f"{FILE.name}, which comes with this notebook, is missing or broken: put it back beside the notebook."
        ) from None


def _entry(key: str) -> dict:
    """What the file has for one check."""
    entries = _entries()
    if key not in entries:
        raise CheckFailed(f"{FILE.name} is not the one that belongs to this notebook: put that beside it.")
    return entries[key]


# ---------------------------------------------------------------------------------------------------------------- panel
# How the checks of a notebook ended, and the panel that shows it.


@dataclass(frozen=True)
class Result:
    """How a check ended: "done", "wrong" or "not attempted"; its points are those of the visible part."""

    status: str
    points: float
    slug: str | None = None


_results: dict[str, Result] = {}


def record(title: str, result: Result) -> None:
    """Keep a check's result for the panel; the last one of a title counts."""
    _results[title] = result


class Panel:
    """Where the student stands: every check with its verdict, the points so far, and what comes next."""

    _signs: ClassVar = {"done": "✓", "wrong": "✗", "not attempted": "○"}

    def __init__(self, worth: Mapping[str, float]):
        found = {title: _results.get(title, Result("not attempted", points)) for title, points in worth.items()}
        self.rows = [(self._signs[result.status], title, result, worth[title]) for title, result in found.items()]
        self.done = sum(points for _, _, result, points in self.rows if result.status == "done")
        self.total = sum(worth.values())
        open_ = [title for _, title, result, _ in self.rows if result.status != "done"]
        self.next = f"Next: {open_[0]}." if open_ else "All visible checks pass. Submit, or go on to the bonus."

    def __repr__(self) -> str:
        width = max(len(title) for _, title, _, _ in self.rows)
        lines = [f"{s} {title:<{width}}  {r.status:<13}  {points:g} points" for s, title, r, points in self.rows]
        return "\n".join([*lines, f"{self.done:g} of {self.total:g} points in the visible checks. {self.next}"])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{sign}</td><td style='text-align:left'>{html.escape(title)}</td>"
            f"<td style='text-align:left'>{result.status}</td><td>{points:g}</td></tr>"
            for sign, title, result, points in self.rows
        )
        head = "<tr><th></th><th style='text-align:left'>check</th><th style='text-align:left'>state</th><th>points</th></tr>"
        foot = f"<p><b>{self.done:g} of {self.total:g} points</b> in the visible checks. {html.escape(self.next)}</p>"
        return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>{foot}"


def panel(worth: Mapping[str, float]) -> Panel:
    """The closing panel of a notebook.

    Args:
        worth: title of every check, in order -> its points.
    """
    return Panel(worth)


# ---------------------------------------------------------------------------------------------------------------- seeds
# Random number generators and start weights: whether they follow a seed, and nothing else.


class Seeds(Calls, Kinds):
    """The part of a check that knows what follows from a seed."""

    def seeds(self, set_seed: Callable, draw: Callable, names: Sequence[str], seed: int, other: int) -> None:
        """Check that a function seeds generators: the same numbers after the same seed, and others after another.

        Args:
            set_seed: the student's.
            draw: takes one number from each generator.
            names: of the generators, in that order.
            seed, other: two seeds.
        """

        def seed_and_draw(seed: int) -> list[float]:
            set_seed(seed)
            return draw()

        seed_and_draw.__name__ = "set_seed"
        first, again, another = (self.call(seed_and_draw, number) for number in (seed, seed, other))
        for name, a, b, c in zip(names, first, again, another, strict=True):
            what = f"After set_seed({seed}), {name} draws {a:.6f} once and {b:.6f} the next time."
            self.that(a == b, what, "generator-not-seeded")
            what = f"After set_seed({seed}) and after set_seed({other}), {name} draws the same number, {a:.6f}."
            self.that(a != c, what, "seed-ignored")

    def start_weights(
        self, init: Callable, sizes: Sequence[int], shapes: Mapping[str, tuple[int, ...]], follows: Sequence[object]
    ) -> None:
        """Check start weights: float32 tensors, new in every call, and the next normal numbers of torch's generator.

        Args:
            init: the student's function, which returns several tensors.
            sizes: its arguments.
            shapes: name of each tensor -> its shape, in the order in which they are returned and drawn.
            follows: a function that sets a seed, one that draws a number from each generator, torch's last, and a seed. Where
                the first is wrong, nothing is said of what follows from a seed.
        """
        came = self.call(init, *sizes, returns=list(shapes))
        for (name, expected), W in zip(shapes.items(), came, strict=True):
            self.tensor(name, W)
            self.that(plain(W).dtype == np.float32, f"{name} has dtype {W.dtype}.", "wrong-dtype")
            if shape(W) != expected:
                others = self.follow(init, *(size + 1 for size in sizes), count=len(shapes))
                fixed = [shape(one) for one in came] == [shape(other) for other in others]
                self.that(not fixed, f"{name} has shape {shape(W)}, expected {expected}.", "sizes-written-in")
            self.weights(name, W, expected)
        for name, W, again in zip(shapes, came, self.call(init, *sizes, returns=list(shapes)), strict=True):
            self.that(not np.array_equal(plain(W), plain(again)), f"{name} is the same in two calls.", "seed-inside")
        self._follow_seed(init, sizes, shapes, *follows)

    def _follow_seed(
        self,
        init: Callable,
        sizes: Sequence[int],
        shapes: Mapping[str, tuple[int, ...]],
        set_seed: Callable,
        draw: Callable,
        seed: int,
    ) -> None:
        def after_seed(function: Callable, *arguments: int) -> object:
            set_seed(seed)
            return function(*arguments)

        names, expected = list(shapes), list(shapes.values())
        numbers = self.follow(after_seed, draw)[0]
        if not isinstance(numbers, list) or not numbers or numbers[-1] != _uniform(seed):
            return  # the seed is to be mended first
        came, again = (self.follow(after_seed, init, *sizes, count=len(names)) for _ in range(2))
        if not all(isinstance(plain(W), np.ndarray) for W in [*came, *again]):
            return
        repeated = all(np.array_equal(plain(W), plain(other)) for W, other in zip(came, again, strict=True))
        self.that(repeated, f"After set_seed({seed}) the weights are not the same each time.", "generator-unreached")
        turned = _normal(seed, expected[::-1])[::-1]
        in_turn = len(names) > 1 and all(_same_draws(W, other) for W, other in zip(came, turned, strict=True))
        self.that(not in_turn, f"After set_seed({seed}), {names[-1]} holds the first numbers.", "draw-order")
        for name, W, right in zip(names, came, _normal(seed, expected), strict=True):
            what = f"After set_seed({seed}), {name} does not hold the next numbers of torch.randn."
            self.that(_same_draws(W, right), what, "wrong-distribution")


def _generator(seed: int) -> tuple:
    torch = sys.modules.get("torch") or __import__("torch")
    return torch, torch.Generator().manual_seed(seed)


def _uniform(seed: int) -> float:
    """The first uniform number of torch's generator after a seed."""
    torch, generator = _generator(seed)
    return torch.empty(1).uniform_(generator=generator).item()


def _normal(seed: int, shapes: Sequence[tuple[int, ...]]) -> list[np.ndarray]:
    """The first normal numbers of torch's generator after a seed, in arrays."""
    torch, generator = _generator(seed)
    return [torch.empty(shape).normal_(generator=generator).numpy() for shape in shapes]


def _same_draws(got: object, expected: np.ndarray) -> bool:
    """Whether these are the same numbers, in whatever order they were filled in."""
    return np.array_equal(np.sort(plain(got), axis=None), np.sort(expected, axis=None))


# ----------------------------------------------------------------------------------------------------------- unreadable
# Cells that Python can't read: nothing in them is defined, and that is another thing than a blank.


MAGIC = re.compile(r"^([ \t]*)[%!].*", re.MULTILINE)
"""A line that is IPython's, not Python's."""


def defines(text: str, name: str) -> bool:
    """Whether a cell, readable or not, looks as if it defined a name."""
    return bool(re.search(rf"^[ \t]*(?:(?:async +)?def|class)[ \t]+{name}\b|^{name}\b[^=\n]*=", text, re.MULTILINE))


def unreadable(name: str, cells: Sequence[str]) -> str:
    """Why a name is missing, where that is because Python can't read a cell; else "".

    Args:
        name: that is missing.
        cells: texts of the cells that have run, in order; the last one that defines the name counts.
    """
    text = next((text for text in reversed(cells) if defines(text, name)), "")
    try:
        compile(MAGIC.sub(r"\1pass", text), "<cell>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return cannot_read(name, error.msg, error.lineno)
    except (ValueError, RecursionError, MemoryError):
        return cannot_read(name, "it is no text that Python could read", None)
    return ""


def cannot_read(name: str, what: str, line: int | None) -> str:
    """The sentence for a cell that Python can't read.

    Args:
        name: that the cell was to define.
        what: Python says of it.
        line: number of the line, from 1, or None.
    """
    where = f"line {line}: " if line else ""
    return f"Python can't read the cell of `{name}` ({where}{what})."


def cells_run() -> list[str]:
    """Texts of the cells that this notebook has run, in order; none outside of a notebook."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return [text for text in getattr(shell, "user_ns", {}).get("In", ()) if isinstance(text, str)]


# ---------------------------------------------------------------------------------------------------------------- check
# A check cell: the decorator `check` runs a function at once, gives it a `Check` and reports how it ended.


ODD = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What comparing raises where something odd came, such as a function in a list of numbers, or a tensor without data."""


class Check(Examples, Seeds):
    """What a check function is given: calls of the student's functions, and comparisons that explain themselves."""


def check(title: str, points: float) -> Callable[[Callable[[Check], None]], None]:
    """Decorator: run the function at once as a check and report under the title.

    Args:
        title: the exercise, as in the text.
        points: what the check is worth, as in the notebook's metadata.

    Raises:
        CheckFailed, NotAttempted: as the check decides.
    """

    def run(body: Callable[[Check], None]) -> None:
        current = Check(title, points)
        current.key = body.__name__
        try:
            _run(_with_builtins(body), current)
        except NotAttempted:
            record(title, Result("not attempted", points))
            raise
        except NameError as error:
            why = "" if current.hidden else unreadable(str(error.name), cells_run())
            if why:
                record(title, Result("wrong", points, "unreadable-cell"))
                raise _failing(current, why, "unreadable-cell") from None
            record(title, Result("not attempted", points))
            what = "A name is missing" if current.hidden else error
            message = f"○ {title}: not attempted. {what}: fill the blank in, and run its cell."
            raise NotAttempted(message) from None
        except CheckFailed as failure:
            record(title, Result("wrong", points, failure.slug))
            raise
        except ODD:
            record(title, Result("wrong", points, "not-comparable"))
            raise _failing(current, "something that came can't be compared.", "not-comparable") from None
        record(title, Result("done", points))
        tests = "the visible and the hidden tests pass" if current.hidden else "the visible check passes"
        print(f"✓ {title}: {tests}.")

    return run


def _run(body: Callable[[Check], None], current: Check) -> None:
    """Run a check to its end; warnings and standard error go to standard output."""
    with contextlib.redirect_stderr(sys.stdout), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.showwarning = lambda message, category, *_: print(f"{category.__name__}: {message}")
        body(current)
        current.end()


def _failing(current: Check, what: str, slug: str) -> CheckFailed:
    """How a check fails that could not come to its end."""
    try:
        current.that(False, what, slug)
    except CheckFailed as failure:
        return failure


def _with_builtins(body: FunctionType) -> FunctionType:
    """A check that has Python's own functions, whatever the notebook calls `sum`, `max` or `list` by now."""
    shadowed = {
        name: function
        for name, function in vars(builtins).items()
        if not name.startswith("_") and body.__globals__.get(name, function) is not function
    }
    if not shadowed:
        return body
    names = body.__globals__ | shadowed
    return FunctionType(body.__code__, names, body.__name__, body.__defaults__, body.__closure__)
