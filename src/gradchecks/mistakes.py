"""Every mistake that a check can name, with the sentence that a student reads."""

from __future__ import annotations

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
